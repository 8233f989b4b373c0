/// The value of an objective that is not the ELBO, in nats per image, with what it is.
///
/// In JSON `{"kind": "iwae", "samples": 5, "value": …}` or `{"kind": "weighted", "klWeight": 4, "value": …}`
/// or `{"kind": "full-vb", "value": …}`.
public struct ObjectiveValue: Hashable, Sendable {
  public enum Kind: Hashable, Sendable {
    /// log 1/K Σ w_k of K samples, a bound (Burda, Grosse & Salakhutdinov 2016, eq. 8).
    case iwae(samples: Int)
    /// `reconstruction − klWeight · klDivergence`, which is not a bound. Of several steps of a warm-up, the mean weight.
    case weighted(klWeight: Double)
    /// The ELBO under drawn weights, less KL(q(w) ‖ p(w)) / N: an example's share of a bound on the evidence of all N
    /// (Kingma & Welling 2014, appendix F).
    case fullBayes

    /// Whether log p(x) bounds the value from above.
    public var isBound: Bool {
      switch self {
      case .iwae, .fullBayes: true
      case .weighted: false
      }
    }

    /// The name of the value: "IWAE bound (K = 5)", "objective with KL weight 4 (not a bound)".
    public var title: String {
      switch self {
      case .iwae(let samples): "IWAE bound (K = \(samples))"
      case .weighted(let klWeight): "objective with KL weight \(shortText(klWeight)) (not a bound)"
      case .fullBayes: "full variational bound"
      }
    }

    /// The same in a narrow column, where `boundText` stands beside it: "IWAE, K = 5", "KL × 4".
    public var shortTitle: String {
      switch self {
      case .iwae(let samples): "IWAE, K = \(samples)"
      case .weighted(let klWeight): "KL × \(shortText(klWeight))"
      case .fullBayes: "full VB"
      }
    }

    /// "a bound", or "not a bound".
    public var boundText: String { isBound ? "a bound" : "not a bound" }
  }

  public var kind: Kind
  public var value: Double

  public init(_ kind: Kind, value: Double) {
    self.kind = kind
    self.value = value
  }

  /// Whether two values may be averaged or drawn as one curve. In a warm-up the weight changes from step to step.
  public func isOfSameKind(as other: ObjectiveValue) -> Bool {
    switch (kind, other.kind) {
    case (.iwae(let samples), .iwae(let others)): samples == others
    case (.weighted, .weighted), (.fullBayes, .fullBayes): true
    case (.iwae, _), (.weighted, _), (.fullBayes, _): false
    }
  }

  /// The sum of both; `nil` where they are of different kinds. The weights add up as the values do.
  func adding(_ other: ObjectiveValue) -> ObjectiveValue? {
    guard isOfSameKind(as: other) else { return nil }
    var sum = ObjectiveValue(kind, value: value + other.value)
    if case (.weighted(let weight), .weighted(let added)) = (kind, other.kind) {
      sum.kind = .weighted(klWeight: weight + added)
    }
    return sum
  }

  func scaled(by factor: Double) -> ObjectiveValue { mapped { $0 * factor } }
  func divided(by count: Double) -> ObjectiveValue { mapped { $0 / count } }

  /// The value, and the weight where there is one, each changed by `change`.
  private func mapped(_ change: (Double) -> Double) -> ObjectiveValue {
    switch kind {
    case .iwae, .fullBayes: ObjectiveValue(kind, value: change(value))
    case .weighted(let weight): ObjectiveValue(.weighted(klWeight: change(weight)), value: change(value))
    }
  }
}

extension ObjectiveValue: Codable {
  private enum CodingKeys: String, CodingKey {
    case kind, samples, klWeight, value
  }

  private enum Name: String, Codable {
    case iwae, weighted
    case fullBayes = "full-vb"
  }

  public init(from decoder: any Decoder) throws {
    let container = try decoder.container(keyedBy: CodingKeys.self)
    value = try container.decode(Double.self, forKey: .value)
    switch try container.decode(Name.self, forKey: .kind) {
    case .iwae: kind = .iwae(samples: try container.decode(Int.self, forKey: .samples))
    case .weighted: kind = .weighted(klWeight: try container.decode(Double.self, forKey: .klWeight))
    case .fullBayes: kind = .fullBayes
    }
  }

  public func encode(to encoder: any Encoder) throws {
    var container = encoder.container(keyedBy: CodingKeys.self)
    switch kind {
    case .iwae(let samples):
      try container.encode(Name.iwae, forKey: .kind)
      try container.encode(samples, forKey: .samples)
    case .weighted(let klWeight):
      try container.encode(Name.weighted, forKey: .kind)
      try container.encode(klWeight, forKey: .klWeight)
    case .fullBayes: try container.encode(Name.fullBayes, forKey: .kind)
    }
    try container.encode(value, forKey: .value)
  }
}

/// At most three decimals, and none where the number is whole.
private func shortText(_ number: Double) -> String {
  let rounded = (number * 1000).rounded() / 1000
  return rounded == rounded.rounded() && abs(rounded) < 1e15 ? "\(Int(rounded))" : "\(rounded)"
}

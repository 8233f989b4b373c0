/// What training ascends, per image: a bound, or a weighted ELBO, which is not one.
public struct Objective: Codable, Hashable, Sendable {
  public enum Bound: String, Codable, Sendable, CaseIterable {
    /// The evidence lower bound: K samples averaged, closed-form KL divergence (Kingma & Welling 2014, eq. 7).
    case elbo
    /// log 1/K Σ w_k, the importance-weighted bound (Burda, Grosse & Salakhutdinov 2016, eq. 8).
    case iwae
  }

  public var bound: Bound
  /// K, noise samples per image.
  public var samples: Int
  /// The weight of the KL divergence in `elbo`; where it is not 1 the objective is not a bound.
  public var klWeight: Float

  /// Precondition: `samples ≥ 1`; `klWeight == 1` for `iwae`, which has no KL term.
  public init(_ bound: Bound = .elbo, samples: Int = 1, klWeight: Float = 1) {
    precondition(samples >= 1, "\(samples) samples")
    precondition(bound == .elbo || klWeight == 1, "iwae has no KL term to be weighted")
    self.bound = bound
    self.samples = samples
    self.klWeight = klWeight
  }
}

extension Objective {
  /// The kind of the objective's value; `nil` where the objective is the ELBO.
  public var otherThanELBO: ObjectiveValue.Kind? {
    switch bound {
    case .iwae: .iwae(samples: samples)
    case .elbo: klWeight == 1 ? nil : .weighted(klWeight: Double(klWeight))
    }
  }

  /// For a list of settings: "ELBO, K = 1", "IWAE, K = 5", "KL × 4, K = 1".
  public var title: String {
    guard let kind = otherThanELBO else { return "ELBO, K = \(samples)" }
    return bound == .iwae ? kind.shortTitle : kind.shortTitle + ", K = \(samples)"
  }

  /// The value of the objective; `nil` where the objective is the ELBO.
  /// - Parameter importanceWeighted: log 1/K Σ w_k, the value of `iwae`.
  func value(of elbo: ELBO, importanceWeighted: Double) -> ObjectiveValue? {
    switch bound {
    case .iwae: ObjectiveValue(.iwae(samples: samples), value: importanceWeighted)
    case .elbo: klWeight == 1 ? nil : weightedValue(of: elbo)
    }
  }

  /// `reconstruction − klWeight · klDivergence`, also where the weight is 1.
  public func weightedValue(of elbo: ELBO) -> ObjectiveValue {
    let weight = Double(klWeight)
    return ObjectiveValue(
      .weighted(klWeight: weight), value: elbo.reconstruction - weight * elbo.klDivergence)
  }
}

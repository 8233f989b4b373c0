/// The evidence lower bound of some images with its parts, in nats per image (Kingma & Welling 2014, eq. 3), and beside
/// it what training ascends on them, where that is another quantity.
///
/// `elbo` is always `reconstruction − klDivergence`, unweighted, with K noise samples averaged, whatever objective is trained: its
/// values compare between runs. Values add up and are divided, so that a mean weighs images alike:
///
///     var sum = ELBO.zero
///     sum.add(first, weight: 100)   // the mean over a minibatch of 100 images
///     sum.add(last, weight: 50)
///     let epoch = sum.divided(by: 150)
public struct ELBO: Codable, Hashable, Sendable {
  /// `reconstruction − klDivergence`, at most log p(x).
  public var elbo: Double
  /// E_q[log p(x|z)].
  public var reconstruction: Double
  /// KL(q(z|x) ‖ N(0, I)).
  public var klDivergence: Double
  /// What training ascends on the same images; `nil` where that is `elbo`, or where it was not measured.
  public var objective: ObjectiveValue?

  public init(
    elbo: Double, reconstruction: Double, klDivergence: Double, objective: ObjectiveValue? = nil
  ) {
    self.elbo = elbo
    self.reconstruction = reconstruction
    self.klDivergence = klDivergence
    self.objective = objective
  }

  /// The value of the bound that training ascends: the importance-weighted one where that is the objective, else `elbo`.
  public var ascendedBound: Double {
    guard let objective, objective.kind.isBound else { return elbo }
    return objective.value
  }

  /// Whether the objectives of two values are of the same kind, or both are the ELBO itself.
  public func isOfSameKind(as other: ELBO) -> Bool {
    guard let objective, let others = other.objective else {
      return objective == nil && other.objective == nil
    }
    return objective.isOfSameKind(as: others)
  }

  public var isFinite: Bool {
    elbo.isFinite && reconstruction.isFinite && klDivergence.isFinite && objective?.value.isFinite ?? true
  }
}

extension ELBO {
  /// The sum of no values.
  public static let zero = ELBO(elbo: 0, reconstruction: 0, klDivergence: 0)

  /// Adds `weight` times another value. A sum has an objective where all its parts have one, of the same kind.
  public mutating func add(_ other: ELBO, weight: Double) {
    let addend = other.objective?.scaled(by: weight)
    objective = self == .zero ? addend : addend.flatMap { objective?.adding($0) }
    elbo += weight * other.elbo
    reconstruction += weight * other.reconstruction
    klDivergence += weight * other.klDivergence
  }

  /// Every part times a factor.
  public func scaled(by factor: Double) -> ELBO {
    ELBO(
      elbo: elbo * factor, reconstruction: reconstruction * factor, klDivergence: klDivergence * factor,
      objective: objective?.scaled(by: factor))
  }

  /// The mean of a sum over so many images.
  public func divided(by count: Double) -> ELBO {
    ELBO(
      elbo: elbo / count, reconstruction: reconstruction / count, klDivergence: klDivergence / count,
      objective: objective?.divided(by: count))
  }
}

import Compute

/// How parameters follow a gradient: a value that gives the update rule of each step.
public struct Optimizer: Codable, Hashable, Sendable {
  public enum Kind: String, Codable, Sendable, CaseIterable {
    /// Steepest descent.
    case sgd
    /// Duchi, Hazan & Singer 2011.
    case adagrad
    /// Kingma & Ba 2015.
    case adam
  }

  public var kind: Kind
  /// Adam's decay of the first moment.
  public var beta1: Float = 0.9
  /// Adam's decay of the second moment.
  public var beta2: Float = 0.999
  /// Keeps the division finite: added to the root by Adam, inside the root by Adagrad.
  public var epsilon: Float = 1e-8
  /// Adagrad's first steps, which only accumulate squared gradients and leave the parameters alone.
  public var accumulatingSteps = 0

  public init(_ kind: Kind) {
    self.kind = kind
  }

  /// How many numbers of state each parameter has.
  public var stateCount: Int {
    switch kind {
    case .sgd: 0
    case .adagrad: 1
    case .adam: 2
    }
  }

  /// The rule of one step.
  /// - Parameters:
  ///   - step: counted from 1.
  ///   - learningRate: of this step.
  ///   - gradientScale: 1/B for the mean over the minibatch, 1 for the sum.
  ///   - weightDecay: λ of the weight prior, in the units of the scaled gradient.
  /// Precondition: `step ≥ 1`.
  public func rule(
    step: Int, learningRate: Float, gradientScale: Float, weightDecay: Float = 0
  ) -> UpdateRule {
    precondition(step >= 1, "steps are counted from 1, not \(step)")
    let accumulates = step <= accumulatingSteps
    var rule = UpdateRule(
      kind: .sgd, stepSize: accumulates ? 0 : learningRate, gradientScale: gradientScale,
      weightDecay: weightDecay, beta1: beta1, beta2: beta2, epsilon: epsilon)
    switch kind {
    case .sgd: break
    case .adagrad: rule.kind = .adagrad
    case .adam:
      rule.kind = .adam
      rule.stepSize /= 1 - Self.power(beta1, step)
      rule.rootCorrection = 1 / (1 - Self.power(beta2, step)).squareRoot()
    }
    return rule
  }

  /// `base` to the power `exponent`, in double precision by squaring, so that every machine has the same number.
  private static func power(_ base: Float, _ exponent: Int) -> Float {
    var (result, square, rest) = (1.0, Double(base), exponent)
    while rest > 0 {
      if rest & 1 == 1 { result *= square }
      square *= square
      rest >>= 1
    }
    return Float(result)
  }
}

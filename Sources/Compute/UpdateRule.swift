/// How one step turns the gradient of a tensor into new parameters; applied to a tile of the gradient while it
/// is still in registers. The gradient is that of the negative objective, summed over the minibatch.
public struct UpdateRule: Hashable, Sendable {
  public enum Kind: Int32, Sendable {
    /// Writes the scaled gradient out and leaves the parameters alone.
    case store = 0
    case sgd = 1
    /// Duchi et al. 2011; the accumulated squares are in the first state.
    case adagrad = 2
    /// Kingma & Ba 2015; moments in the first and second state.
    case adam = 3
  }

  public var kind: Kind
  /// The step size; for Adam with the first bias correction in it: ε_t = ε / (1 − β₁ᵗ).
  public var stepSize: Float
  /// Multiplies the gradient before all else: 1/B for the mean over a minibatch, 1 for the sum.
  public var gradientScale: Float
  /// λ of the gradient of a normal weight prior, λ·w, added to scaled gradients of weights, not of biases.
  public var weightDecay: Float
  /// The same for biases.
  public var biasDecay: Float
  public var beta1: Float
  public var beta2: Float
  /// Adam: 1/√(1 − β₂ᵗ), which corrects the root of the second moment.
  public var rootCorrection: Float
  /// Added to the root (Adam), or inside it (Adagrad).
  public var epsilon: Float

  public init(
    kind: Kind, stepSize: Float = 0, gradientScale: Float = 1, weightDecay: Float = 0,
    biasDecay: Float = 0, beta1: Float = 0.9, beta2: Float = 0.999, rootCorrection: Float = 1,
    epsilon: Float = 1e-8
  ) {
    self.kind = kind
    self.stepSize = stepSize
    self.gradientScale = gradientScale
    self.weightDecay = weightDecay
    self.biasDecay = biasDecay
    self.beta1 = beta1
    self.beta2 = beta2
    self.rootCorrection = rootCorrection
    self.epsilon = epsilon
  }

  /// How many numbers of state each parameter has.
  public var stateCount: Int {
    switch kind {
    case .store, .sgd: 0
    case .adagrad: 1
    case .adam: 2
    }
  }
}

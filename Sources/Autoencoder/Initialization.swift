import Compute

/// How the weights begin.
public enum WeightInitialization: Hashable, Sendable {
  /// Uniform in ±1/√inputs, weights and biases alike.
  case uniform
  /// N(0, deviation²), but for the posterior's log-variance head and the decoder's output biases, which are zero
  /// (Kingma & Welling 2014, section 5, with a deviation of 0.01).
  case normal(deviation: Float)
}

extension VariationalAutoencoder {
  /// A network with random weights: tensor after tensor, number after number as files hold them.
  public init(_ architecture: Architecture, initialization: WeightInitialization, random: RandomStream) {
    self.init(architecture)
    var random = random
    for tensor in parameters.layout.tensors {
      parameters.setValues(
        of: tensor, to: Self.values(of: tensor, in: parameters.layout, initialization, &random))
    }
  }

  private static func values(
    of tensor: ParameterTensor, in layout: ParameterLayout, _ initialization: WeightInitialization,
    _ random: inout RandomStream
  ) -> [Float] {
    switch initialization {
    case .uniform:
      // A bias has the bound of its layer's weights.
      let layer = layout.layers.last { $0.offset <= tensor.offset }!
      let bound = 1 / Float(layer.inputs).squareRoot()
      return (0..<tensor.count).map { _ in (2 * random.uniform() - 1) * bound }
    case .normal(let deviation):
      let isOutputBias = tensor.isBias && tensor.offset >= layout.decoderHead.offset
      if tensor.name.hasPrefix("encoder.logVariance") || isOutputBias {
        return Array(repeating: 0, count: tensor.count)
      }
      return (0..<tensor.count).map { _ in deviation * random.normal() }
    }
  }
}

import Compute

/// A variational auto-encoder: an architecture and its parameters.
///
///     let model = try Checkpoint(contentsOf: "runs/mnist-2d/best.safetensors").model     // Training
///     let posterior = model.encode(pixels: bytes, count: 1)                              // q(z|x)
///     let pixels = model.decode(posterior.mean)                                          // p(x|z)
public struct VariationalAutoencoder: Sendable {
  public let architecture: Architecture
  public var parameters: Parameters

  /// A network with all parameters zero.
  public init(_ architecture: Architecture) {
    self.architecture = architecture
    parameters = Parameters(layout: ParameterLayout(architecture))
  }
}

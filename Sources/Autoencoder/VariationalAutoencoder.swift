import Compute

/// A variational auto-encoder: an architecture and its parameters.
public struct VariationalAutoencoder: Sendable {
  public let architecture: Architecture
  public var parameters: Parameters

  /// A network with all parameters zero.
  public init(_ architecture: Architecture) {
    self.architecture = architecture
    parameters = Parameters(layout: ParameterLayout(architecture))
  }
}

import Compute

/// A density over latent positions, up to a factor, whose logarithm has a gradient: what Hamiltonian Monte Carlo moves
/// over. Each row of a matrix of positions may have a density of its own.
public protocol DifferentiableDensity {
  /// The logarithm of the density at R positions of L dimensions, and its gradient.
  func gradient(at positions: Matrix) -> DensityGradient
}

/// What a density comes to at R positions.
public struct DensityGradient: Sendable {
  /// R, in nats.
  public var logDensities: [Double]
  /// R × L: the gradient of each logarithm with respect to its position.
  public var gradients: Matrix

  public init(logDensities: [Double], gradients: Matrix) {
    self.logDensities = logDensities
    self.gradients = gradients
  }
}

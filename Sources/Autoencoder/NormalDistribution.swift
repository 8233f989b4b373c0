import Foundation

/// The standard normal distribution, the prior of each latent dimension.
public enum NormalDistribution {
  /// Φ(z), the probability of being below `z`.
  public static func cumulative(_ z: Double) -> Double { 0.5 * erfc(-z / 2.0.squareRoot()) }

  /// Φ⁻¹(p), by bisection to the last place of a single-precision number. Precondition: `0 < probability < 1`.
  public static func quantile(_ probability: Double) -> Double {
    precondition(probability > 0 && probability < 1, "the quantile of \(probability)")
    var (low, high) = (-9.0, 9.0)
    while high - low > 1e-9 {
      let middle = (low + high) / 2
      if cumulative(middle) < probability { low = middle } else { high = middle }
    }
    return (low + high) / 2
  }
}

import Foundation

/// Interpolation between two latent positions.
public enum Interpolation {
  /// From so many dimensions on, interpolation follows the sphere: there the prior's mass lies in a thin shell, which a
  /// straight line would leave.
  public static let sphericalLatentSize = 5

  /// The position at `fraction` of the interpolation from `start` to `end`: straight, or along the sphere for large L.
  public static func place(from start: [Float], to end: [Float], at fraction: Float) -> [Float] {
    start.count >= sphericalLatentSize
      ? spherical(from: start, to: end, at: fraction) : linear(from: start, to: end, at: fraction)
  }

  /// The position on the straight line.
  public static func linear(from start: [Float], to end: [Float], at fraction: Float) -> [Float] {
    zip(start, end).map { $0 + fraction * ($1 - $0) }
  }

  /// On the great circle through both directions, with the distance from the origin changing evenly (Shoemake 1985).
  /// Straight where the directions are nearly the same or opposite, or where one position is the origin.
  public static func spherical(from start: [Float], to end: [Float], at fraction: Float) -> [Float] {
    let (startLength, endLength) = (length(start), length(end))
    guard startLength > 0, endLength > 0 else { return linear(from: start, to: end, at: fraction) }
    let cosine = zip(start, end).reduce(0) { $0 + $1.0 * $1.1 } / (startLength * endLength)
    let angle = acos(min(1, max(-1, cosine)))
    guard sin(angle) > 1e-3 else { return linear(from: start, to: end, at: fraction) }
    let weights = (sin((1 - fraction) * angle) / sin(angle), sin(fraction * angle) / sin(angle))
    let radius = startLength + fraction * (endLength - startLength)
    return zip(start, end).map {
      radius * (weights.0 * $0 / startLength + weights.1 * $1 / endLength)
    }
  }

  private static func length(_ vector: [Float]) -> Float {
    vector.reduce(0) { $0 + $1 * $1 }.squareRoot()
  }
}

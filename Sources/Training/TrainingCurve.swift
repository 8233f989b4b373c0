import Autoencoder

/// The ELBO of the minibatches against the examples seen, in points whose width grows with their distance from
/// the start, so that the curve is as fine at its beginning as at its end on a logarithmic axis and stays small.
public struct TrainingCurve: Sendable, Equatable {
  /// The mean over some consecutive minibatches.
  public struct Point: Sendable, Equatable {
    /// At the last of the minibatches.
    public let examplesSeen: Int
    /// With its objective, where that is another quantity.
    public let elbo: ELBO
  }

  /// In order of the examples seen.
  public private(set) var points: [Point] = []

  private var sum = ELBO.zero
  private var pendingExamples = 0
  /// A point covers at least one part in so many of the examples seen.
  private static let pointsPerSpan = 250

  public init() {}

  /// Takes a minibatch into account.
  /// - Parameters:
  ///   - elbo: its mean over `count` images.
  ///   - examplesSeen: since the start of the run, this minibatch included.
  public mutating func add(_ elbo: ELBO, count: Int, examplesSeen: Int) {
    sum.add(elbo, weight: Double(count))
    pendingExamples += count
    guard pendingExamples * Self.pointsPerSpan >= examplesSeen else { return }
    points.append(Point(examplesSeen: examplesSeen, elbo: sum.divided(by: Double(pendingExamples))))
    sum = ELBO.zero
    pendingExamples = 0
  }
}

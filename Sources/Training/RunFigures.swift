import Autoencoder

/// What a list of runs shows of a run's metrics: the last epoch, the best one, and a curve of few points, however many
/// epochs there are. The divergences of single dimensions are left out.
public struct RunFigures: Sendable, Equatable {
  /// An epoch on the curve.
  public struct Point: Sendable, Equatable {
    public let epoch: Int
    public let examplesSeen: Int
    /// The training set's ELBO, in nats per image.
    public let train: Double
    /// The test set's ELBO, in nats per image.
    public let test: Double
  }

  /// The last epoch done.
  public private(set) var last: EpochMetrics?
  /// The epoch with the highest ELBO on the test set.
  public private(set) var best: EpochMetrics?
  /// The epochs kept for the curve, in order.
  private(set) var kept: [Point]

  /// The points are as dense as the first epochs, then at a distance of one part in so many of the epochs before them,
  /// which is as fine on a logarithmic axis.
  private static let pointsPerSpan = 32

  /// Figures of some epochs, in order.
  public init(_ metrics: [EpochMetrics] = []) {
    kept = []
    metrics.forEach { add($0) }
  }

  /// Figures that were kept in a file.
  init(last: EpochMetrics?, best: EpochMetrics?, kept: [Point]) {
    (self.last, self.best, self.kept) = (last, best, kept)
  }

  /// The number of the last epoch; 0 where none is done.
  public var epoch: Int { last?.epoch ?? 0 }

  /// The bounds against the epochs; the last epoch is always there.
  public var curve: [Point] {
    guard let last, kept.last?.epoch != last.epoch else { return kept }
    return kept + [Point(last)]
  }

  /// Takes the epoch that follows into account.
  mutating func add(_ metrics: EpochMetrics) {
    var metrics = metrics
    metrics.klPerDimension = []
    last = metrics
    let elbo = metrics.test.elbo
    if elbo.isFinite, elbo > best?.test.elbo ?? -.infinity { best = metrics }
    if Self.isKept(metrics.epoch, after: kept.last?.epoch) { kept.append(Point(metrics)) }
  }

  /// Whether the curve has a point at an epoch where its last point is at another.
  static func isKept(_ epoch: Int, after previous: Int?) -> Bool {
    guard let previous else { return true }
    return (epoch - previous) * pointsPerSpan >= max(epoch, pointsPerSpan)
  }
}

extension RunFigures.Point {
  init(_ metrics: EpochMetrics) {
    self.init(
      epoch: metrics.epoch, examplesSeen: metrics.examplesSeen, train: metrics.train.elbo,
      test: metrics.test.elbo)
  }
}

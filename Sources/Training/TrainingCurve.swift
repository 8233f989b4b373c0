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
    /// Seconds of work since the start of the run; `nil` where that is not known.
    public let seconds: Double?
    /// The rate of the last of the minibatches.
    public let learningRate: Float?
    /// The last size of an update that was measured among the minibatches.
    public let update: UpdateSize?

    public init(
      examplesSeen: Int, elbo: ELBO, seconds: Double? = nil, learningRate: Float? = nil,
      update: UpdateSize? = nil
    ) {
      self.examplesSeen = examplesSeen
      self.elbo = elbo
      self.seconds = seconds
      self.learningRate = learningRate
      self.update = update
    }
  }

  /// In order of the examples seen.
  public private(set) var points: [Point]

  private var sum = ELBO.zero
  private var pendingExamples = 0
  private var pendingUpdate: UpdateSize?
  /// A point covers at least one part in so many of the examples seen.
  private static let pointsPerSpan = 250

  /// A curve that goes on after some points.
  public init(points: [Point] = []) { self.points = points }

  /// Takes a minibatch into account.
  /// - Parameters:
  ///   - elbo: its mean over `count` images.
  ///   - examplesSeen: since the start of the run, this minibatch included.
  ///   - seconds: of work since the start of the run.
  ///   - learningRate: of its step.
  ///   - update: the size of its update, where that was measured.
  public mutating func add(
    _ elbo: ELBO, count: Int, examplesSeen: Int, seconds: Double? = nil, learningRate: Float? = nil,
    update: UpdateSize? = nil
  ) {
    sum.add(elbo, weight: Double(count))
    pendingExamples += count
    pendingUpdate = update ?? pendingUpdate
    guard pendingExamples * Self.pointsPerSpan >= examplesSeen else { return }
    points.append(
      Point(
        examplesSeen: examplesSeen, elbo: sum.divided(by: Double(pendingExamples)), seconds: seconds,
        learningRate: learningRate, update: pendingUpdate))
    (sum, pendingExamples, pendingUpdate) = (.zero, 0, nil)
  }
}

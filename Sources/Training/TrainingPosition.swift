import Autoencoder

/// How far a run has come: with the parameters, the optimiser's state and the configuration, all that it takes to go
/// on as if it had not been interrupted.
public struct TrainingPosition: Codable, Sendable, Equatable {
  /// Updates made.
  public var step = 0
  /// Epochs completed.
  public var epoch = 0
  public var examplesSeen = 0
  /// Seconds of work.
  public var seconds = 0.0
  /// The rate before the schedule's factor; `nil` while it is still to be chosen.
  public var learningRate: Float?
  /// Summed over the images of the epoch under way, the objective too where that is another quantity.
  public var epochSum = ELBO.zero
  public var epochExamples = 0
  /// The last update of the epoch under way whose size was measured.
  public var update: UpdateSize?
  /// The step at which a fork began with the optimiser's moments at zero; `nil` for a run from the start.
  public var momentsStart: Int?
  /// The last epoch completed.
  public var metrics: EpochMetrics?
  /// The best epoch by the configuration's `selection`, and the value that it was chosen by: the ELBO on the test set, or a
  /// bound on the validation part.
  public var bestEpoch: Int?
  public var bestELBO: Double?

  public init(learningRate: Float? = nil) {
    self.learningRate = learningRate
  }
}

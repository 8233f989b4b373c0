import Autoencoder
import Formats

/// Where a training run stands, as told to whoever watches it.
public struct TrainingProgress: Sendable {
  public enum State: Sendable, Equatable {
    /// Data is being loaded.
    case preparing
    case running
    case paused
    /// All epochs are done.
    case finished
    /// Another process trains it, of which the last news is so many seconds old.
    case followed(seconds: Int)
    /// Asked to stop before the end.
    case stopped
    /// Why, in one line.
    case failed(String)
  }

  public var state: State
  /// The epoch under way, counted from 1; the last one when finished.
  public var epoch: Int
  /// Epochs to be trained.
  public var epochs: Int
  /// Updates made since the start of the run.
  public var step: Int
  public var examplesSeen: Int
  public var examplesPerEpoch: Int
  /// Over about the last second of work.
  public var imagesPerSecond: Double
  /// Seconds of work since the start of the run: pauses are not counted.
  public var elapsed: Double
  /// Seconds of work left, if known.
  public var remaining: Double?
  public var learningRate: Float
  /// The last minibatch; its objective is what is ascended, where that is another quantity than the ELBO.
  public var latest: ELBO?
  /// The recent minibatches, smoothed.
  public var recent: ELBO?
  /// The course of the training: epochs, minibatches, events.
  public var record: TrainingRecord
  /// Images of the test set; 0 where that is not known.
  public var testExamples: Int
  /// Why the run could not be saved when that was last tried; `nil` after a save that succeeded.
  public var saveFailure: InputError?

  public init(
    state: State = .preparing, epoch: Int = 1, epochs: Int = 0, step: Int = 0, examplesSeen: Int = 0,
    examplesPerEpoch: Int = 0, imagesPerSecond: Double = 0, elapsed: Double = 0, remaining: Double? = nil,
    learningRate: Float = 0, latest: ELBO? = nil, recent: ELBO? = nil,
    record: TrainingRecord = TrainingRecord(), testExamples: Int = 0, saveFailure: InputError? = nil
  ) {
    self.state = state
    self.epoch = epoch
    self.epochs = epochs
    self.step = step
    self.examplesSeen = examplesSeen
    self.examplesPerEpoch = examplesPerEpoch
    self.imagesPerSecond = imagesPerSecond
    self.elapsed = elapsed
    self.remaining = remaining
    self.learningRate = learningRate
    self.latest = latest
    self.recent = recent
    self.record = record
    self.testExamples = testExamples
    self.saveFailure = saveFailure
  }

  /// The epochs done, in order.
  public var history: [EpochMetrics] { record.epochs }

  /// The best epoch, as the configuration's `selection` has it.
  public var best: EpochMetrics? { history.best }
}

import Autoencoder
import Compute
import Datasets
import Formats

/// A trainer together with the folder that its epochs and checkpoints go to, and the time it has taken.
///
/// Epochs go to `metrics.jsonl` as they end. Checkpoints go to the disk at the end of epochs, but no more often than
/// every two seconds, and every thirty seconds within long epochs; `save()` writes what is due at once.
public struct TrainingRun {
  /// The result of a step.
  public struct Report: Sendable {
    /// The ELBO of the minibatch, with the objective beside it where that is another quantity.
    public let elbo: ELBO
    public let count: Int
    /// Where the step ended an epoch.
    public let epoch: EpochMetrics?
  }

  public private(set) var trainer: Trainer
  /// `nil` where nothing is to be kept.
  public let folder: RunFolder?
  /// The epochs done, in order.
  public private(set) var history: [EpochMetrics]
  /// Seconds of work since the start of the run.
  public private(set) var seconds: Double

  private let clock: @Sendable () -> Double
  private var lastSave: Double
  /// A best state that is not on the disk yet.
  private var unsavedBest: Checkpoint?
  private var isSaved: Bool

  private static let shortestInterval = 2.0
  private static let longestInterval = 30.0

  /// Starts a run.
  /// - Parameters:
  ///   - folder: made by `RunFolder.create`, or `nil`.
  ///   - clock: seconds since some moment.
  public init(
    _ configuration: TrainingConfiguration, data: DataSplit, folder: RunFolder?, team: ThreadTeam,
    clock: @escaping @Sendable () -> Double = TrainingRun.systemClock
  ) {
    self.init(
      Trainer(configuration, data: data, team: team), folder: folder, history: [], isSaved: false,
      clock: clock)
  }

  /// Goes on with a run from its last checkpoint: epochs noted after it are cut.
  /// - Parameters:
  ///   - folder: opened by `RunFolder.open`.
  ///   - checkpoint: its last one, already read.
  ///   - epochs: how many there are to be now; `nil` for as many as before.
  /// - Throws: what `Trainer.init(resuming:)` throws, `badSettings` where the schedule does not go with another number of
  ///   epochs, `inputOutput`.
  public init(
    resuming folder: RunFolder, from checkpoint: Checkpoint, epochs: Int? = nil, data: DataSplit,
    team: ThreadTeam, clock: @escaping @Sendable () -> Double = TrainingRun.systemClock
  ) throws(InputError) {
    var checkpoint = checkpoint
    if let epochs { try checkpoint.configuration.changeEpochs(to: epochs) }
    let trainer = try Trainer(resuming: checkpoint, data: data, team: team)
    let kept = try folder.metrics(of: checkpoint.configuration).filter { $0.epoch <= trainer.position.epoch }
    try MetricsFile.write(kept, to: folder.metricsPath)
    try folder.write(checkpoint.configuration)
    self.init(trainer, folder: folder, history: kept, isSaved: true, clock: clock)
  }

  private init(
    _ trainer: Trainer, folder: RunFolder?, history: [EpochMetrics], isSaved: Bool,
    clock: @escaping @Sendable () -> Double
  ) {
    self.trainer = trainer
    self.folder = folder
    self.history = history
    self.clock = clock
    self.isSaved = isSaved
    seconds = trainer.position.seconds
    lastSave = clock()
  }

  /// Seconds of a clock that never goes back.
  public static let systemClock: @Sendable () -> Double = {
    let start = ContinuousClock.now
    return { (ContinuousClock.now - start) / .seconds(1) }
  }()

  public var isFinished: Bool { trainer.isFinished }

  /// Makes one step, ends the epoch where that was its last, and writes what is due.
  /// Precondition: `!isFinished`.
  /// - Throws: `diverged`: then the last checkpoint stays as it is; `inputOutput`.
  public mutating func advance() throws(InputError) -> Report {
    let start = clock()
    let result: (elbo: ELBO, count: Int)
    var metrics: EpochMetrics?
    do {
      result = try trainer.step()
      isSaved = false
      if trainer.isAtEpochEnd { metrics = try endEpoch(start: start) }
    } catch {
      try saveBest()
      throw error
    }
    let end = clock()
    seconds += end - start
    let interval = metrics == nil ? Self.longestInterval : Self.shortestInterval
    if isFinished || end - lastSave >= interval { try save() }
    return Report(elbo: result.elbo, count: result.count, epoch: metrics)
  }

  private mutating func endEpoch(start: Double) throws(InputError) -> EpochMetrics {
    let (metrics, isBest) = try trainer.endEpoch(seconds: seconds + clock() - start)
    history.append(metrics)
    guard let folder else { return metrics }
    try MetricsFile.append(metrics, to: folder.metricsPath)
    if isBest {
      unsavedBest = Checkpoint(
        configuration: trainer.configuration, model: trainer.model, metrics: metrics)
    }
    return metrics
  }

  /// Writes the checkpoints that are not on the disk yet: the best before the last, which tells of it.
  /// - Throws: `inputOutput`.
  public mutating func save() throws(InputError) {
    guard let folder, !isSaved else { return }
    try saveBest()
    try trainer.checkpoint(seconds: seconds).write(to: folder.lastCheckpointPath)
    // Without it a list of runs takes longer, but nothing is lost.
    try? SummaryFile.write(history, of: folder)
    lastSave = clock()
    isSaved = true
  }

  private mutating func saveBest() throws(InputError) {
    guard let folder, let best = unsavedBest else { return }
    try best.write(to: folder.bestCheckpointPath)
    unsavedBest = nil
  }

  /// Changes the rate from the next step on.
  public mutating func setLearningRate(_ rate: Float) {
    trainer.setLearningRate(rate)
    isSaved = false
  }
}

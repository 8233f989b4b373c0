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
    /// The size of the step's update, where it was measured.
    public let update: UpdateSize?
    /// Where the step ended an epoch.
    public let epoch: EpochMetrics?
  }

  public private(set) var trainer: Trainer
  /// `nil` where nothing is to be kept.
  public let folder: RunFolder?
  /// The epochs done, in order.
  public private(set) var history: [EpochMetrics]
  /// The minibatches so far, with those of earlier sessions.
  public private(set) var curve: TrainingCurve
  /// What happened to the run so far.
  public private(set) var events: [RunEvent]
  /// Seconds of work since the start of the run.
  public private(set) var seconds: Double
  /// What a person should know who goes on with the run, a line each.
  public let notices: [String]

  private let clock: @Sendable () -> Double
  private var lastSave: Double
  /// A best state that is not on the disk yet.
  private var unsavedBest: Checkpoint?
  /// Epochs whose lines are not in the file yet.
  private var unwritten: [EpochMetrics] = []
  private var isSaved: Bool

  private static let shortestInterval = 2.0
  private static let longestInterval = 30.0

  /// Starts a run.
  /// - Parameters:
  ///   - trainer: before its first step.
  ///   - folder: made by `RunFolder.create`, or `nil`.
  ///   - clock: seconds since some moment.
  public init(
    _ trainer: Trainer, folder: RunFolder?,
    clock: @escaping @Sendable () -> Double = TrainingRun.systemClock
  ) {
    self.init(
      trainer, folder: folder, record: TrainingRecord(), isSaved: false, notices: [], clock: clock)
  }

  /// Starts a run with a trainer of its own.
  public init(
    _ configuration: TrainingConfiguration, data: DataSplit, folder: RunFolder?, team: ThreadTeam,
    clock: @escaping @Sendable () -> Double = TrainingRun.systemClock
  ) {
    self.init(Trainer(configuration, data: data, team: team), folder: folder, clock: clock)
  }

  /// Goes on with a run from its last checkpoint: epochs noted after it are cut, and what kills have left is mended.
  /// - Parameters:
  ///   - folder: opened by `RunFolder.open`.
  ///   - checkpoint: its last one, already read.
  ///   - changes: what is to be otherwise from now on.
  /// - Throws: what `Trainer.init(resuming:)` throws, `badFile` where the checkpoint is another run's, `badSettings` where the
  ///   schedule does not go with another number of epochs, `inputOutput`, `diskFull`.
  public init(
    resuming folder: RunFolder, from checkpoint: Checkpoint, changes: RunChanges = RunChanges(),
    data: DataSplit,
    team: ThreadTeam, clock: @escaping @Sendable () -> Double = TrainingRun.systemClock
  ) throws(InputError) {
    var mended = try MendedRun(folder, checkpoint)
    if checkpoint.fingerprint == nil { mended.notices.append(MendedRun.lackOfFingerprint(folder)) }
    var checkpoint = checkpoint
    let before = checkpoint.configuration
    try changes.apply(to: &checkpoint)
    let trainer = try Trainer(resuming: checkpoint, data: data, team: team)
    try MetricsFile.write(mended.metrics, to: folder.metricsPath)
    try folder.write(checkpoint.configuration)
    try mended.settleBest(in: folder)
    try? SummaryFile.write(mended.metrics, of: folder)
    let position = trainer.position
    var record =
      CurveFile.read(folder.curvePath)?.until(examplesSeen: position.examplesSeen) ?? TrainingRecord()
    record.epochs = mended.metrics
    // A fork begins here, a run that was never trained does too, and a finished one does not go on.
    if position.step > 0, !trainer.isFinished,
      record.events.last?.kind != .forked || record.events.last?.examplesSeen != position.examplesSeen
    {
      record.events.note(
        RunEvent(
          .resumed, examplesSeen: position.examplesSeen, seconds: position.seconds,
          learningRate: changes.learningRate))
    }
    self.init(
      trainer, folder: folder, record: record, isSaved: before == checkpoint.configuration,
      notices: mended.notices, clock: clock)
  }

  private init(
    _ trainer: Trainer, folder: RunFolder?, record: TrainingRecord, isSaved: Bool, notices: [String],
    clock: @escaping @Sendable () -> Double
  ) {
    self.trainer = trainer
    self.folder = folder
    history = record.epochs
    curve = TrainingCurve(points: record.points)
    events = record.events
    self.clock = clock
    self.isSaved = isSaved
    self.notices = notices
    seconds = trainer.position.seconds
    lastSave = clock()
  }

  /// Seconds of a clock that never goes back.
  public static let systemClock: @Sendable () -> Double = {
    let start = ContinuousClock.now
    return { (ContinuousClock.now - start) / .seconds(1) }
  }()

  public var isFinished: Bool { trainer.isFinished }

  /// The course of the training so far.
  public var record: TrainingRecord {
    TrainingRecord(epochs: history, points: curve.points, events: events)
  }

  /// Makes one step, ends the epoch where that was its last, and writes what is due.
  /// Precondition: `!isFinished`.
  /// - Throws: `diverged`: then the last checkpoint stays as it is; `diskFull`: then the step has been made, and `save`
  ///   writes what is due once there is room; `occupied` if another process has taken the run over; `inputOutput`.
  public mutating func advance() throws(InputError) -> Report {
    let start = clock()
    let rate = trainer.learningRate
    let result: (elbo: ELBO, count: Int)
    var metrics: EpochMetrics?
    do {
      result = try trainer.step()
      isSaved = false
      if trainer.isAtEpochEnd { metrics = try endEpoch(start: start) }
    } catch {
      try saveDivergedBest()
      throw error
    }
    let end = clock()
    seconds += end - start
    curve.add(
      result.elbo, count: result.count, examplesSeen: trainer.position.examplesSeen, seconds: seconds,
      learningRate: rate, update: trainer.measuredUpdate)
    try writeMetrics()
    let interval = metrics == nil ? Self.longestInterval : Self.shortestInterval
    if isFinished || end - lastSave >= interval { try save() }
    return Report(
      elbo: result.elbo, count: result.count, update: trainer.measuredUpdate, epoch: metrics)
  }

  private mutating func endEpoch(start: Double) throws(InputError) -> EpochMetrics {
    let (metrics, isBest) = try trainer.endEpoch(seconds: seconds + clock() - start)
    history.append(metrics)
    guard folder != nil else { return metrics }
    unwritten.append(metrics)
    if isBest {
      unsavedBest = Checkpoint(
        configuration: trainer.configuration, model: trainer.model, metrics: metrics)
    }
    return metrics
  }

  /// Writes what is not on the disk yet: the lines of epochs, then the last checkpoint, which tells of them. A new best
  /// state takes its name after that, so that none is ever later than the checkpoint.
  /// - Throws: `diskFull`, `inputOutput`, `occupied` if another process has taken the run over. What could not be written
  ///   stays due.
  public mutating func save() throws(InputError) {
    guard let folder, !isSaved else { return }
    try writeMetrics()
    try MetricsFile.sync(folder.metricsPath)
    try folder.verifyLock()
    try unsavedBest?.write(to: folder.nextBestCheckpointPath)
    // Before the checkpoint, for a resumed run cuts off what is later, and could not make up for what is missing.
    try? CurveFile.write(TrainingRecord(points: curve.points, events: events), to: folder.curvePath)
    try trainer.checkpoint(seconds: seconds).write(to: folder.lastCheckpointPath)
    // Without it a list of runs takes longer, but nothing is lost.
    try? SummaryFile.write(history, of: folder)
    lastSave = clock()
    isSaved = true
    guard unsavedBest != nil else { return }
    unsavedBest = nil
    try folder.commitNextBest()
  }

  private mutating func writeMetrics() throws(InputError) {
    guard let folder, !unwritten.isEmpty else { return }
    try folder.verifyLock()
    try MetricsFile.append(unwritten, to: folder.metricsPath)
    unwritten = []
  }

  /// Keeps the best state of a run that ends here, since it cannot go on.
  private mutating func saveDivergedBest() throws(InputError) {
    try writeMetrics()
    guard let folder, let best = unsavedBest else { return }
    try folder.verifyLock()
    try best.write(to: folder.bestCheckpointPath)
    unsavedBest = nil
  }

  /// Changes the rate from the next step on.
  public mutating func setLearningRate(_ rate: Float) {
    trainer.setLearningRate(rate)
    note(.learningRate, learningRate: rate)
  }

  /// Writes a checkpoint that a person asked for.
  /// - Throws: what `save()` throws.
  public mutating func saveOnDemand() throws(InputError) {
    note(.saved)
    try save()
  }

  private mutating func note(_ kind: RunEvent.Kind, learningRate: Float? = nil) {
    events.note(
      RunEvent(
        kind, examplesSeen: trainer.position.examplesSeen, seconds: seconds, learningRate: learningRate))
    isSaved = false
  }
}

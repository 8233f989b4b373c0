import Autoencoder
import Formats

/// What the worker's thread does: a step, then what was asked for and what watchers are due.
struct WorkerLoop: Sendable {
  let commands: CommandBox
  let progress: Mailbox<TrainingProgress>
  let snapshots: Mailbox<Snapshot>
  let histories: Mailbox<History>
  let snapshotsPerSecond: Double
  let historyByteLimit: Int

  /// Prepares the run and trains until it is done, fails or is stopped.
  func run(_ prepare: () throws -> TrainingRun) {
    progress.post(TrainingProgress())
    do {
      var session = WorkerSession(
        run: try prepare(), progress: progress, snapshots: snapshots, histories: histories,
        history: History(byteLimit: historyByteLimit), snapshotsPerSecond: snapshotsPerSecond)
      do {
        try train(&session)
      } catch {
        session.tell(.failed("\(error)"))
      }
    } catch {
      var failure = TrainingProgress()
      failure.state = .failed("\(error)")
      progress.post(failure)
    }
  }

  private func train(_ session: inout WorkerSession) throws(InputError) {
    session.begin()
    while true {
      let asked = commands.take()
      if let rate = asked.learningRate { session.setLearningRate(rate) }
      if asked.savesNow { session.saveOnDemand() }
      if let stop = asked.stop {
        if stop == .saving { session.save() }
        return session.tell(session.run.isFinished ? .finished : .stopped)
      }
      if session.run.isFinished || asked.isPaused {
        session.rest(as: session.run.isFinished ? .finished : .paused)
        commands.wait()
      } else {
        try session.advance()
        // What cannot be saved would be lost: the person makes room, and resumes.
        if session.saveFailure != nil { commands.change { $0.isPaused = true } }
      }
    }
  }
}

/// A run, and what its watchers have been told.
struct WorkerSession {
  var run: TrainingRun

  private let progress: Mailbox<TrainingProgress>
  private let snapshots: Mailbox<Snapshot>
  private let histories: Mailbox<History>
  private let snapshotsPerSecond: Double
  private var history: History
  private var rate: RateMeter
  private let clock = TrainingRun.systemClock
  private var lastProgress = -Double.infinity
  private var lastSnapshot = -Double.infinity
  private var state = TrainingProgress.State.preparing
  /// Why the run could not be saved when that was last tried.
  private(set) var saveFailure: InputError?

  private static let progressPerSecond = 10.0

  init(
    run: TrainingRun, progress: Mailbox<TrainingProgress>, snapshots: Mailbox<Snapshot>,
    histories: Mailbox<History>, history: History, snapshotsPerSecond: Double
  ) {
    self.run = run
    self.progress = progress
    self.snapshots = snapshots
    self.histories = histories
    self.history = history
    self.snapshotsPerSecond = snapshotsPerSecond
    rate = RateMeter(clock: clock)
  }

  /// Shows the state before the first step.
  mutating func begin() {
    remember()
    post()
  }

  /// One step, and what is due after it; after a save that failed, another try to save comes first.
  /// - Throws: `diverged`.
  mutating func advance() throws(InputError) {
    if saveFailure != nil { save() }
    guard saveFailure == nil else { return }
    do {
      try step()
    } catch {
      guard error.kind == .inputOutput || error.kind == .diskFull else { throw error }
      saveFailure = error
    }
  }

  /// Writes what is not on the disk yet, and tells where that fails, or succeeds again.
  mutating func save() {
    save { (run: inout TrainingRun) throws(InputError) in try run.save() }
  }

  /// The same where a person asked for it.
  mutating func saveOnDemand() {
    save { (run: inout TrainingRun) throws(InputError) in try run.saveOnDemand() }
    tell(state)
  }

  private mutating func save(_ write: (inout TrainingRun) throws(InputError) -> Void) {
    let hadFailed = saveFailure != nil
    do {
      try write(&run)
      saveFailure = nil
    } catch {
      saveFailure = error
    }
    if hadFailed || saveFailure != nil { tell(state) }
  }

  private mutating func step() throws(InputError) {
    if state != .running {
      rate.restart()
      tell(.running)
    }
    rate.add(try run.advance())
    remember()
    let now = clock()
    // Short epochs wake nobody more often: what is told has all of them.
    if now - lastProgress >= 1 / Self.progressPerSecond {
      // Both at once, so that watchers are woken once.
      if now - lastSnapshot >= 1 / snapshotsPerSecond { post() }
      tell(.running)
    }
  }

  /// Saves and shows where the run stands, once, before the worker sleeps.
  mutating func rest(as newState: TrainingProgress.State) {
    guard state != newState else { return }
    save()
    post()
    tell(newState)
  }

  mutating func setLearningRate(_ rate: Float) {
    run.setLearningRate(rate)
    tell(state)
  }

  /// Posts where the run stands.
  mutating func tell(_ newState: TrainingProgress.State) {
    state = newState
    lastProgress = clock()
    let (trainer, position) = (run.trainer, run.trainer.position)
    let epochs = trainer.configuration.epochs
    let left = max(0, epochs * trainer.exampleCount - position.examplesSeen)
    progress.post(
      TrainingProgress(
        state: newState, epoch: min(position.epoch + 1, epochs), epochs: epochs, step: position.step,
        examplesSeen: position.examplesSeen, examplesPerEpoch: trainer.exampleCount,
        imagesPerSecond: rate.imagesPerSecond, elapsed: run.seconds,
        remaining: rate.steadyImagesPerSecond > 0 ? Double(left) / rate.steadyImagesPerSecond : nil,
        learningRate: trainer.learningRate, latest: rate.latest,
        recent: rate.recent, record: run.record, testExamples: trainer.testCount, saveFailure: saveFailure))
  }

  /// Posts the model.
  private mutating func post() {
    lastSnapshot = clock()
    snapshots.post(snapshot)
  }

  /// Adds the state to the time machine if it is far enough from the last one.
  private mutating func remember() {
    guard history.wants(examplesSeen: run.trainer.position.examplesSeen) else { return }
    history.record(snapshot)
    histories.post(history)
  }

  private var snapshot: Snapshot {
    let position = run.trainer.position
    return Snapshot(
      model: run.trainer.model, epoch: position.epoch, examplesSeen: position.examplesSeen,
      metrics: position.metrics)
  }
}

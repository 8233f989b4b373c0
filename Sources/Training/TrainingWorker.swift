import Synchronization

/// A thread that trains, tells how it goes and takes commands.
///
/// What it tells goes through mailboxes in which the newest value wins, so that a slow watcher never holds
/// training up. While paused it sleeps.
public final class TrainingWorker: Sendable {
  /// At most some thirty times a second.
  public let progress: Mailbox<TrainingProgress>
  /// The model as it is, at most `snapshotsPerSecond` times a second, and at once when paused or done.
  public let snapshots: Mailbox<Snapshot>
  /// The time machine, each time it has taken a state.
  public let histories: Mailbox<History>

  /// - Parameters:
  ///   - snapshotsPerSecond: how often the model is offered to watchers.
  ///   - historyByteLimit: what the time machine may take.
  ///   - onPost: called on the worker's thread after each post to a mailbox; it must be quick.
  ///   - prepare: makes the run, on the worker's thread: loads data, makes or reads the model.
  public init(
    snapshotsPerSecond: Double = 10, historyByteLimit: Int = 64 << 20,
    onPost: @escaping @Sendable () -> Void = {}, prepare: @escaping @Sendable () throws -> TrainingRun
  ) {
    progress = Mailbox(onPost: onPost)
    snapshots = Mailbox(onPost: onPost)
    histories = Mailbox(onPost: onPost)
  }

  /// Begins to prepare and train. A second call does nothing.
  public func start() {}
  /// Finishes the step under way, then sleeps until resumed.
  public func pause() {}
  public func resume() {}
  /// From the next step on.
  public func setLearningRate(_ rate: Float) {}
  public func setSnapshotsPerSecond(_ rate: Double) {}
  /// Writes `last.safetensors` after the step under way.
  public func saveCheckpoint() {}
  /// Finishes the step under way, saves where asked to and ends the thread; returns when that is done.
  public func stop(andSave: Bool = true) {}
}

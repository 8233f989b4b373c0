import Autoencoder
import Compute
import Foundation
import Synchronization

/// A thread that trains, reports progress and takes commands.
///
/// It reports through mailboxes that keep the newest value only, so that a slow watcher never delays training.
/// While paused it sleeps.
public final class TrainingWorker: Sendable {
  /// At most ten times a second, and at each change of state.
  public let progress: Mailbox<TrainingProgress>
  /// The model as it is: before training, then at most so many times a second, and when paused or done.
  public let snapshots: Mailbox<Snapshot>
  /// The time machine, posted each time it has recorded a state.
  public let histories: Mailbox<History>

  private let commands = CommandBox()
  private let snapshotsPerSecond: Double
  private let historyByteLimit: Int
  /// What makes the run, until the thread has taken it: whatever the run holds is released when the thread ends.
  private let preparation = Mailbox<@Sendable () throws -> TrainingRun>()

  /// - Parameters:
  ///   - snapshotsPerSecond: how often the model is offered to watchers.
  ///   - historyByteLimit: what the time machine may take.
  ///   - onPost: called on the worker's thread after each post to a mailbox; it must be quick.
  ///   - prepare: makes the run, on the worker's thread: loads data, makes or reads the model.
  public init(
    snapshotsPerSecond: Double = 5, historyByteLimit: Int = 64 << 20,
    onPost: @escaping @Sendable () -> Void = {}, prepare: @escaping @Sendable () throws -> TrainingRun
  ) {
    progress = Mailbox(onPost: onPost)
    snapshots = Mailbox(onPost: onPost)
    histories = Mailbox(onPost: onPost)
    self.snapshotsPerSecond = snapshotsPerSecond
    self.historyByteLimit = historyByteLimit
    preparation.post(prepare)
  }

  /// Begins to prepare and train. A second call does nothing.
  /// - Parameter paused: whether it waits for `resume()` before the first step.
  public func start(paused: Bool = false) {
    guard commands.begin(paused: paused) else { return }
    let loop = WorkerLoop(
      commands: commands, progress: progress, snapshots: snapshots, histories: histories,
      snapshotsPerSecond: snapshotsPerSecond, historyByteLimit: historyByteLimit)
    let thread = Thread { [commands, preparation] in
      blockSignals()
      if let prepare = preparation.take() { loop.run(prepare) }
      commands.end()
    }
    thread.name = "vae-training"
    thread.start()
  }

  /// Finishes the step under way, saves, then sleeps until resumed.
  public func pause() { commands.change { $0.isPaused = true } }

  /// Trains on after a pause.
  public func resume() { commands.change { $0.isPaused = false } }

  /// Changes the rate from the next step on. Precondition: it is positive and finite.
  public func setLearningRate(_ rate: Float) {
    precondition(rate > 0 && rate.isFinite, "learning rate \(rate)")
    commands.change { $0.learningRate = rate }
  }

  /// Writes the checkpoint after the step under way.
  public func saveCheckpoint() { commands.change { $0.savesNow = true } }

  /// Finishes the step under way, saves where asked to and ends the thread; returns when that is done and the run's folder
  /// is released. Returns at once where it was never started, or has ended.
  public func stop(andSave: Bool = true) {
    commands.change { $0.stop = andSave ? .saving : .discarding }
    commands.waitForEnd()
  }
}

/// What the worker has been asked to do.
struct WorkerCommands: Sendable {
  enum Stop: Sendable { case saving, discarding }

  var isPaused = false
  var learningRate: Float?
  var savesNow = false
  var stop: Stop?
}

/// Hands commands to the worker's thread, which sleeps on it while paused.
final class CommandBox: Sendable {
  private enum Life { case idle, running, ended }
  private struct State: Sendable {
    var life = Life.idle
    var commands = WorkerCommands()
  }

  private let state = Mutex(State())
  private let changed = DispatchSemaphore(value: 0)
  private let ended = DispatchSemaphore(value: 0)

  /// Whether the thread is to be started: true once, and never after a stop.
  func begin(paused: Bool) -> Bool {
    state.withLock { state in
      guard state.life == .idle, state.commands.stop == nil else { return false }
      state.life = .running
      state.commands.isPaused = paused
      return true
    }
  }

  func change(_ body: (inout WorkerCommands) -> Void) {
    state.withLock { body(&$0.commands) }
    changed.signal()
  }

  /// The commands as they stand; those that are done once are taken out.
  func take() -> WorkerCommands {
    state.withLock { state in
      defer {
        state.commands.learningRate = nil
        state.commands.savesNow = false
      }
      return state.commands
    }
  }

  /// Sleeps until something has been asked for.
  func wait() { changed.wait() }

  func end() {
    state.withLock { $0.life = .ended }
    ended.signal()
  }

  func waitForEnd() {
    guard state.withLock({ $0.life == .running }) else { return }
    ended.wait()
    ended.signal()  // For whoever else waits.
  }
}

import Compute
import Foundation

/// The feed of a run that another process trains, here or on a host that shares the folder: a thread that polls its files.
///
/// Epochs arrive within two polls of being written, pictures with the newest checkpoint. When the other process has ended,
/// the state is that of a run at rest.
public final class RunFollower: RunFeed {
  /// The time between polls, in seconds.
  static let interval = 0.5

  private let folder: RunFolder
  private let configuration: TrainingConfiguration
  private let historyByteLimit: Int
  private let clock: @Sendable () -> Double
  private let progress: Mailbox<TrainingProgress>
  private let snapshots: Mailbox<Snapshot>
  private let histories: Mailbox<History>
  private let stopped = DispatchSemaphore(value: 0)

  /// - Parameters:
  ///   - folder: the run's, to be read.
  ///   - historyByteLimit: what the time machine may take.
  ///   - clock: seconds since some moment.
  ///   - onNews: called on the follower's thread when there is news.
  public init(
    _ folder: RunFolder, _ configuration: TrainingConfiguration, historyByteLimit: Int = 64 << 20,
    clock: @escaping @Sendable () -> Double = TrainingRun.systemClock,
    onNews: @escaping @Sendable () -> Void = {}
  ) {
    self.folder = folder
    self.configuration = configuration
    self.historyByteLimit = historyByteLimit
    self.clock = clock
    progress = Mailbox(onPost: onNews)
    snapshots = Mailbox(onPost: onNews)
    histories = Mailbox(onPost: onNews)
  }

  public var takesCommands: Bool { false }

  public func takeNews() -> RunNews {
    RunNews(progress: progress.take(), snapshot: snapshots.take(), history: histories.take())
  }

  public func carryOut(_ command: RunCommand) { preconditionFailure("a followed run takes no commands") }

  /// Ends the thread.
  public func stop() { stopped.signal() }

  /// Begins to poll. To be called once.
  public func start() {
    let thread = Thread { [weak self] in
      blockSignals()
      self?.follow()
    }
    thread.name = "vae-follower"
    thread.start()
  }

  private func follow() {
    var watch = RunWatch(folder, configuration)
    var history = History(byteLimit: historyByteLimit)
    // The last news may be older than this process; the file says when it came.
    var newsTime = clock() - max(0, -(modificationDate?.timeIntervalSinceNow ?? 0))
    var isFirst = true
    var shown: TrainingProgress.State?
    repeat {
      let news = watch.poll()
      if news.hasCheckpoint, let checkpoint = watch.checkpoint {
        let snapshot = Snapshot(checkpoint)
        snapshots.post(snapshot)
        if history.record(snapshot) { histories.post(history) }
      }
      if !isFirst, news.hasEpochs || news.hasCheckpoint { newsTime = clock() }
      isFirst = false
      let state = state(watch, age: clock() - newsTime)
      if news.hasEpochs || news.hasState || state != shown {
        progress.post(TrainingProgress(watch.record, configuration, state: state))
        shown = state
      }
    } while stopped.wait(timeout: .now() + Self.interval) == .timedOut
  }

  /// The state to be shown; `nil` for that of a run at rest. After a minute, ages are whole minutes.
  private func state(_ watch: RunWatch, age: Double) -> TrainingProgress.State? {
    guard watch.isTrained else { return nil }
    let seconds = max(0, Int(age))
    return .followed(seconds: seconds < 60 ? seconds : seconds / 60 * 60)
  }

  private var modificationDate: Date? {
    let paths = [folder.metricsPath, folder.lastCheckpointPath]
    return paths.compactMap {
      (try? FileManager.default.attributesOfItem(atPath: $0))?[.modificationDate] as? Date
    }.max()
  }
}

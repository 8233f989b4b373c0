import Autoencoder

/// News of a run, and commands to it if it is trained in this process.
public protocol RunFeed: Sendable {
  /// Whether the run takes commands, because it is trained in this process.
  var takesCommands: Bool { get }

  /// The news since the last call.
  func takeNews() -> RunNews

  /// Passes a command on; its result appears in the news. Precondition: `takesCommands`.
  func carryOut(_ command: RunCommand)

  /// Ends the feed, after saving a run that is trained in this process. The last news can still be taken.
  func stop()
}

/// News of a run; parts without news are `nil`.
public struct RunNews: Sendable {
  public var progress: TrainingProgress?
  /// The newest model.
  public var snapshot: Snapshot?
  /// The time machine.
  public var history: History?

  public init(progress: TrainingProgress? = nil, snapshot: Snapshot? = nil, history: History? = nil) {
    self.progress = progress
    self.snapshot = snapshot
    self.history = history
  }
}

/// A command to a run.
public enum RunCommand: Sendable, Equatable {
  case pause
  /// Resumes a paused run, or starts the training of an opened one.
  case resume
  /// From the next step on. Precondition: it is positive and finite.
  case learningRate(Float)
  case saveCheckpoint
}

extension TrainingWorker: RunFeed {
  public var takesCommands: Bool { true }

  public func takeNews() -> RunNews {
    RunNews(progress: progress.take(), snapshot: snapshots.take(), history: histories.take())
  }

  public func carryOut(_ command: RunCommand) {
    switch command {
    case .pause: pause()
    case .resume: resume()
    case .learningRate(let rate): setLearningRate(rate)
    case .saveCheckpoint: saveCheckpoint()
    }
  }

  public func stop() { stop(andSave: true) }
}

/// The feed of a run that nobody trains: its news comes once.
public struct RestingRun: RunFeed {
  public var takesCommands: Bool { false }
  private let news = Mailbox<RunNews>()

  public init(_ news: RunNews) { self.news.post(news) }

  public func takeNews() -> RunNews { news.take() ?? RunNews() }

  public func carryOut(_ command: RunCommand) { preconditionFailure("a checkpoint takes no commands") }

  public func stop() {}
}

import Autoencoder

/// A run that is watched, whoever trains it, and told what to do where it takes commands.
public protocol RunFeed: Sendable {
  /// Whether it carries out commands: the run is trained here.
  var takesCommands: Bool { get }

  /// What has come since the last call.
  func takeNews() -> RunNews

  /// Hands a command on; what comes of it is news. Precondition: `takesCommands`.
  func carryOut(_ command: RunCommand)

  /// Ends the feed; a run that is trained here is saved first. The last news can be taken after that.
  func stop()
}

/// What a run has brought; `nil` where nothing is new.
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

/// What a run can be told.
public enum RunCommand: Sendable, Equatable {
  case pause
  /// Goes on with a paused run, or begins to train an opened one.
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

/// A checkpoint at rest: its news come once.
public struct RestingRun: RunFeed {
  public var takesCommands: Bool { false }
  private let news = Mailbox<RunNews>()

  public init(_ news: RunNews) { self.news.post(news) }

  public func takeNews() -> RunNews { news.take() ?? RunNews() }

  public func carryOut(_ command: RunCommand) { preconditionFailure("a checkpoint takes no commands") }

  public func stop() {}
}

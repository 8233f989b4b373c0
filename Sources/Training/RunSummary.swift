import Foundation

/// A run as the list of runs shows it.
public struct RunSummary: Sendable {
  public enum State: Sendable, Equatable {
    /// Its metrics have not been read yet: there is no summary of them.
    case unread
    /// A process is training it now.
    case training
    /// It ended before its last epoch and can be resumed.
    case resumable
    /// All its epochs are done.
    case finished
    /// Why it cannot be read, in one line.
    case broken(String)
  }

  public let name: String
  /// The folder's path.
  public let path: String
  public let state: State
  /// `nil` when broken.
  public let configuration: TrainingConfiguration?
  /// Of the epochs done; empty when unread or broken.
  public let figures: RunFigures
  /// When its files last changed.
  public let modified: Date
  /// What a person wrote about it.
  public let notes: RunNotes

  /// The last epoch done.
  public var last: EpochMetrics? { figures.last }
  /// The best epoch, as the configuration's `selection` has it.
  public var best: EpochMetrics? { figures.best }

  public init(
    name: String, path: String, state: State, configuration: TrainingConfiguration?,
    figures: RunFigures = RunFigures(), modified: Date, notes: RunNotes = RunNotes()
  ) {
    self.name = name
    self.path = path
    self.state = state
    self.configuration = configuration
    self.figures = figures
    self.modified = modified
    self.notes = notes
  }
}

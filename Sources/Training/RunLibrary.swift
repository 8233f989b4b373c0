import Foundation

/// What the list of runs shows of one.
public struct RunSummary: Sendable {
  public enum State: Sendable, Equatable {
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
  /// The epochs done, in order.
  public let metrics: [EpochMetrics]
  /// When its files last changed.
  public let modified: Date

  /// The epoch with the highest bound on the test set.
  public var best: EpochMetrics? {
    metrics.filter { $0.test.elbo.isFinite }.max { $0.test.elbo < $1.test.elbo }
  }
}

/// The runs found in some folders: by default `runs` in the working directory and `VAE_RUNS_DIR`.
public struct RunLibrary: Sendable {
  /// Where runs are looked for; the first is where new ones go.
  public let directories: [String]

  public init(directories: [String]) {
    self.directories = directories
  }

  public init(environment: [String: String], workingDirectory: String) {
    self.init(directories: [])
  }

  /// Every run, newest first; broken ones say so.
  public func runs() -> [RunSummary] { [] }

  /// The path of the run of a name, or of a path to a folder.
  public func path(of name: String) -> String? { nil }

  /// Deletes a run with all its files.
  public func delete(_ run: RunSummary) throws {}
}

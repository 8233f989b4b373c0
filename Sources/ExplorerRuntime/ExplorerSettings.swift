import Datasets
import Foundation
import Training

/// How the explorer opens things and starts runs.
public struct ExplorerSettings: Sendable {
  /// The folder for a new run on a data set.
  public struct Output: Sendable {
    public let dataset: String
    public let path: String
    public let overwrites: Bool

    public init(dataset: String, path: String, overwrites: Bool) {
      self.dataset = dataset
      self.path = path
      self.overwrites = overwrites
    }
  }

  /// A run to resume, and what is to be otherwise from now on.
  public struct Resumption: Sendable {
    public let path: String
    public let changes: RunChanges

    public init(path: String, changes: RunChanges = RunChanges()) {
      self.path = path
      self.changes = changes
    }
  }

  public let catalogue: DatasetCatalogue
  public let library: RunLibrary
  public let models: ModelCatalogue
  public let threadCount: Int
  /// Whether runs are saved in folders; not when a page is printed.
  public let keepsRuns: Bool
  /// Makes the configuration of a new run.
  public let configure: @Sendable (_ dataset: String, _ data: DataSplit) throws -> TrainingConfiguration
  /// How a data set is loaded for a new run: with the seed of the run, so that a resumed run has the same images.
  public let loadOptions: LoadOptions
  /// Downloads a data set into a folder, and stops if `progress` returns false.
  public var fetch: @Sendable (KnownDataset, String, (Downloader.Progress) -> Bool) throws -> Void = {
    try Downloader().fetch($0, into: $1, progress: $2)
  }
  /// The time of day, for what is deleted.
  public var now: @Sendable () -> Date = { Date() }
  /// Where preferences are kept; `nil`: they are not.
  public var preferencesFile: PreferencesFile?
  /// `nil` for a new name for each run.
  public var output: Output?
  /// A run that resumes as soon as it is opened, without waiting for Space.
  public var resumption: Resumption?

  public init(
    catalogue: DatasetCatalogue, library: RunLibrary, models: ModelCatalogue, threadCount: Int,
    keepsRuns: Bool,
    configure: @escaping @Sendable (_ dataset: String, _ data: DataSplit) throws -> TrainingConfiguration,
    loadOptions: LoadOptions
  ) {
    self.catalogue = catalogue
    self.library = library
    self.models = models
    self.threadCount = threadCount
    self.keepsRuns = keepsRuns
    self.configure = configure
    self.loadOptions = loadOptions
  }
}

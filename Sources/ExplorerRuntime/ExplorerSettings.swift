import Datasets
import Training

/// How the explorer opens things and starts runs.
public struct ExplorerSettings: Sendable {
  /// Where a run of a data set is to go.
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

  /// A run that is to be resumed.
  public struct Resumption: Sendable {
    public let path: String
    /// `nil` for as many as before.
    public let epochs: Int?

    public init(path: String, epochs: Int?) {
      self.path = path
      self.epochs = epochs
    }
  }

  public let catalogue: DatasetCatalogue
  public let library: RunLibrary
  public let models: ModelCatalogue
  public let threadCount: Int
  /// Whether runs are kept in folders; not when one page is printed.
  public let keepsRuns: Bool
  /// The configuration of a new run on some data.
  public let configure: @Sendable (_ dataset: String, _ data: DataSplit) throws -> TrainingConfiguration
  /// How a data set is loaded for a new run: with the seed of the run, so that resuming meets the same images.
  public let loadOptions: LoadOptions
  /// What fetches a data set into a folder; it gives up where `progress` returns false.
  public var fetch: @Sendable (KnownDataset, String, (Downloader.Progress) -> Bool) throws -> Void = {
    try Downloader().fetch($0, into: $1, progress: $2)
  }
  /// `nil` for a new name each time.
  public var output: Output?
  /// A run that goes on at once when it is opened, rather than with Space.
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

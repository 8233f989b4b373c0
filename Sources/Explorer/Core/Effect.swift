import Compute
import Formats
import Pictures
import TerminalGraphics
import Training

/// An effect outside the model. The effect runner carries it out, and messages answer it.
public enum Effect: Sendable, Equatable {
  /// Sends a request to a model; answered by `Message.answered`.
  case ask(ModelRequest)
  /// Opens something, and cancels the opening before; answered by `Message.opened` or `Message.openFailed`.
  case open(OpenTarget)
  /// Cancels the opening under way, which is then not answered.
  case cancelOpening
  /// Lists what can be opened; answered by `Message.listed`, several times where reading the runs takes long.
  case list
  case train(RunCommand)
  /// Starts the program anew that computes the open model; answered by `Message.modelRestarted` or `Message.failure`.
  case restartModel
  /// Reads the courses of the runs in these folders; each is answered by `Message.recordRead`, unless it cannot be read.
  case readRecords([String])
  case export(Export)
  /// Keeps the bookmarks of the open model; answered by `Message.failure` if that fails.
  case keepBookmarks([Bookmark])
  /// Moves the run folder at this path to the trash; answered by `Message.trashed` and `Message.listed`.
  case trashRun(path: String)
  /// Moves a run out of the trash; answered by `Message.notice` and `Message.listed`.
  case restoreRun(TrashedRun)
  /// Writes the notes of the run in the folder at this path; answered by `Message.notice` and `Message.listed`.
  case writeNotes(path: String, RunNotes)
  /// Keeps preferences in their file.
  case keep([PreferenceChange])
  /// Ends the explorer; a run under way is saved first.
  case quit
}

/// What is to be written to a file, and the stem of its name.
public struct Export: Sendable, Equatable {
  public enum Content: Sendable, Equatable {
    case png(RasterImage)
    /// The text of a file with this extension: SVG, CSV.
    case text(String, fileExtension: String)
    /// A file of comma-separated values with a name over each column; columns have the same number of values.
    case table(header: [String], columns: [ExportedColumn])
    /// Pictures of one size, one after the other.
    case animation([PixelImage], delayCentiseconds: Int)
  }

  /// As in `mnist-walk`; a number is added so that nothing is overwritten.
  public let stem: String
  public let content: Content
}

/// A column of a table that is too long to be made into text while keys wait.
public enum ExportedColumn: Sendable, Equatable {
  case whole([Int])
  /// What is not finite is left empty.
  case numbers([Float])

  /// The values as text.
  public var texts: [String] {
    switch self {
    case .whole(let values): values.map(String.init)
    case .numbers(let values): values.map { $0.isFinite ? "\($0)" : "" }
    }
  }
}

/// What can be opened from here.
public struct Listing: Sendable {
  /// A data set by name.
  public struct Dataset: Sendable, Equatable {
    public let name: String
    /// One line: what it is, and the size of the download where it is not there.
    public let detail: String
    public let isPresent: Bool
    /// What the form for a new run is filled with.
    public let defaults: NewRunSettings

    public init(
      name: String, detail: String, isPresent: Bool, defaults: NewRunSettings = NewRunSettings()
    ) {
      self.name = name
      self.detail = detail
      self.isPresent = isPresent
      self.defaults = defaults
    }
  }

  /// A shipped model.
  public struct Model: Sendable, Equatable {
    public let name: String
    public let dataset: String
    public let latentSize: Int
    /// The best bound on the test set, in nats per image.
    public let testELBO: Double
    /// The images it was made for, height and width.
    public let imageShape: ImageShape

    public init(name: String, dataset: String, latentSize: Int, testELBO: Double, imageShape: ImageShape) {
      self.name = name
      self.dataset = dataset
      self.latentSize = latentSize
      self.testELBO = testELBO
      self.imageShape = imageShape
    }
  }

  public var datasets: [Dataset]
  public var models: [Model]
  /// Newest first.
  public var runs: [RunSummary]
  /// Whether all runs have been read, so that no other listing follows by itself.
  public var isComplete: Bool

  public init(
    datasets: [Dataset] = [], models: [Model] = [], runs: [RunSummary] = [], isComplete: Bool = true
  ) {
    self.datasets = datasets
    self.models = models
    self.runs = runs
    self.isComplete = isComplete
  }
}

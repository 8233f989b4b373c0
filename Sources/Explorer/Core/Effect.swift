import Compute
import Formats
import Pictures
import TerminalGraphics
import Training

/// What the explorer asks of the world; carried out by the effect runner, answered by messages.
public enum Effect: Sendable, Equatable {
  case decode(DecodeRequest)
  /// Encodes every image of the test images under a state of the model.
  case encodeTestImages(ModelTime, generation: Int)
  case reconstruct(ReconstructRequest)
  /// Finds the bound of every image of the test images under a state of the model.
  case scoreTestImages(ModelTime, generation: Int)
  case open(OpenTarget)
  /// Looks what can be opened.
  case list
  case train(TrainingCommand)
  case export(Export)
  /// Deletes the run folder at this path for good.
  case deleteRun(path: String)
  /// Ends the explorer; a run under way is saved first.
  case quit
}

/// What the worker that trains is told.
public enum TrainingCommand: Sendable, Equatable {
  case pause
  /// Goes on with a paused run, or begins to train an opened one.
  case resume
  case learningRate(Float)
  case saveCheckpoint
}

/// Latent positions to be decoded. Of requests for one page only the newest matters.
public struct DecodeRequest: Sendable, Equatable {
  /// What the pixels of a picture are.
  public enum Pixels: Hashable, Sendable {
    /// The means of p(x|z).
    case mean
    /// Draws from p(x|z), with noise of this seed.
    case sample(seed: UInt64)
  }

  /// The page that shows the pictures.
  public let page: Page
  /// Rises with each request.
  public let generation: Int
  public let time: ModelTime
  /// N×L.
  public let latents: Matrix
  public let pixels: Pixels
}

/// A network that images can be sent through.
public enum NetworkReference: Hashable, Sendable {
  /// What is open, at the time shown.
  case current
  /// A shipped model.
  case model(String)
  /// The best checkpoint of a run, by the folder's path.
  case run(String)
}

/// Images to be encoded and decoded. Of requests for one purpose and network only the newest matters.
public struct ReconstructRequest: Sendable, Equatable {
  /// Where the reconstructions are shown.
  public enum Purpose: Hashable, Sendable {
    case page(Page)
    /// On the drawing pad.
    case drawing
  }

  /// Where an image comes from.
  public enum Source: Hashable, Sendable {
    /// An image of the test images.
    case testImage(Int)
    /// The person's own drawing.
    case drawing
  }

  public let purpose: Purpose
  public let generation: Int
  public let network: NetworkReference
  public let time: ModelTime
  public let sources: [Source]
  /// D pixels, where `sources` has `.drawing`.
  public let drawing: [UInt8]
  /// Whether each image's bound is wanted too, which takes longer.
  public let needsBounds: Bool
}

/// What is to be written to a file, and the stem of its name.
public struct Export: Sendable, Equatable {
  public enum Content: Sendable, Equatable {
    case png(GreyImage)
    /// The text of a file with this extension: SVG, CSV.
    case text(String, fileExtension: String)
    /// The decoded positions (N×L) one after the other.
    case animation(latents: Matrix, time: ModelTime, delayCentiseconds: Int)
  }

  /// As in `mnist-walk`; a number is added so that nothing is overwritten.
  public let stem: String
  public let content: Content
}

/// What can be opened from here.
public struct Listing: Sendable {
  /// A data set by name.
  public struct Dataset: Sendable, Equatable {
    public let name: String
    /// One line: what it is, and the size of the download where it is not there.
    public let detail: String
    public let isPresent: Bool

    public init(name: String, detail: String, isPresent: Bool) {
      self.name = name
      self.detail = detail
      self.isPresent = isPresent
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

  public init(datasets: [Dataset] = [], models: [Model] = [], runs: [RunSummary] = []) {
    self.datasets = datasets
    self.models = models
    self.runs = runs
  }
}

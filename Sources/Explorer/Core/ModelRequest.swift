import Autoencoder
import Compute
import TerminalGraphics

/// What the explorer asks of a model. Each request is answered exactly once, by a `ModelAnswer` of its generation.
public struct ModelRequest: Sendable, Equatable {
  /// Rises with each request.
  public let generation: Int
  public let purpose: RequestPurpose
  /// Which state of the model is asked.
  public let time: ModelTime
  public let task: ModelTask
}

/// What an answer is for. Of the requests for one purpose that wait, only the newest is carried out.
public struct RequestPurpose: Hashable, Sendable {
  let name: String
  /// The model that is asked.
  public let model: ModelReference

  init(_ name: String, of model: ModelReference = .current) {
    self.name = name
    self.model = model
  }
}

/// A model that can be asked.
public enum ModelReference: Hashable, Sendable {
  /// What is open, at the time shown.
  case current
  /// A shipped model.
  case model(String)
  /// The best checkpoint of a run, by the folder's path.
  case run(String)
}

/// What a model is to do.
public enum ModelTask: Sendable, Equatable {
  /// Decodes latent positions, N×L.
  case decode(Matrix, PixelDrawing)
  /// Finds where images lie in latent space.
  case encode(TestImages)
  /// Encodes and decodes images; their bounds are found where they are wanted, which takes longer.
  case reconstruct([SourceImage], hasBounds: Bool)
  /// Finds the bound of each image.
  case score(TestImages)

  /// Whether it goes before others that wait: it is quick, and a key waits for it.
  public var isUrgent: Bool {
    if case .decode = self { true } else { false }
  }
}

/// What is made of p(x|z).
public enum PixelDrawing: Hashable, Sendable {
  /// The mean of each pixel.
  case mean
  /// A draw of each pixel, with noise of this seed.
  case sample(seed: UInt64)
}

/// Where an image comes from.
public enum ImageSource: Hashable, Sendable {
  /// An image of the test images.
  case testImage(Int)
  /// The person's own drawing.
  case drawing
}

/// An image, and the name under which its reconstruction comes back.
public struct SourceImage: Sendable, Equatable {
  public let source: ImageSource
  /// D bytes.
  public let pixels: [UInt8]
}

/// The one answer to a request.
public struct ModelAnswer: Sendable {
  /// That of the request.
  public let generation: Int
  public let result: Result<ModelResult, ModelFailure>

  public init(generation: Int, result: Result<ModelResult, ModelFailure>) {
    self.generation = generation
    self.result = result
  }
}

/// What a model made of a task.
public enum ModelResult: Sendable {
  /// A picture a row of the latent positions, to `ModelTask.decode`.
  case pictures([PixelImage])
  /// To `ModelTask.encode`.
  case encoding(PlaneEncoding)
  /// By the names of the images, to `ModelTask.reconstruct`.
  case reconstructions([ImageSource: Reconstruction])
  /// A bound an image in nats, to `ModelTask.score`.
  case scores([Float])
}

/// Why there is no result.
public enum ModelFailure: Error, Sendable, Equatable {
  /// A newer request took its place, or something else was opened.
  case superseded
  /// The reason, in one line.
  case failed(String)
}

/// An image through a model and back.
public struct Reconstruction: Sendable, Equatable {
  /// The mean of p(x|z) at the posterior's mean.
  public let picture: PixelImage
  /// The bound with its parts, in nats; not numbers where they were not asked for, or there is no bound.
  public let elbo: ELBO
  /// The posterior: L means and L log-variances.
  public let mean: [Float]
  public let logVariance: [Float]

  public init(picture: PixelImage, elbo: ELBO, mean: [Float], logVariance: [Float]) {
    self.picture = picture
    self.elbo = elbo
    self.mean = mean
    self.logVariance = logVariance
  }
}

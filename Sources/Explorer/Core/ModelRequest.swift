import Autoencoder
import Compute
import TerminalGraphics

/// A request to a model. Each is answered exactly once, by a `ModelAnswer` with its generation.
public struct ModelRequest: Sendable, Equatable {
  /// Rises with each request.
  public let generation: Int
  public let purpose: RequestPurpose
  /// The state of the model.
  public let time: ModelTime
  public let task: ModelTask
}

/// The use of an answer. Only the newest of the requests that wait for one purpose is carried out.
public struct RequestPurpose: Hashable, Sendable {
  let name: String
  /// The model to which the request goes.
  public let model: ModelReference

  init(_ name: String, of model: ModelReference = .current) {
    self.name = name
    self.model = model
  }
}

/// A model to which requests go.
public enum ModelReference: Hashable, Sendable {
  /// The open model, at the time shown.
  case current
  /// A shipped model.
  case model(String)
  /// The best checkpoint of a run, by the folder's path.
  case run(String)
}

/// A task for a model.
public enum ModelTask: Sendable, Equatable {
  /// Decodes latent positions, N×L.
  case decode(Matrix, PixelDrawing)
  /// Computes the standard deviations of the pixels at one latent position.
  case deviation([Float])
  /// Encodes images.
  case encode(TestImages)
  /// Encodes images and decodes their posterior means. The bounds, which take longer, are computed only if wanted.
  case reconstruct([SourceImage], hasBounds: Bool)
  /// Computes the bound of each image.
  case score(TestImages)
  /// Finds axes of latent space for encoded images, N×L posterior means. This takes no model, but long for many
  /// dimensions.
  case findAxes(LatentAxes.Kind, of: Matrix, labels: [UInt8]?)

  /// Whether it is carried out before other tasks that wait: it is quick, and the frame after a key waits for it.
  public var isUrgent: Bool {
    switch self {
    case .decode, .deviation: true
    default: false
    }
  }
}

/// How the pixels of a picture are made from p(x|z).
public enum PixelDrawing: Hashable, Sendable {
  /// The mean of each pixel.
  case mean
  /// A draw of each pixel, with noise of this seed.
  case sample(seed: UInt64)
}

/// The source of an image.
public enum ImageSource: Hashable, Sendable {
  /// An image of the test images.
  case testImage(Int)
  /// The person's own drawing.
  case drawing
}

/// An image with its source, by which its reconstruction is found in the result.
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

/// The result of a task.
public enum ModelResult: Sendable {
  /// Of `decode`: a picture for each position.
  case pictures([PixelImage])
  /// Of `deviation`.
  case deviation(PixelDeviation)
  /// Of `encode`.
  case encoding(PlaneEncoding)
  /// Of `reconstruct`: by the source of the image.
  case reconstructions([ImageSource: Reconstruction])
  /// Of `score`: the bound of each image, in nats.
  case scores([Float])
  /// Of `findAxes`.
  case axes(LatentAxes)
}

/// The reason why there is no result.
public enum ModelFailure: Error, Sendable, Equatable {
  /// A newer request replaced this one, or something else was opened.
  case superseded
  /// The reason, in one line.
  case failed(String)
}

/// An image through a model and back.
public struct Reconstruction: Sendable, Equatable {
  /// The mean of p(x|z) at the posterior's mean.
  public let picture: PixelImage
  /// The bound with its parts, in nats; NaN if it was not wanted or cannot be computed.
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

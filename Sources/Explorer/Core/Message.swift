import Autoencoder
import TerminalGraphics
import Training

/// Whatever can happen to the explorer. Times are in seconds on a clock that never goes back.
public enum Message: Sendable {
  /// A key, the mouse or a new window size.
  case input(InputEvent)
  /// A moment of an animation; sent only while `ExplorerModel.isAnimating`.
  case tick(at: Double)

  /// Something was opened, with the images that its pages show and, where it ships with them, their positions.
  case opened(OpenModel, TestImages, PlaneEncoding?)
  /// Other images for what is open: those of its data set, where the few that ship with it came first.
  case testImagesLoaded(TestImages)
  /// Why something could not be opened, in one line.
  case openFailed(String)
  /// What can be opened.
  case listed(Listing)

  case progress(TrainingProgress)
  /// There is a newer model.
  case snapshot(StateLabel, at: Double)
  /// The states of the time machine, oldest first.
  case history([StateLabel])

  case decoded(DecodeResult)
  /// The test images encoded, in answer to `Effect.encodeTestImages`.
  case testImagesEncoded(PlaneEncoding, generation: Int)
  case reconstructed(ReconstructResult)
  /// The bound of each image of the test images, in nats, in answer to `Effect.scoreTestImages`.
  case testImagesScored([Float], generation: Int)

  /// Lines that something wrote to standard output or error, where they would spoil the screen.
  case logged([String])
  /// What the footer is to say: where an export went, that a checkpoint was saved.
  case notice(String)
  /// What the footer is to say went wrong.
  case failure(String)
}

/// Pictures of latent positions, in answer to `Effect.decode`.
public struct DecodeResult: Sendable, Equatable {
  /// The page that shows them.
  public let page: Page
  public let generation: Int
  /// A picture a row of the request.
  public let pictures: [PixelImage]

  public init(page: Page, generation: Int, pictures: [PixelImage]) {
    self.page = page
    self.generation = generation
    self.pictures = pictures
  }
}

/// An image through a model and back.
public struct Reconstruction: Sendable, Equatable {
  /// The mean of p(x|z) at the posterior's mean.
  public let picture: PixelImage
  /// The bound with its parts, in nats.
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

/// Reconstructions by one model, in answer to `Effect.reconstruct`.
public struct ReconstructResult: Sendable, Equatable {
  public let purpose: ReconstructRequest.Purpose
  public let generation: Int
  public let network: NetworkReference
  /// By the names of the request's images.
  public let reconstructions: [ReconstructRequest.Source: Reconstruction]

  public init(
    purpose: ReconstructRequest.Purpose, generation: Int, network: NetworkReference,
    reconstructions: [ReconstructRequest.Source: Reconstruction]
  ) {
    self.purpose = purpose
    self.generation = generation
    self.network = network
    self.reconstructions = reconstructions
  }
}

import Compute

/// A model that encodes images as positions in a latent space, and decodes positions to images.
///
/// A call may take seconds if another process computes the answer, so it is made on a thread that can wait. A model is
/// responsible for the order of calls from several threads.
public protocol LatentModel: Sendable {
  /// The shape of its images.
  var imageShape: ImageShape { get }
  /// L, the number of latent dimensions.
  var latentSize: Int { get }

  /// q(z|x) of `count` images.
  /// - Parameter pixels: N×D bytes.
  /// - Throws: an error that says in one line why there is no answer; `CancellationError` if the context is cancelled.
  func encode(pixels: [UInt8], count: Int, in context: InferenceContext) throws -> Posterior

  /// p(x|z) of latent positions, N×L.
  /// - Throws: as `encode` does.
  func decode(_ latents: Matrix, in context: InferenceContext) throws -> PixelDistribution

  /// The evidence lower bound of each of `count` images; `nil` if the model has no bound. Parts that cannot be computed
  /// are NaN.
  /// - Parameters:
  ///   - pixels: N×D bytes.
  ///   - samples: K, noise samples per image.
  ///   - noise: the images take K·L draws each, one image after the other.
  /// - Throws: as `encode` does.
  func bounds(
    of pixels: [UInt8], count: Int, samples: Int, noise: RandomStream, in context: InferenceContext
  ) throws -> [ELBO]?
}

/// What the calling thread gives to a model.
public struct InferenceContext {
  /// Scratch memory for a model that computes in this process.
  public let memory: InferenceMemory
  /// Cancels the call.
  public let cancellation: Cancellation

  public init(memory: InferenceMemory = InferenceMemory(), cancellation: Cancellation = Cancellation()) {
    self.memory = memory
    self.cancellation = cancellation
  }
}

/// Scratch memory that is shared by the calls of one thread.
public final class InferenceMemory {
  /// The number of images computed at once.
  public static let batchSize = 50
  /// The most noise samples for an image.
  public static let sampleLimit = 8
  /// The most architectures for which memory is kept.
  private static let limit = 6

  private let team = ThreadTeam(threadCount: 1)
  private var workspaces: [Architecture: Workspace] = [:]

  public init() {}

  func workspace(for architecture: Architecture) -> Workspace {
    if let known = workspaces[architecture] { return known }
    if workspaces.count >= Self.limit { workspaces = [:] }
    let new = Workspace(
      architecture, batchSize: Self.batchSize, samples: Self.sampleLimit, team: team)
    workspaces[architecture] = new
    return new
  }
}

extension VariationalAutoencoder: LatentModel {
  public var imageShape: ImageShape { architecture.imageShape }
  public var latentSize: Int { architecture.latentSize }

  public func encode(pixels: [UInt8], count: Int, in context: InferenceContext) -> Posterior {
    encode(pixels: pixels, count: count, workspace: context.memory.workspace(for: architecture))
  }

  public func decode(_ latents: Matrix, in context: InferenceContext) -> PixelDistribution {
    decode(latents, workspace: context.memory.workspace(for: architecture))
  }

  public func bounds(
    of pixels: [UInt8], count: Int, samples: Int, noise: RandomStream, in context: InferenceContext
  ) -> [ELBO]? {
    bounds(
      pixels: pixels, count: count, samples: min(samples, InferenceMemory.sampleLimit), noise: noise,
      workspace: context.memory.workspace(for: architecture))
  }
}

import Compute

/// A model with a latent space, wherever it computes: images become places in it, and places become images.
///
/// A call returns when it is done, which may be in seconds where another process computes: call it on a thread that can
/// wait. A model that several threads call takes care of their order itself.
public protocol LatentModel: Sendable {
  /// The images that it takes and gives.
  var imageShape: ImageShape { get }
  /// L, the number of latent dimensions.
  var latentSize: Int { get }

  /// q(z|x) of `count` images.
  /// - Parameter pixels: N×D bytes.
  /// - Throws: why there is no answer, in one line; `CancellationError` where the context is cancelled.
  func encode(pixels: [UInt8], count: Int, in context: InferenceContext) throws -> Posterior

  /// p(x|z) of latent positions, N×L.
  /// - Throws: as `encode` does.
  func decode(_ latents: Matrix, in context: InferenceContext) throws -> PixelDistribution

  /// The evidence lower bound of one image, with K noise samples; `nil` where the model has no bound. Its parts are not
  /// numbers where they cannot be computed.
  /// - Parameter pixels: D bytes.
  /// - Throws: as `encode` does.
  func bound(
    of pixels: [UInt8], samples: Int, noise: RandomStream, in context: InferenceContext
  ) throws -> ELBO?
}

/// What a model gets from the thread that calls it.
public struct InferenceContext {
  /// Scratch memory for models that compute here.
  public let memory: InferenceMemory
  /// Tells whether the answer is still wanted.
  public let cancellation: Cancellation

  public init(memory: InferenceMemory = InferenceMemory(), cancellation: Cancellation = Cancellation()) {
    self.memory = memory
    self.cancellation = cancellation
  }
}

/// Scratch memory that the calls of one thread share.
public final class InferenceMemory {
  /// Images that are computed in one go.
  public static let batchSize = 50
  /// The most noise samples an image.
  public static let sampleLimit = 8
  /// Models come and go: no more architectures are kept.
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

  public func bound(
    of pixels: [UInt8], samples: Int, noise: RandomStream, in context: InferenceContext
  ) -> ELBO? {
    let evaluation = try? evaluate(
      pixels: pixels, count: 1, samples: min(samples, InferenceMemory.sampleLimit), noise: noise,
      workspace: context.memory.workspace(for: architecture))
    return ELBO(
      elbo: evaluation?.elbo.mean ?? .nan, reconstruction: evaluation?.reconstruction.mean ?? .nan,
      klDivergence: evaluation?.klDivergence.mean ?? .nan)
  }
}

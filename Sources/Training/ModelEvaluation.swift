import Autoencoder
import Compute
import Datasets
import Formats

/// The evaluation of a model on a set of images: each figure with its standard error over the images, in nats per image.
public struct ModelEvaluation: Codable, Sendable {
  /// N, the images.
  public let images: Int
  /// K, noise samples per image.
  public let samples: Int
  /// The ELBO, whatever the model was trained to ascend.
  public let elbo: Estimate
  public let reconstruction: Estimate
  public let klDivergence: Estimate
  /// Of each latent dimension.
  public let klPerDimension: [Estimate]
  /// Latent dimensions whose posterior mean varies by more than 0.01 over the images.
  public let activeUnits: Int
  /// S, the samples per image of `logLikelihood`.
  public let importanceSamples: Int?
  /// log p(x), importance-weighted (Burda et al. 2016): a lower bound that rises with S.
  public let logLikelihood: Estimate?

  /// Evaluates a model on images.
  /// - Parameters:
  ///   - images: as the data set has them; the pixel mode is applied as for each evaluation.
  ///   - importanceSamples: S, or `nil` to leave log p(x) out.
  ///   - progress: called with the number of images that log p(x) is done for.
  /// - Throws: `badSettings` for images of another size, `diverged` where a number is not finite.
  public init(
    _ model: VariationalAutoencoder, on images: ImageDataset, pixelMode: PixelMode, samples: Int = 1,
    importanceSamples: Int? = nil, seed: UInt64 = 0, team: ThreadTeam, progress: (Int) -> Void = { _ in }
  ) throws(InputError) {
    guard images.imageShape == model.architecture.imageShape else {
      throw InputError(
        .badSettings,
        "\(images.name): expected images of \(model.architecture.imageShape), found \(images.imageShape)")
    }
    let pixels = images.evaluationPixels(mode: pixelMode, seed: seed)
    let workspace = Workspace(model.architecture, batchSize: 100, samples: samples, team: team)
    let noise = RandomStream(seed: seed, stream: RandomPurpose.evaluation)
    let result: Evaluation
    do {
      result = try model.evaluate(
        pixels: pixels, count: images.count, samples: samples, noise: noise, workspace: workspace)
    } catch {
      throw InputError(.diverged, "\(error.tensor) is not finite: the model cannot be evaluated")
    }
    self.images = images.count
    self.samples = samples
    elbo = result.elbo
    reconstruction = result.reconstruction
    klDivergence = result.klDivergence
    klPerDimension = result.klPerDimension
    activeUnits = result.activeUnits
    self.importanceSamples = importanceSamples
    logLikelihood = importanceSamples.map {
      model.logLikelihood(
        pixels: pixels, count: images.count, importanceSamples: $0,
        noise: RandomStream(seed: seed, stream: RandomPurpose.importance), team: team, progress: progress)
    }
  }
}

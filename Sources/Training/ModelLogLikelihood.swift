import Autoencoder
import Compute
import Datasets
import Formats

extension LogLikelihoodEstimator {
  /// Estimates log p(x) of the images of a data set, with the pixels and the seed of an evaluation.
  ///
  /// - Throws: `badSettings` for images of another size, or a model that the estimator cannot serve.
  public func estimate(
    _ model: VariationalAutoencoder, on images: ImageDataset, pixelMode: PixelMode, seed: UInt64 = 0,
    team: ThreadTeam, progress: (Double) -> Void = { _ in }
  ) throws(InputError) -> LogLikelihoodEstimate {
    guard images.imageShape == model.architecture.imageShape else {
      throw InputError(
        .badSettings,
        "\(images.name): expected images of \(model.architecture.imageShape), found \(images.imageShape)")
    }
    if let obstacle = obstacle(for: model.architecture) { throw InputError(.badSettings, obstacle) }
    return estimate(
      model, pixels: images.evaluationPixels(mode: pixelMode, seed: seed), count: images.count,
      random: RandomStream(seed: seed, stream: RandomPurpose.estimator), team: team, progress: progress)
  }
}

import CKernels

/// The rows of a minibatch around the latent layer: B images, K samples each.
///
/// `heads` and `headGradients` are B × (mean | log-variance), the others B·K × L.
public struct LatentRows {
  public let heads: ScratchMatrix
  /// The first column of the log-variance within a row of `heads`.
  public let logVarianceColumn: Int
  public let noise: ScratchMatrix
  public let latent: ScratchMatrix
  /// L.
  public let latentSize: Int
  /// K.
  public let samples: Int

  public init(
    heads: ScratchMatrix, logVarianceColumn: Int, noise: ScratchMatrix, latent: ScratchMatrix,
    latentSize: Int,
    samples: Int
  ) {
    self.heads = heads
    self.logVarianceColumn = logVarianceColumn
    self.noise = noise
    self.latent = latent
    self.latentSize = latentSize
    self.samples = samples
  }

  fileprivate var task: Reparameterization {
    Reparameterization(
      mean: heads.base, logVariance: heads.base + logVarianceColumn, headStride: heads.stride,
      noise: noise.base,
      latent: latent.base, latentStride: latent.stride, columns: paddedToVector(latentSize), samples: samples)
  }
}

extension Kernels {
  /// z = mean + exp(½·logVariance) ⊙ noise, for the samples of a range of images.
  public func reparameterize(_ rows: LatentRows, images: Range<Int>) {
    var task = rows.task
    table.pointee.reparameterize(&task, images.lowerBound, images.upperBound)
  }

  /// KL(q(z|x)‖N(0, I)) of each latent dimension, in `divergence` (B × L), for a range of images.
  public func klDivergence(_ rows: LatentRows, into divergence: ScratchMatrix, images: Range<Int>) {
    var task = rows.task
    table.pointee.klDivergence(
      &task, divergence.base, divergence.stride, images.lowerBound, images.upperBound)
  }

  /// The gradient of the negative objective with respect to the heads, for a range of images.
  ///
  /// - Parameters:
  ///   - latentGradient: B·K × L, the decoder's share, weighted as the samples are.
  ///   - sampleWeights: B·K importance weights that sum to 1 for an image; `nil` for a closed-form KL divergence.
  public func posteriorGradient(
    _ rows: LatentRows, latentGradient: ScratchMatrix, sampleWeights: UnsafePointer<Float>?, klWeight: Float,
    into headGradients: ScratchMatrix, images: Range<Int>
  ) {
    var task = PosteriorGradient(
      sample: rows.task, latentGradient: latentGradient.base, sampleWeights: sampleWeights,
      klWeight: klWeight,
      latentSize: rows.latentSize, meanGradient: headGradients.base,
      logVarianceGradient: headGradients.base + rows.logVarianceColumn)
    table.pointee.posteriorGradient(&task, images.lowerBound, images.upperBound)
  }
}

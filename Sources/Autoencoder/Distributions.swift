import Compute

/// q(z|x) for N images: a normal distribution with diagonal covariance (Kingma & Welling 2014, eq. 9).
public struct Posterior: Sendable {
  /// N×L.
  public let mean: Matrix
  /// N×L, the logarithm of the variance.
  public let logVariance: Matrix

  public init(mean: Matrix, logVariance: Matrix) {
    self.mean = mean
    self.logVariance = logVariance
  }
}

/// p(x|z) for N latent positions.
///
///     let pixels = model.decode(latents)
///     let expected = pixels.mean.row(0)                            // D numbers of 0…1
///     let drawn = pixels.sample(row: 0, random: RandomStream(seed: 1, stream: 0))
public struct PixelDistribution: Sendable {
  public let likelihood: Likelihood
  /// N×D, the mean of each pixel in 0…1 (for a Bernoulli decoder, its probability).
  public let mean: Matrix
  /// N×D, the logarithm of each pixel's variance; `nil` where the likelihood has none.
  public let logVariance: Matrix?

  /// Precondition: `logVariance` is given where the likelihood has one, in the shape of `mean`.
  public init(_ likelihood: Likelihood = .standard, mean: Matrix, logVariance: Matrix? = nil) {
    precondition(
      (logVariance != nil) == (likelihood.logVarianceRange != nil),
      "log-variances of \(likelihood.name) pixels")
    self.likelihood = likelihood
    self.mean = mean
    self.logVariance = logVariance
  }

  /// A draw x ~ p(x|z) of one latent position: D numbers, a draw of `random` each in the order of the pixels. Those of a
  /// Bernoulli decoder are 0 or 1; those of a Gaussian one may lie outside 0…1.
  public func sample(row: Int, random: RandomStream) -> [Float] {
    var random = random
    return mean.row(row).enumerated().map { column, mean in
      likelihood.sample(mean: mean, logVariance: logVariance?[row, column] ?? 0, random: &random)
    }
  }
}

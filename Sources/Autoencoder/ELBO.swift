import Compute

/// The evidence lower bound and its parts, in nats per image; averages weigh images alike.
public struct ELBO: Codable, Hashable, Sendable {
  /// The objective's value: `reconstruction − klDivergence` for the evidence lower bound, log 1/K Σ w_k for
  /// the importance-weighted one.
  public var elbo: Double
  /// E_q[log p(x|z)].
  public var reconstruction: Double
  /// KL(q(z|x) ‖ N(0, I)).
  public var klDivergence: Double

  public init(elbo: Double, reconstruction: Double, klDivergence: Double) {
    self.elbo = elbo
    self.reconstruction = reconstruction
    self.klDivergence = klDivergence
  }
}

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
public struct PixelDistribution: Sendable {
  /// N×D, the mean of each pixel in 0…1 (for a Bernoulli decoder, its probability).
  public let mean: Matrix
  /// N×D, the logarithm of each pixel's variance; `nil` for a Bernoulli decoder.
  public let logVariance: Matrix?

  public init(mean: Matrix, logVariance: Matrix?) {
    self.mean = mean
    self.logVariance = logVariance
  }
}

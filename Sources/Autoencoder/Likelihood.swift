import Compute

/// p(x|z), the distribution of the pixels of an image given its latent position.
///
/// Everything that depends on the likelihood is defined here: which outputs the decoder has, how a pixel is drawn, which
/// data suits. Its kernels are chosen in `LikelihoodPass.swift`.
public enum Likelihood: String, Codable, Sendable, CaseIterable {
  /// Each pixel is a coin; grey pixels count as fractional targets.
  case bernoulli
  /// Each pixel is a normal variable with a mean in 0…1 and a variance of its own; the bound is a density.
  case gaussian

  /// The default likelihood.
  public static let standard = Likelihood.bernoulli

  /// The likelihood that suits a kind of data.
  /// - Parameter isContinuous: whether the images are photographs rather than ink.
  public static func suited(toContinuous isContinuous: Bool) -> Likelihood {
    isContinuous ? .gaussian : .bernoulli
  }

  /// The name as written in a sentence.
  public var name: String {
    switch self {
    case .bernoulli: "Bernoulli"
    case .gaussian: "Gaussian"
    }
  }

  /// The decoder's heads, D outputs each: the names of their tensors. The first one gives the mean, by the sigmoid.
  public var headNames: [String] {
    switch self {
    case .bernoulli: ["decoder.logits"]
    case .gaussian: ["decoder.mean", "decoder.logVariance"]
    }
  }

  /// The range to which the decoder's log-variance of a pixel is clamped; `nil` where there is no such head. From a
  /// standard deviation of a quarter of a grey step (1/255) up to 20, no exponential overflows and no density is infinite.
  public var logVarianceRange: ClosedRange<Float>? {
    switch self {
    case .bernoulli: nil
    case .gaussian: -14...6
    }
  }

  /// Whether it suits binary images. A density would grow without limit on them.
  public var suitsBinaryPixels: Bool {
    switch self {
    case .bernoulli: true
    case .gaussian: false
    }
  }

  /// Whether its images are photographs, which fill their frame, rather than ink on an empty ground.
  public var isForPhotographs: Bool {
    switch self {
    case .bernoulli: false
    case .gaussian: true
    }
  }

  /// Draws one pixel, with one draw of `random`.
  func sample(mean: Float, logVariance: Float, random: inout RandomStream) -> Float {
    switch self {
    case .bernoulli: random.uniform() < mean ? 1 : 0
    case .gaussian: mean + exp(logVariance / 2) * random.normal()
    }
  }
}

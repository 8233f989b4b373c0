import Autoencoder
import Foundation

/// What `vae evaluate --estimator` prints of log p(x), as text and as JSON; nats per image.
public struct LikelihoodReport: Encodable {
  /// As the command line names it.
  public let estimator: String
  public let mean: Estimate
  /// How far the value of one image would stray if it were estimated again.
  public let spread: Double
  /// Samples an image; for a grid, its points.
  public let samples: Int
  /// `nil` where nothing is sampled.
  public let effectiveSampleSize: EffectiveSampleSize?
  public let warning: String?
  /// Other estimates that the same work gave.
  public let alternatives: [LikelihoodReport]
  /// How long all of it took; `nil` of an alternative.
  public let seconds: Double?

  /// Of the images together.
  public struct EffectiveSampleSize: Encodable, Sendable {
    public let median: Double
    public let imagesBelow10: Int
  }

  public init(estimator: String, _ estimate: LogLikelihoodEstimate, seconds: Double? = nil) {
    self.estimator = estimator
    mean = estimate.mean
    spread = estimate.spread
    samples = estimate.samples
    effectiveSampleSize = estimate.effectiveSampleSizes.map { sizes in
      EffectiveSampleSize(median: sizes.sorted()[sizes.count / 2], imagesBelow10: estimate.doubtfulImages)
    }
    warning = estimate.warning
    alternatives = estimate.alternatives.sorted { $0.key < $1.key }.map {
      LikelihoodReport(estimator: $0.key, $0.value)
    }
    self.seconds = seconds
  }

  /// A line a figure.
  var lines: [String] { ["log p(x), \(estimator)".figure(mean)] + details }

  private var details: [String] {
    var lines = [
      "  spread".padded(to: 22) + String(format: "%10.3f  of one image's value", spread),
      "  samples".padded(to: 22) + String(format: "%10d  for each image", samples),
    ]
    if let size = effectiveSampleSize {
      let below = size.imagesBelow10
      lines.append(
        "  effective".padded(to: 22)
          + String(format: "%10.1f  (median); below 10: \(below) image\(below == 1 ? "" : "s")", size.median))
    }
    for alternative in alternatives {
      lines += [alternative.estimator.figure(alternative.mean)] + alternative.details
    }
    if let seconds { lines.append("time".padded(to: 22) + String(format: "%10.1f  seconds", seconds)) }
    if let warning { lines.append("Warning: \(warning)") }
    return lines
  }
}

extension String {
  /// A line of a report: the name, the mean and its standard error over the images.
  func figure(_ estimate: Estimate) -> String {
    padded(to: 22) + String(format: "%10.3f  ± %.3f", estimate.mean, estimate.standardError)
  }
}

import Compute

/// A way to estimate log p(x) = log ∫ p(x|z) p(z) dz of images under a model.
///
///     let estimate = ImportanceEstimator(samples: 5_000).estimate(
///       model, pixels: pixels, count: 50, random: RandomStream(seed: 1, stream: 0), team: team)
///     print(estimate.mean, estimate.warning ?? "")
public protocol LogLikelihoodEstimator: Sendable {
  /// Why the estimator cannot serve a model; `nil` where it can.
  func obstacle(for architecture: Architecture) -> String?

  /// log p(x) of each of N images. The same whatever the number of threads.
  ///
  /// - Parameters:
  ///   - pixels: N × D bytes.
  ///   - random: streams from the number `random.stream` on are used.
  ///   - progress: called with the share of the work that is done, 0…1.
  /// - Precondition: there is an image, and no obstacle.
  func estimate(
    _ model: VariationalAutoencoder, pixels: [UInt8], count: Int, random: RandomStream, team: ThreadTeam,
    progress: (Double) -> Void
  ) -> LogLikelihoodEstimate
}

extension LogLikelihoodEstimator {
  public func obstacle(for architecture: Architecture) -> String? { nil }

  public func estimate(
    _ model: VariationalAutoencoder, pixels: [UInt8], count: Int, random: RandomStream, team: ThreadTeam
  ) -> LogLikelihoodEstimate {
    estimate(model, pixels: pixels, count: count, random: random, team: team, progress: { _ in })
  }
}

/// log p(x) of N images, with how far to trust it; nats.
public struct LogLikelihoodEstimate: Codable, Hashable, Sendable {
  /// N: log p(x) of each image.
  public let values: [Double]
  /// N: the standard error of each value, as its own samples tell it.
  public let errors: [Double]
  /// Samples an image that the values are averages of; for a grid, its points.
  public let samples: Int
  /// N: (Σ w)² / Σ w² of the samples' weights w; `nil` where nothing is sampled.
  public let effectiveSampleSizes: [Double]?
  /// What makes the values doubtful; `nil` where nothing is known to.
  public internal(set) var warning: String?
  /// By name, other estimates that the same work gives.
  public internal(set) var alternatives: [String: LogLikelihoodEstimate] = [:]

  /// The mean over the images, with the standard error that their choice brings.
  public var mean: Estimate { Estimate(values) }

  /// The root of the mean squared `errors`: how far a value would stray if it were estimated again.
  public var spread: Double {
    (errors.reduce(0) { $0 + $1 * $1 } / Double(errors.count)).squareRoot()
  }

  /// Below so many effective samples, a value says little.
  public static let leastEffectiveSampleSize = 10.0

  /// Images whose effective sample size is below ten; 0 where nothing is sampled.
  public var doubtfulImages: Int {
    effectiveSampleSizes?.count { !($0 >= Self.leastEffectiveSampleSize) } ?? 0
  }
}

/// The logarithm of a mean of positive numbers that are given by their logarithms, as an estimate of one image.
struct LogMean {
  /// log 1/S Σ w.
  let value: Double
  /// The standard error of `value`, to first order.
  let error: Double
  /// (Σ w)² / Σ w².
  let effectiveSampleSize: Double

  init(logWeights: [Double]) {
    let count = Double(logWeights.count)
    let logSum = logSumExp(logWeights)
    value = logSum - log(count)
    effectiveSampleSize = exp(2 * logSum - logSumExp(logWeights.map { 2 * $0 }))
    error = max(0, (count / effectiveSampleSize - 1) / max(1, count - 1)).squareRoot()
  }
}

extension LogLikelihoodEstimate {
  /// Of the means of N images; warns where an effective sample size is below ten.
  ///
  /// - Parameter sign: −1 where the means estimate 1/p(x).
  init(_ means: [LogMean], samples: Int, sign: Double = 1) {
    self.init(
      values: means.map { sign * $0.value }, errors: means.map(\.error), samples: samples,
      effectiveSampleSizes: means.map(\.effectiveSampleSize), warning: nil)
    if doubtfulImages > 0 {
      warning =
        "\(doubtfulImages) of \(means.count) images have an effective sample size below 10: their log p(x) is "
        + "probably too \(sign > 0 ? "low" : "high")."
    }
  }
}

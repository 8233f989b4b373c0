import ArgumentParser
import Autoencoder
import Commands
import Compute
import Datasets
import Formats
import Training

/// How log p(x) is estimated.
struct EstimatorOptions: ParsableArguments {
  enum Name: String, ExpressibleByArgument, CaseIterable {
    case importance
    case hmcDensity = "hmc-density"
    case grid
  }

  @Option(
    name: .customLong("estimator"),
    help: ArgumentHelp(
      "Estimate log p(x): importance (from q(z|x) and the prior), hmc-density (the paper's, for few latent "
        + "dimensions) or grid (an integral, for 1 or 2).",
      valueName: "name"))
  var name: Name?
  @Option(
    help: ArgumentHelp(
      "Without --estimator: also estimate log p(x) with S samples per image from q(z|x) alone. "
        + "With --estimator importance: S (default: 5000).",
      valueName: "s"))
  var importanceSamples: Int?
  @Option(
    help: ArgumentHelp(
      "With --estimator importance: the share of the samples that q(z|x) gives, 0 to 1 (default: 0.5).",
      valueName: "share"))
  var posteriorShare: Double?

  func validate() throws {
    guard (1...1_000_000).contains(importanceSamples ?? 1) else {
      throw ValidationError("--importance-samples: expected 1 to 1000000, found \(importanceSamples ?? 0)")
    }
    guard (0...1).contains(posteriorShare ?? 0) else {
      throw ValidationError("--posterior-share: expected 0 to 1, found \(posteriorShare ?? 0)")
    }
    if posteriorShare != nil && name != .importance {
      throw ValidationError("--posterior-share: goes with --estimator importance only")
    }
    if let name, name != .importance, importanceSamples != nil {
      throw ValidationError("--importance-samples: does not go with --estimator \(name.rawValue)")
    }
  }

  /// The estimator that is asked for, if one is.
  private var estimator: (any LogLikelihoodEstimator)? {
    switch name {
    case nil: nil
    case .importance:
      ImportanceEstimator(samples: importanceSamples ?? 5_000, posteriorShare: posteriorShare ?? 0.5)
    case .hmcDensity: HMCDensityEstimator()
    case .grid: GridEstimator()
    }
  }

  /// log p(x) by the estimator that is asked for; `nil` where none is. Progress is shown on `line`.
  func report(
    of model: VariationalAutoencoder, on images: ImageDataset, pixelMode: PixelMode, seed: UInt64,
    team: ThreadTeam, _ line: ProgressLine
  ) throws(InputError) -> LikelihoodReport? {
    guard let name, let estimator else { return nil }
    let start = ContinuousClock.now
    let estimate = try estimator.estimate(
      model, on: images, pixelMode: pixelMode, seed: seed, team: team,
      progress: { share in if line.isDue { line.show(["log p(x): \(Int(share * 100)) %"]) } })
    return LikelihoodReport(
      estimator: name.rawValue, estimate, seconds: (ContinuousClock.now - start) / .seconds(1))
  }
}

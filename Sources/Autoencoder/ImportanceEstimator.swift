import Compute

/// log p(x) by importance sampling, log 1/S Σ p(x, z_s) / r(z_s), from a mixture r of q(z|x) and the prior.
///
/// With q alone it is the estimator of Burda et al. 2016, far too low where q sits in a wrong mode of the posterior. A
/// share of prior draws finds the others where L is small. Each part of the mixture gives its exact share of the S
/// samples, and all are weighed by the whole mixture (Veach and Guibas 1995, the balance heuristic).
public struct ImportanceEstimator: LogLikelihoodEstimator {
  /// S, samples an image.
  public let samples: Int
  /// The samples of q(z|x) among the S.
  public let posteriorSamples: Int

  /// Precondition: `samples ≥ 1`, and `posteriorShare` is of 0…1.
  public init(samples: Int = 5_000, posteriorShare: Double = 0.5) {
    precondition(samples > 0 && (0...1).contains(posteriorShare), "\(samples) samples, \(posteriorShare)")
    self.samples = samples
    posteriorSamples = Int((Double(samples) * posteriorShare).rounded())
  }

  public func estimate(
    _ model: VariationalAutoencoder, pixels: [UInt8], count: Int, random: RandomStream, team: ThreadTeam,
    progress: (Double) -> Void
  ) -> LogLikelihoodEstimate {
    let architecture = model.architecture
    let workspace = Workspace(
      architecture, batchSize: min(count, 10), samples: min(samples, 100), team: team)
    let posterior = model.encode(pixels: pixels, count: count, workspace: workspace)
    var means: [LogMean] = []
    for first in stride(from: 0, to: count, by: workspace.batchSize) {
      let images = first..<min(count, first + workspace.batchSize)
      var logWeights = Array(repeating: [Double](), count: images.count)
      for start in stride(from: 0, to: samples, by: workspace.samples) {
        let numbers = start..<min(samples, start + workspace.samples)
        let draws = proposals(images, numbers, from: posterior, random)
        let density = JointDensity(
          model, pixels: pixels[(first * architecture.pixelCount)...], count: images.count,
          positionsPerImage: numbers.count, workspace: workspace)
        let logJoints = density.logDensities(at: draws.positions)
        for row in logJoints.indices {
          logWeights[row / numbers.count].append(logJoints[row] - draws.logDensities[row])
        }
      }
      means += logWeights.map { LogMean(logWeights: $0) }
      progress(Double(images.upperBound) / Double(count))
    }
    return LogLikelihoodEstimate(means, samples: samples)
  }

  /// The samples numbered `numbers` of some images, a row each, with log r of each. Sample s of image i takes the draws
  /// (i·S + s)·L on.
  private func proposals(
    _ images: Range<Int>, _ numbers: Range<Int>, from posterior: Posterior, _ random: RandomStream
  ) -> (positions: Matrix, logDensities: [Double]) {
    let size = posterior.mean.columns
    var positions = Matrix(rows: images.count * numbers.count, columns: size)
    var row = 0
    var logPosteriors: [Double] = []
    for image in images {
      let normal = DiagonalNormal(posterior, row: image)
      for number in numbers {
        var stream = random
        stream.index &+= UInt64((image * samples + number) * size)
        for unit in 0..<size {
          let noise = stream.normal()
          positions[row, unit] = number < posteriorSamples ? normal.position(noise, unit) : noise
        }
        logPosteriors.append(normal.logDensity(positions.row(row)))
        row += 1
      }
    }
    let share = Double(posteriorSamples) / Double(samples)
    let logDensities = zip(logPosteriors, positions.logPriors).map { logPosterior, logPrior in
      logSumExp([log(share) + logPosterior, log(1 - share) + logPrior])
    }
    return (positions, logDensities)
  }
}

/// q(z|x) of one image.
private struct DiagonalNormal {
  private let mean, deviations: [Float]
  private let constant: Double

  init(_ posterior: Posterior, row: Int) {
    mean = Array(posterior.mean.row(row))
    let logVariances = posterior.logVariance.row(row).map(Double.init)
    deviations = logVariances.map { Float(exp(0.5 * $0)) }
    constant = logVariances.reduce(0) { $0 - 0.5 * ($1 + logTwoPi) }
  }

  func position(_ noise: Float, _ unit: Int) -> Float { mean[unit] + deviations[unit] * noise }

  func logDensity(_ z: ArraySlice<Float>) -> Double {
    zip(z, zip(mean, deviations)).reduce(constant) { sum, part in
      let distance = Double(part.0 - part.1.0) / Double(part.1.1)
      return sum - 0.5 * distance * distance
    }
  }
}

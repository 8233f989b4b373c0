import Compute

/// log p(x) as the paper estimates it for few latent dimensions (Kingma & Welling 2014, appendix D): samples of p(z|x)
/// by Hamiltonian Monte Carlo, a normal density q fitted to one part of them, and over the other part
/// 1/p(x) = E[q(z) / (p(z) p(x|z))].
///
/// A chain does not leave a wrong mode, so it starts from one of many draws of the prior, resampled by p(x|z). Beside
/// the paper's estimate stands importance sampling from the same normal, widened.
public struct HMCDensityEstimator: LogLikelihoodEstimator {
  /// M, draws of the prior among which the chains' starts are chosen.
  public let priorDraws: Int
  /// Chains an image.
  public let chains: Int
  /// Transitions of a chain before its first sample, and from a sample to the next.
  public let burnIn, thinning: Int
  public let leapfrogSteps: Int
  /// Samples an image that the normal is fitted to; as many others are averaged.
  public let samples: Int
  /// Samples an image of importance sampling.
  public let importanceSamples: Int

  /// Precondition: `samples` and `importanceSamples` are multiples of `chains`, and `samples` is more than one.
  public init(
    priorDraws: Int = 10_000, chains: Int = 10, burnIn: Int = 50, thinning: Int = 5, leapfrogSteps: Int = 4,
    samples: Int = 50, importanceSamples: Int = 500
  ) {
    precondition(samples > 1 && samples % chains == 0, "\(samples) samples of \(chains) chains")
    precondition(importanceSamples % chains == 0, "\(importanceSamples) samples of \(chains) chains")
    precondition(
      priorDraws > 0 && thinning > 0, "\(priorDraws) draws of the prior, every \(thinning)th sample")
    self.priorDraws = priorDraws
    self.chains = chains
    self.burnIn = burnIn
    self.thinning = thinning
    self.leapfrogSteps = leapfrogSteps
    self.samples = samples
    self.importanceSamples = importanceSamples
  }

  /// The name of the estimate beside the paper's: importance sampling from q with standard deviations 1.2 times as large.
  public static let widenedName = "importance, 1.2 × q"

  public func estimate(
    _ model: VariationalAutoencoder, pixels: [UInt8], count: Int, random: RandomStream, team: ThreadTeam,
    progress: (Double) -> Void
  ) -> LogLikelihoodEstimate {
    let workspace = Workspace(
      model.architecture, batchSize: min(count, max(1, 200 / chains)), samples: chains, team: team)
    let size = model.architecture.pixelCount
    let starts = starts(model, pixels, count, random, team)
    var (reciprocals, weighted) = ([LogMean](), [LogMean]())
    for first in stride(from: 0, to: count, by: workspace.batchSize) {
      let images = first..<min(count, first + workspace.batchSize)
      let density = JointDensity(
        model, pixels: pixels[(first * size)...], count: images.count, positionsPerImage: chains,
        workspace: workspace)
      let drawn = sample(density, from: starts, images, random)
      let normals = drawn.map { MultivariateNormal(fitting: $0.fitted, ridge: 1e-10) }
      for (normal, samples) in zip(normals, drawn) {
        reciprocals.append(
          LogMean(logWeights: samples.averaged.map { normal.logDensity($0.position) - $0.logJoint }))
      }
      weighted += importance(density, normals.map { $0.widened(by: 1.2) }, images, random)
      progress(Double(images.upperBound) / Double(count))
    }
    var result = LogLikelihoodEstimate(reciprocals, samples: samples, sign: -1)
    let beside = LogLikelihoodEstimate(weighted, samples: importanceSamples)
    result.warning = warning(result, beside, latentSize: model.architecture.latentSize)
    result.alternatives[Self.widenedName] = beside
    return result
  }

  private func warning(
    _ result: LogLikelihoodEstimate, _ beside: LogLikelihoodEstimate, latentSize: Int
  ) -> String? {
    let apart = zip(result.values, beside.values).count { !(abs($0 - $1) <= 1) }
    let warnings = [
      latentSize < 5 ? nil : "The estimator is meant for fewer than 5 latent dimensions.",
      result.warning,
      apart == 0
        ? nil
        : "For \(apart) of \(result.values.count) images the two estimates differ by more than a nat: "
          + "a normal density does not suit their posterior.",
    ].compactMap { $0 }
    return warnings.isEmpty ? nil : warnings.joined(separator: " ")
  }
}

/// Which of the streams after `random.stream` serves which purpose; the chains take those from `chains` on.
private enum Purpose: UInt64 {
  case priorDraws, starts, importance, chains

  func stream(_ random: RandomStream) -> RandomStream {
    RandomStream(seed: random.seed, stream: random.stream &+ rawValue, index: random.index)
  }
}

extension HMCDensityEstimator {
  /// The samples of one image's chains.
  private struct Samples {
    var fitted: [ArraySlice<Float>] = []
    var averaged: [(position: ArraySlice<Float>, logJoint: Double)] = []
  }

  /// N·C × L: for each chain a draw of the prior, chosen with probability p(x|z) among all.
  private func starts(
    _ model: VariationalAutoencoder, _ pixels: [UInt8], _ count: Int, _ random: RandomStream,
    _ team: ThreadTeam
  ) -> Matrix {
    let (size, latents) = (model.architecture.pixelCount, model.architecture.latentSize)
    var stream = Purpose.priorDraws.stream(random)
    let draws = Matrix(
      rows: priorDraws, columns: latents, elements: (0..<priorDraws * latents).map { _ in stream.normal() })
    var choice = Purpose.starts.stream(random)
    var starts: [Float] = []
    for first in stride(from: 0, to: count, by: 500) {
      let images = first..<min(count, first + 500)
      let logLikelihoods = LikelihoodTable(
        model, pixels: pixels[(first * size)...], count: images.count, team: team
      ).logLikelihoods(at: draws)
      for image in 0..<images.count {
        let cumulative = cumulativeShares((0..<priorDraws).map { logLikelihoods.row($0)[image] })
        for _ in 0..<chains {
          let threshold = Double(choice.uniform()) * cumulative.last!
          let chosen = cumulative.firstIndex { $0 > threshold } ?? 0
          starts += draws.row(chosen)
        }
      }
    }
    return Matrix(rows: count * chains, columns: latents, elements: starts)
  }

  /// Σ exp(x) up to each number, divided by the largest term.
  private func cumulativeShares(_ logarithms: [Float]) -> [Double] {
    let highest = logarithms.max() ?? 0
    var sum = 0.0
    return logarithms.map {
      sum += exp(Double($0 - highest))
      return sum
    }
  }

  /// Runs the chains of a batch of images.
  private func sample(
    _ density: JointDensity, from starts: Matrix, _ images: Range<Int>, _ random: RandomStream
  ) -> [Samples] {
    let rows = images.lowerBound * chains..<images.upperBound * chains
    var state = HamiltonianChains(
      at: starts.rows(rows), of: density, random: Purpose.chains.stream(random), firstChain: rows.lowerBound)
    for _ in 0..<burnIn { state.advance(over: density, leapfrogSteps: leapfrogSteps, adaption: .burnIn) }
    var samples = Array(repeating: Samples(), count: images.count)
    let rounds = self.samples / chains
    for round in 0..<2 * rounds {
      for _ in 0..<thinning {
        state.advance(over: density, leapfrogSteps: leapfrogSteps, adaption: .frozen)
      }
      for row in 0..<rows.count {
        let position = state.positions.row(row)
        if round < rounds {
          samples[row / chains].fitted.append(position)
        } else {
          samples[row / chains].averaged.append((position, state.point.logDensities[row]))
        }
      }
    }
    return samples
  }

  /// Importance sampling from a normal density for each image. Sample s of image i takes the draws (i·S + s)·L on.
  private func importance(
    _ density: JointDensity, _ normals: [MultivariateNormal], _ images: Range<Int>, _ random: RandomStream
  ) -> [LogMean] {
    let latents = normals[0].mean.count
    let rounds = importanceSamples / chains
    var logWeights = Array(repeating: [Double](), count: images.count)
    for round in 0..<rounds {
      var elements: [Float] = []
      for (image, normal) in zip(images, normals) {
        var stream = Purpose.importance.stream(random)
        stream.index &+= UInt64((image * rounds + round) * chains * latents)
        for _ in 0..<chains {
          elements += normal.position((0..<latents).map { _ in stream.normal() })
        }
      }
      let positions = Matrix(rows: images.count * chains, columns: latents, elements: elements)
      for (row, logJoint) in density.logDensities(at: positions).enumerated() {
        let image = row / chains
        logWeights[image].append(logJoint - normals[image].logDensity(positions.row(row)))
      }
    }
    return logWeights.map { LogMean(logWeights: $0) }
  }
}

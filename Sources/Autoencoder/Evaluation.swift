import Compute

/// The evaluation of a model on a set of images, in nats per image.
public struct Evaluation: Sendable {
  /// `reconstruction − klDivergence`.
  public let elbo: Estimate
  /// E_q[log p(x|z)], estimated with K samples per image.
  public let reconstruction: Estimate
  /// KL(q(z|x) ‖ N(0, I)), in closed form.
  public let klDivergence: Estimate
  /// The divergence of each latent dimension; L estimates.
  public let klPerDimension: [Estimate]
  /// Var_x(E_q[u]) of each latent dimension.
  public let meanVariances: [Double]

  /// The means without their standard errors.
  public var bound: ELBO {
    ELBO(elbo: elbo.mean, reconstruction: reconstruction.mean, klDivergence: klDivergence.mean)
  }

  /// Latent dimensions whose mean varies over the images: Var_x(E_q[u]) > 0.01 (Burda et al. 2016, section 5.2).
  public var activeUnits: Int { meanVariances.count { $0 > 0.01 } }
}

extension VariationalAutoencoder {
  /// The evidence lower bound of images, with the same noise whenever `noise` is the same. It is measured alike whatever
  /// the model was trained to ascend.
  ///
  /// - Parameters:
  ///   - pixels: N × D bytes.
  ///   - samples: K, noise samples per image.
  /// - Throws: `NonFiniteError` where the bound is not a number.
  public func evaluate(
    pixels: [UInt8], count: Int, samples: Int = 1, noise: RandomStream, workspace: Workspace
  ) throws(NonFiniteError) -> Evaluation {
    precondition(count > 0 && pixels.count >= count * architecture.pixelCount, "\(count) images")
    var tally = EvaluationTally(latentSize: architecture.latentSize)
    for first in stride(from: 0, to: count, by: workspace.batchSize) {
      let batch = first..<min(count, first + workspace.batchSize)
      load(pixels, batch, samples: samples, noise: noise, workspace)
      withNetwork { workspace.evaluate($0) }
      tally.add(workspace)
    }
    let evaluation = tally.evaluation
    guard evaluation.elbo.mean.isFinite else {
      throw NonFiniteError(tensor: parameters.firstNonFiniteTensor?.name ?? "log p(x|z)")
    }
    return evaluation
  }

  /// The evidence lower bound of each image, as `evaluate` measures it; NaN where it is not a number.
  ///
  /// - Parameters:
  ///   - pixels: N × D bytes.
  ///   - samples: K, noise samples per image.
  ///   - noise: image n takes the K·L draws from n·K·L on, so that its bound is the same in whatever batch it is.
  public func bounds(
    pixels: [UInt8], count: Int, samples: Int, noise: RandomStream, workspace: Workspace
  ) -> [ELBO] {
    precondition(pixels.count >= count * architecture.pixelCount, "\(pixels.count) bytes for \(count) images")
    var bounds: [ELBO] = []
    for first in stride(from: 0, to: count, by: workspace.batchSize) {
      let batch = first..<min(count, first + workspace.batchSize)
      load(pixels, batch, samples: samples, noise: noise, workspace)
      withNetwork { workspace.evaluate($0) }
      bounds += (0..<batch.count).map(workspace.bound(ofImage:))
    }
    return bounds
  }

  /// The importance-weighted estimate of log p(x), log 1/S Σ p(x, z_s)/q(z_s|x) (Burda et al. 2016).
  ///
  /// - Parameters:
  ///   - importanceSamples: S; 5,000 for a figure to be reported.
  /// - Returns: the mean over the images.
  public func logLikelihood(
    pixels: [UInt8], count: Int, importanceSamples: Int, noise: RandomStream, team: ThreadTeam,
    progress: (Int) -> Void = { _ in }
  ) -> Estimate {
    precondition(importanceSamples > 0 && count > 0, "\(importanceSamples) samples of \(count) images")
    let samples = min(importanceSamples, 100)
    let workspace = Workspace(architecture, batchSize: min(count, 10), samples: samples, team: team)
    var values: [Double] = []
    for first in stride(from: 0, to: count, by: workspace.batchSize) {
      let batch = first..<min(count, first + workspace.batchSize)
      var logWeights = Array(repeating: [Double](), count: batch.count)
      for start in stride(from: 0, to: importanceSamples, by: samples) {
        let drawn = min(samples, importanceSamples - start)
        var stream = noise
        stream.index &+= UInt64(count * start * architecture.latentSize)
        load(pixels, batch, samples: drawn, noise: stream, workspace)
        withNetwork { workspace.weigh($0) }
        for image in 0..<batch.count {
          logWeights[image] += workspace.sampleRows(image..<image + 1).map { workspace.logProbabilities[$0] }
        }
      }
      values += logWeights.map { logSumExp($0) - log(Double(importanceSamples)) }
      progress(batch.upperBound)
    }
    return Estimate(values)
  }

  /// Takes in a range of images, whose noise begins at the range's own place in the stream.
  private func load(
    _ pixels: [UInt8], _ batch: Range<Int>, samples: Int, noise: RandomStream, _ workspace: Workspace
  ) {
    var noise = noise
    noise.index &+= UInt64(batch.lowerBound * samples * architecture.latentSize)
    pixels.withUnsafeBufferPointer { bytes in
      let images = UnsafeBufferPointer(rebasing: bytes[(batch.lowerBound * architecture.pixelCount)...])
      workspace.load(images, count: batch.count, samples: samples, noise: noise)
    }
  }

  private func withNetwork(_ body: (NetworkMemory) -> Void) {
    parameters.block.withUnsafePointer { body(NetworkMemory(reading: parameters.layout, at: $0)) }
  }
}

extension Workspace {
  /// The bound of an image after a forward pass, its noise samples averaged.
  fileprivate func bound(ofImage image: Int) -> ELBO {
    let rows = sampleRows(image..<image + 1)
    let reconstruction = rows.reduce(0) { $0 + logProbabilities[$1] } / Double(rows.count)
    let divergence = divergences[image]
    return ELBO(
      elbo: reconstruction - divergence, reconstruction: reconstruction, klDivergence: divergence)
  }
}

/// The numbers of the images seen so far.
private struct EvaluationTally {
  private var reconstructions: [Double] = []
  private var divergences: [Double] = []
  private var klPerDimension: [EstimateTally]
  private var meanSums: [Double]
  private var meanSquares: [Double]

  init(latentSize: Int) {
    klPerDimension = Array(repeating: EstimateTally(), count: latentSize)
    meanSums = Array(repeating: 0, count: latentSize)
    meanSquares = meanSums
  }

  mutating func add(_ workspace: Workspace) {
    for image in 0..<workspace.count {
      let bound = workspace.bound(ofImage: image)
      reconstructions.append(bound.reconstruction)
      divergences.append(bound.klDivergence)
      let (means, parts) = (workspace.heads.row(image), workspace.divergence.row(image))
      for unit in meanSums.indices {
        meanSums[unit] += Double(means[unit])
        meanSquares[unit] += Double(means[unit]) * Double(means[unit])
        klPerDimension[unit].add(Double(parts[unit]))
      }
    }
  }

  var evaluation: Evaluation {
    let count = Double(reconstructions.count)
    return Evaluation(
      elbo: Estimate(zip(reconstructions, divergences).map { $0 - $1 }),
      reconstruction: Estimate(reconstructions), klDivergence: Estimate(divergences),
      klPerDimension: klPerDimension.map(\.estimate),
      meanVariances: zip(meanSums, meanSquares).map { sum, squares in
        squares / count - (sum / count) * (sum / count)
      })
  }
}

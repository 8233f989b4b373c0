import Autoencoder
import Compute
import Foundation
import Testing

/// Encoding, decoding and evaluation against the reference model.
@Suite struct InferenceTests {
  @Test(arguments: Likelihood.allCases, Activation.allCases)
  func encodingAndDecodingAreTheReferences(likelihood: Likelihood, activation: Activation) {
    for density in [Float(0.2), 0.9] {
      let model = smallModel(hiddenSizes: [9, 6], activation: activation, likelihood: likelihood)
      let architecture = model.architecture
      let reference = ReferenceModel(model)
      let count = 23
      let pixels = somePixels(count, of: architecture, density: density)
      // Batches of 10, 10 and 3.
      let workspace = Workspace(architecture, 10, threads: 2)
      let posterior = model.encode(pixels: pixels, count: count, workspace: workspace)
      let distribution = model.decode(posterior.mean, workspace: workspace)
      for index in 0..<count {
        let image = pixels[index * 12..<(index + 1) * 12].map { Double($0) / 255 }
        let (mean, logVariance) = reference.encode(image)
        #expect(zip(posterior.mean.row(index), mean).allSatisfy { isClose(Double($0), $1, 3e-6) })
        #expect(
          zip(posterior.logVariance.row(index), logVariance).allSatisfy { isClose(Double($0), $1, 3e-6) })
        let decoded = reference.decode(posterior.mean.row(index).map(Double.init))
        #expect(zip(distribution.mean.row(index), decoded.mean).allSatisfy { isClose(Double($0), $1, 3e-6) })
        #expect((distribution.logVariance != nil) == (likelihood == .gaussian))
        if let found = distribution.logVariance {
          #expect(zip(found.row(index), decoded.logVariance!).allSatisfy { isClose(Double($0), $1, 3e-6) })
        }
      }
      // Without a workspace: the same.
      #expect(model.encode(pixels: pixels, count: count).mean == posterior.mean)
      #expect(model.decode(posterior.mean).mean == distribution.mean)
    }
  }

  @Test func nothingEncodesAndDecodesToNothing() {
    let model = smallModel()
    #expect(model.encode(pixels: [], count: 0).mean.rows == 0)
    #expect(model.decode(Matrix(rows: 0, columns: 3)).mean.rows == 0)
  }

  @Test(arguments: Likelihood.allCases)
  func evaluationIsTheReferences(likelihood: Likelihood) throws {
    let model = smallModel(likelihood: likelihood)
    let (count, samples) = (13, 2)
    let pixels = somePixels(count, of: model.architecture)
    let stream = RandomStream(seed: 3, stream: 4)
    let evaluate = { (batch: Int, threads: Int) in
      try model.evaluate(
        pixels: pixels, count: count, samples: samples, noise: stream,
        workspace: Workspace(model.architecture, batch, samples: 3, threads: threads))
    }
    let found = try evaluate(5, 1)
    let reference = ReferenceModel(model)
    let noise = draws(count * samples * 3, from: stream)
    let bounds = (0..<count).map { image in
      reference.bound(
        Array(pixels[image * 12..<(image + 1) * 12]), Objective(samples: samples),
        noise: Array(noise[image * samples * 3..<(image + 1) * samples * 3]))
    }
    for (estimate, values) in [
      (found.elbo, bounds.map(\.elbo)), (found.reconstruction, bounds.map(\.reconstruction)),
      (found.klDivergence, bounds.map(\.klDivergence)),
    ] {
      let mean = values.reduce(0, +) / Double(count)
      let variance = values.reduce(0) { $0 + ($1 - mean) * ($1 - mean) } / Double(count - 1)
      #expect(isClose(estimate.mean, mean))
      #expect(isClose(estimate.standardError, (variance / Double(count)).squareRoot()))
    }
    let means = model.encode(pixels: pixels, count: count).mean
    for unit in 0..<3 {
      let values = (0..<count).map { Double(means[$0, unit]) }
      let mean = values.reduce(0, +) / Double(count)
      let variance = values.reduce(0) { $0 + ($1 - mean) * ($1 - mean) } / Double(count)
      #expect(isClose(found.meanVariances[unit], variance))
    }
    #expect(found.activeUnits == found.meanVariances.count { $0 > 0.01 })
    // The same noise gives the same numbers, whatever the batches and the threads.
    for other in [try evaluate(5, 1), try evaluate(13, 3), try evaluate(1, 2)] {
      #expect(other.elbo == found.elbo && other.klPerDimension == found.klPerDimension)
      #expect(other.reconstruction == found.reconstruction && other.meanVariances == found.meanVariances)
    }
  }

  @Test func logLikelihoodIsAboveTheBoundAndTheReferences() throws {
    let model = smallModel(likelihood: .gaussian)
    let (count, samples) = (12, 150)
    let pixels = somePixels(count, of: model.architecture)
    let stream = RandomStream(seed: 3, stream: 5)
    let elbo = try model.evaluate(
      pixels: pixels, count: count, samples: 100, noise: stream,
      workspace: Workspace(model.architecture, count, samples: 100)
    ).elbo
    var seen: [Int] = []
    let found = model.logLikelihood(
      pixels: pixels, count: count, importanceSamples: samples, noise: stream,
      team: ThreadTeam(threadCount: 1)
    ) { seen.append($0) }
    #expect(seen == [10, 12])
    #expect(found.mean >= elbo.mean)
    // Its noise comes in chunks of 100 samples for all images, then the rest.
    let noise = draws(count * samples * 3, from: stream)
    let reference = ReferenceModel(model)
    let expected = (0..<count).map { image in
      let first = noise[image * 300..<(image + 1) * 300]
      let rest = noise[count * 300 + image * 150..<count * 300 + (image + 1) * 150]
      return reference.bound(
        Array(pixels[image * 12..<(image + 1) * 12]), Objective(.iwae, samples: samples),
        noise: Array(first + rest)
      ).objective
    }
    #expect(isClose(found.mean, expected.reduce(0, +) / Double(count)))
    let again = model.logLikelihood(
      pixels: pixels, count: count, importanceSamples: samples, noise: stream,
      team: ThreadTeam(threadCount: 3))
    #expect(again == found)
  }

  /// The estimates of single dimensions are those of the posterior's own divergence.
  @Test func theDivergenceOfADimensionIsThatOfItsPosterior() throws {
    let model = smallModel(hiddenSizes: [9, 6])
    let pixels = somePixels(23, of: model.architecture)
    let workspace = Workspace(model.architecture, 10, threads: 2)
    let found = try model.evaluate(
      pixels: pixels, count: 23, noise: RandomStream(seed: 1, stream: 1), workspace: workspace)
    let posterior = model.encode(pixels: pixels, count: 23, workspace: workspace)
    for unit in 0..<3 {
      let expected = Estimate(
        (0..<23).map { image in
          let (mean, logVariance) = (posterior.mean[image, unit], posterior.logVariance[image, unit])
          return Double(-0.5 * (1 + logVariance - mean * mean - exp(logVariance)))
        })
      #expect(isClose(found.klPerDimension[unit].mean, expected.mean, 1e-6))
      #expect(isClose(found.klPerDimension[unit].standardError, expected.standardError, 1e-6))
    }
  }

  @Test func anEstimateIsMeanAndStandardError() {
    let estimate = Estimate([1, 2, 3, 4])
    #expect(estimate.mean == 2.5 && isClose(estimate.standardError, 0.645_497_224_4, 1e-9))
    #expect(Estimate([7]).standardError == 0)
    #expect(logSumExp([1000, 1000]) == 1000 + 0.693_147_180_559_945_3)
    #expect(logSumExp([-.infinity, 0]) == 0 && logSumExp([Double]()) == -.infinity)
  }
}

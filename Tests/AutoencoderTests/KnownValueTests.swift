import Autoencoder
import Compute
import Foundation
import Testing

/// Models whose bound, likelihood and divergence are known in closed form.
@Suite struct KnownValueTests {
  private let halfLog2Pi = 0.918_938_533_204_672_8

  /// All weights zero, so that the biases alone say what comes out.
  private func model(
    _ likelihood: Likelihood, pixels: Int = 6, latentSize: Int = 2, biases: [String: [Float]]
  ) -> VariationalAutoencoder {
    var model = VariationalAutoencoder(
      Architecture(
        imageShape: ImageShape(height: 1, width: pixels), hiddenSizes: [3], latentSize: latentSize,
        likelihood: likelihood))
    for tensor in model.parameters.layout.tensors {
      if let bias = biases[tensor.name] { model.parameters.setValues(of: tensor, to: bias) }
    }
    return model
  }

  private func evaluate(_ model: VariationalAutoencoder, _ pixels: [UInt8], samples: Int = 1) throws
    -> Evaluation
  {
    let count = pixels.count / model.architecture.pixelCount
    return try model.evaluate(
      pixels: pixels, count: count, samples: samples, noise: RandomStream(seed: 1, stream: 1),
      workspace: Workspace(model.architecture, count, samples: samples))
  }

  @Test func logNormalAtKnownPoints() throws {
    // Mean ½ everywhere; at distance ½ with variance 1, and with variance ¼.
    let unit = model(.gaussian, biases: [:])
    let one = try evaluate(unit, Array(repeating: 255, count: 6))
    #expect(isClose(one.reconstruction.mean, 6 * (-halfLog2Pi - 0.125), 1e-6))
    #expect(one.klDivergence.mean == 0)
    let narrow = model(
      .gaussian, biases: ["decoder.logVariance.bias": Array(repeating: -1.386_294_4, count: 6)])
    let two = try evaluate(narrow, Array(repeating: 0, count: 6))
    #expect(isClose(two.reconstruction.mean, 6 * (-halfLog2Pi + 0.693_147_180_559_945_3 - 0.5), 1e-6))
    // Beyond the clamp the variance stays at e⁶ and e⁻¹⁴.
    let wide = model(.gaussian, biases: ["decoder.logVariance.bias": Array(repeating: 50, count: 6)])
    let expected: Double = 6 * (-halfLog2Pi - 3 - 0.125 * 2.478_752_176_666_358_5e-3)
    #expect(isClose(try evaluate(wide, Array(repeating: 0, count: 6)).elbo.mean, expected, 1e-6))
    #expect(wide.decode(Matrix(rows: 1, columns: 2)).logVariance?.elements == Array(repeating: 6, count: 6))
    let sharp = model(.gaussian, biases: ["decoder.logVariance.bias": Array(repeating: -50, count: 6)])
    let sharpest: Double = 6 * (-halfLog2Pi + 7 - 0.125 * 1_202_604.284_164_776_8)
    #expect(isClose(try evaluate(sharp, Array(repeating: 0, count: 6)).elbo.mean, sharpest, 1e-6))
  }

  @Test func bernoulliFromLargeLogits() throws {
    let logits: [Float] = [0, 2, -2, 200, -200, 1e4]
    let network = model(.bernoulli, biases: ["decoder.logits.bias": logits])
    let ink = try evaluate(network, [255, 255, 255, 255, 0, 255])
    // log(1 + e²), the price of a logit of 2 on the wrong side; on the right side it is 2 less.
    let price = 2.126_928_011_042_972
    #expect(isClose(ink.elbo.mean, -log(2.0) - (price - 2) - price, 1e-6))
    let wrong = try evaluate(network, [0, 0, 0, 0, 255, 0])
    #expect(isClose(wrong.elbo.mean, -log(2.0) - price - (price - 2) - 10_400, 1e-6))
    let probabilities = network.decode(Matrix(rows: 1, columns: 2)).mean.elements
    #expect(probabilities[3] == 1 && probabilities[4] < 1e-37 && probabilities[5] == 1)
  }

  /// The closed form against an average of log q(z|x) − log p(z) over draws of q.
  @Test func divergenceIsWhatMonteCarloFinds() throws {
    let (mean, logVariance): ([Float], [Float]) = ([0.7, -1.2], [-1.5, 0.4])
    let network = model(
      .bernoulli, biases: ["encoder.mean.bias": mean, "encoder.logVariance.bias": logVariance])
    let evaluation = try evaluate(network, Array(repeating: 9, count: 6))
    var random = RandomStream(seed: 2, stream: 2)
    let values = (0..<20_000).map { _ -> Double in
      var value = 0.0
      for unit in 0..<2 {
        let (noise, logVariance) = (Double(random.normal()), Double(logVariance[unit]))
        let z: Double = Double(mean[unit]) + exp(0.5 * logVariance) * noise
        value += 0.5 * (z * z - noise * noise - logVariance)
      }
      return value
    }
    let estimate = Estimate(values)
    #expect(abs(evaluation.klDivergence.mean - estimate.mean) < 4 * estimate.standardError)
    #expect(isClose(evaluation.klPerDimension.reduce(0) { $0 + $1.mean }, evaluation.klDivergence.mean, 1e-6))
  }

  /// With a decoder that ignores z, log p(x) is log p(x|z), however many samples.
  @Test(arguments: Likelihood.allCases)
  func logLikelihoodIsExactWhereItIsKnown(likelihood: Likelihood) throws {
    let head = likelihood == .bernoulli ? "decoder.logits.bias" : "decoder.mean.bias"
    let biases: [String: [Float]] = [head: [0.3, -1, 2, 0, 0.5, -0.2]]
    let network = model(likelihood, biases: biases)
    let pixels = somePixels(7, of: network.architecture)
    let exact = try evaluate(network, pixels)
    #expect(exact.klDivergence.mean == 0)
    for samples in [1, 3, 250] {
      let found = network.logLikelihood(
        pixels: pixels, count: 7, importanceSamples: samples, noise: RandomStream(seed: 1, stream: 2),
        team: ThreadTeam(threadCount: 2))
      #expect(isClose(found.mean, exact.elbo.mean, 1e-6))
      #expect(isClose(found.standardError, exact.elbo.standardError, 1e-5))
    }
    // A posterior that is not the prior loosens the bound, not the estimate.
    let shifted = model(
      likelihood,
      biases: biases.merging(["encoder.mean.bias": [0.5, -0.4], "encoder.logVariance.bias": [-0.3, 0.2]]) {
        $1
      })
    let loose = try evaluate(shifted, pixels)
    let kl: Double = 0.5 * (0.25 + 0.740_818_220_681_717_9 - 0.7 + 0.16 + 1.221_402_758_160_169_8 - 1.2)
    #expect(isClose(loose.klDivergence.mean, kl, 1e-6))
    #expect(isClose(loose.elbo.mean, exact.elbo.mean - kl, 1e-6))
    let found = shifted.logLikelihood(
      pixels: pixels, count: 7, importanceSamples: 5_000, noise: RandomStream(seed: 1, stream: 3),
      team: ThreadTeam(threadCount: 2))
    #expect(abs(found.mean - exact.elbo.mean) < 0.03)
  }
}

import Compute
import Testing

@testable import Autoencoder

/// Estimators of log p(x) against an integral of the reference model, and against each other.
@Suite struct EstimatorTests {
  private let random = RandomStream(seed: 11, stream: 40)
  private let team = ThreadTeam(threadCount: 1)

  /// A network whose posteriors are narrower than the prior, but of one mode.
  private func sharpModel(latentSize: Int, likelihood: Likelihood = .bernoulli) -> VariationalAutoencoder {
    var model = smallModel(
      ImageShape(height: 5, width: 5), hiddenSizes: [8, 6], latentSize: latentSize, likelihood: likelihood)
    for index in 0..<model.parameters.block.count { model.parameters.block[index] *= 3 }
    return model
  }

  /// log ∫ p(x|z) p(z) dz by the midpoint rule, in double precision.
  private func integral(_ model: VariationalAutoencoder, image: [UInt8], spacing: Double) -> Double {
    let reference = ReferenceModel(model)
    let x = image.map { Double($0) / 255 }
    let side = Array(stride(from: -7 + spacing / 2, to: 7, by: spacing))
    let points =
      model.architecture.latentSize == 1 ? side.map { [$0] } : side.flatMap { a in side.map { [a, $0] } }
    let logCell = log(spacing) * Double(model.architecture.latentSize)
    return logSumExp(points.map { reference.logJoint(x, latent: $0) }) + logCell
  }

  @Test(arguments: Likelihood.allCases)
  func theTableIsLogLikelihoodsOfEachPair(likelihood: Likelihood) {
    let model = sharpModel(latentSize: 2, likelihood: likelihood)
    let (count, size) = (18, model.architecture.pixelCount)
    let pixels = somePixels(count, of: model.architecture)
    let positions = Matrix(rows: 230, columns: 2, elements: draws(460, from: random))
    let table = LikelihoodTable(model, pixels: pixels[...], count: count, team: ThreadTeam(threadCount: 2))
      .logLikelihoods(at: positions)
    let reference = ReferenceModel(model)
    for (row, image) in [(0, 0), (9, 17), (199, 3), (200, 16), (229, 17)] {
      let x = pixels[image * size..<(image + 1) * size].map { Double($0) / 255 }
      let expected = reference.logProbability(x, latent: positions.row(row).map(Double.init))
      #expect(isClose(Double(table.row(row)[image]), expected), "row \(row), image \(image)")
    }
  }

  @Test(arguments: Likelihood.allCases, [1, 2])
  func theGridIsTheIntegral(likelihood: Likelihood, latentSize: Int) {
    let model = sharpModel(latentSize: latentSize, likelihood: likelihood)
    let (count, size) = (2, model.architecture.pixelCount)
    let pixels = somePixels(count, of: model.architecture)
    let found = GridEstimator(halfWidth: 7, spacing: 0.4).estimate(
      model, pixels: pixels, count: count, random: random, team: team)
    for image in 0..<count {
      let expected = integral(
        model, image: Array(pixels[image * size..<(image + 1) * size]), spacing: latentSize == 1 ? 0.05 : 0.2)
      #expect(abs(found.values[image] - expected) < 0.02, "\(found.values[image]) instead of \(expected)")
    }
    #expect(found.warning == nil && found.spread <= 0.01 && found.effectiveSampleSizes == nil)
  }

  @Test func aGridThatIsTooCoarseSaysSo() {
    let model = sharpModel(latentSize: 2)
    let estimator = GridEstimator(spacing: 4, tolerance: 1e-9, pointLimit: 1)
    let found = estimator.estimate(
      model, pixels: somePixels(3, of: model.architecture), count: 3, random: random, team: team)
    #expect(found.warning?.hasPrefix("3 of 3 images") == true && found.samples == 81)
    #expect(estimator.obstacle(for: model.architecture) == nil)
    #expect(estimator.obstacle(for: smallModel().architecture)?.contains("the model has 3") == true)
  }

  /// All three come to the same.
  @Test(arguments: Likelihood.allCases)
  func estimatorsAgree(likelihood: Likelihood) {
    let model = sharpModel(latentSize: 2, likelihood: likelihood)
    let count = 4
    let pixels = somePixels(count, of: model.architecture)
    func estimate(_ estimator: some LogLikelihoodEstimator) -> LogLikelihoodEstimate {
      estimator.estimate(model, pixels: pixels, count: count, random: random, team: team)
    }
    let grid = estimate(GridEstimator(spacing: 0.2))
    let importance = estimate(ImportanceEstimator(samples: 1_000))
    let chains = estimate(
      HMCDensityEstimator(priorDraws: 1_000, chains: 25, burnIn: 20, thinning: 2, importanceSamples: 250))
    let beside = chains.alternatives[HMCDensityEstimator.widenedName]!
    for other in [importance, chains, beside] {
      #expect(other.warning == nil, "\(other.warning ?? "")")
      for image in 0..<count {
        let difference = other.values[image] - grid.values[image]
        #expect(abs(difference) < 4 * other.errors[image] + 0.02, "\(difference) ± \(other.errors[image])")
      }
    }
    #expect(beside.spread < chains.spread)
  }

  /// A decoder that sees no latent position: each estimator's value is log p(x|0), whatever it draws.
  @Test func aBlindDecoderHasTheLikelihoodItself() {
    let model = VariationalAutoencoder(
      Architecture(imageShape: ImageShape(height: 2, width: 3), hiddenSizes: [4], latentSize: 2))
    let pixels = somePixels(2, of: model.architecture)
    let expected = -6 * log(2.0)
    for estimator: any LogLikelihoodEstimator in [
      GridEstimator(spacing: 0.5), ImportanceEstimator(samples: 20),
    ] {
      let found = estimator.estimate(model, pixels: pixels, count: 2, random: random, team: team)
      #expect(found.values.allSatisfy { isClose($0, expected) }, "\(found.values)")
      #expect(found.spread < 1e-4)
    }
  }

  /// With q alone, and up to 100 samples, the draws and the figure are those of `logLikelihood`.
  @Test func importanceFromThePosteriorAloneIsTheOldFigure() {
    let model = smallModel()
    let (count, samples) = (12, 60)
    let pixels = somePixels(count, of: model.architecture)
    let old = model.logLikelihood(
      pixels: pixels, count: count, importanceSamples: samples, noise: random, team: team)
    let found = ImportanceEstimator(samples: samples, posteriorShare: 1).estimate(
      model, pixels: pixels, count: count, random: random, team: team)
    #expect(isClose(found.mean.mean, old.mean) && isClose(found.mean.standardError, old.standardError))
  }

  /// A decoder that is even in z has two modes; the encoder knows one of them.
  @Test func aShareOfThePriorFindsTheOtherMode() {
    let model = twoModedModel()
    let pixels = [UInt8](repeating: 128, count: 16)
    func estimate(_ estimator: some LogLikelihoodEstimator) -> LogLikelihoodEstimate {
      estimator.estimate(model, pixels: pixels, count: 1, random: random, team: team)
    }
    let grid = estimate(GridEstimator()).values[0]
    #expect(
      isClose(estimate(ImportanceEstimator(samples: 800, posteriorShare: 1)).values[0], grid - log(2), 0.03))
    #expect(isClose(estimate(ImportanceEstimator(samples: 800)).values[0], grid, 0.03))
  }

  /// Logits 6|z| − 6: grey pixels put the posterior at z = ±1; q sits at 1.
  private func twoModedModel() -> VariationalAutoencoder {
    var model = VariationalAutoencoder(
      Architecture(
        imageShape: ImageShape(height: 4, width: 4), hiddenSizes: [2], latentSize: 1, activation: .relu))
    for tensor in model.parameters.layout.tensors {
      let values: [Float]
      switch tensor.name {
      case "decoder.hidden.0.weight": values = [1, -1]
      case "decoder.logits.weight": values = Array(repeating: 6, count: tensor.count)
      case "decoder.logits.bias": values = Array(repeating: -6, count: tensor.count)
      case "encoder.mean.bias": values = [1]
      case "encoder.logVariance.bias": values = [-4]
      default: values = Array(repeating: 0, count: tensor.count)
      }
      model.parameters.setValues(of: tensor, to: values)
    }
    return model
  }

  @Test func aProposalThatMissesIsReported() {
    var model = sharpModel(latentSize: 2)
    for tensor in model.parameters.layout.tensors where tensor.name.hasPrefix("encoder") {
      let value: Float = tensor.name == "encoder.mean.bias" ? 5 : 0
      model.parameters.setValues(of: tensor, to: Array(repeating: value, count: tensor.count))
    }
    let found = ImportanceEstimator(samples: 40, posteriorShare: 1).estimate(
      model, pixels: somePixels(3, of: model.architecture), count: 3, random: random, team: team)
    #expect(found.doubtfulImages == 3)
    #expect(found.warning?.contains("3 of 3 images have an effective sample size below 10") == true)
  }

  @Test func threadsChangeNothing() {
    let model = smallModel(hiddenSizes: [9, 6], latentSize: 2)
    let pixels = somePixels(23, of: model.architecture)
    let estimators: [any LogLikelihoodEstimator] = [
      ImportanceEstimator(samples: 30), GridEstimator(spacing: 1, pointLimit: 1),
      HMCDensityEstimator(
        priorDraws: 300, chains: 5, burnIn: 3, thinning: 1, samples: 10, importanceSamples: 10),
    ]
    for estimator in estimators {
      var progress: [Double] = []
      let one = estimator.estimate(model, pixels: pixels, count: 23, random: random, team: team) {
        progress.append($0)
      }
      let three = estimator.estimate(
        model, pixels: pixels, count: 23, random: random, team: ThreadTeam(threadCount: 3))
      #expect(one == three)
      #expect(progress.last == 1 && progress == progress.sorted())
    }
  }

  @Test func aLogMeanHasItsErrorAndItsEffectiveSampleSize() {
    let equal = LogMean(logWeights: [-1000, -1000, -1000])
    #expect(isClose(equal.value, -1000) && equal.error < 1e-6 && isClose(equal.effectiveSampleSize, 3))
    let unequal = LogMean(logWeights: [log(1.0), log(3.0)])
    #expect(isClose(unequal.value, log(2.0)) && isClose(unequal.effectiveSampleSize, 16 / 10))
    // The standard deviation √2 of {1, 3}, over √2 draws and the mean 2.
    #expect(isClose(unequal.error, 0.5))
  }
}

import Compute
import Testing

@testable import Autoencoder

/// The posterior over weights as a distribution: its divergence, its two ways of being drawn, its bound on the evidence.
@Suite struct WeightPosteriorTests {
  @Test(arguments: WeightPosterior.Extent.allCases)
  func divergenceInClosedFormIsThatOfDraws(extent: WeightPosterior.Extent) {
    let test = FullBayesCase(extent)
    let exact = test.posterior.divergence(from: test.model.parameters)
    #expect(isClose(exact, test.divergence(test.reference), 1e-6))
    var estimate = MonteCarlo()
    let tensors = test.reachedTensors
    let means = tensors.map(test.model.parameters.values)
    let logVariances = tensors.map(test.posterior.logVariances.values)
    for index in 0..<1000 {
      let sample = test.posterior.sample(
        means: test.model.parameters, random: RandomStream(seed: 3, stream: UInt64(index)))
      var logRatio = 0.0
      for (number, tensor) in tensors.enumerated() {
        for (place, weight) in sample.values(of: tensor).enumerated() {
          let (distance, logVariance) = (weight - means[number][place], logVariances[number][place])
          let scaled = distance * distance * exp(-logVariance)
          logRatio += 0.5 * Double(weight * weight - scaled - logVariance)
        }
      }
      estimate.add(logRatio)
    }
    #expect(abs(estimate.mean - exact) < 4 * estimate.standardError)
    #expect(estimate.standardError < 0.01 * exact)
  }

  /// The bound and its gradients are the same in the mean whether pre-activations are drawn or whole networks.
  @Test(arguments: Likelihood.allCases)
  func localReparameterizationAgreesWithDrawnWeights(likelihood: Likelihood) throws {
    let test = FullBayesCase(.all, likelihood: likelihood, logVariance: -4)
    let layout = test.model.parameters.layout
    var direction = Parameters(layout: layout)
    var random = RandomStream(seed: 9, stream: 1)
    for tensor in layout.tensors {
      direction.setValues(of: tensor, to: (0..<tensor.count).map { _ in random.normal() })
    }
    func slope(_ gradient: Parameters, _ factor: (Int) -> Float = { _ in 1 }) -> Double {
      (0..<layout.count).reduce(0.0) { sum, index in
        sum + Double(gradient.block[index] * direction.block[index] * factor(index))
      }
    }
    let share = 1 / Float(test.exampleCount)
    let logVariances = test.posterior.logVariances
    let divergenceSlope = (0..<layout.count).reduce(0.0) { sum, index in
      sum + Double(share * 0.5 * (exp(logVariances.block[index]) - 1) * direction.block[index])
    }
    var local = [MonteCarlo](repeating: MonteCarlo(), count: 3)
    var drawn = local
    let (noisy, plain) = (test.workspace(), Workspace(test.model.architecture, test.count))
    for index in 0..<1500 {
      let noise = WeightPosteriorNoise(
        latents: RandomStream(seed: 1, stream: UInt64(index)),
        units: RandomStream(seed: 2, stream: UInt64(index)))
      let found = try test.model.fullBayesGradient(
        pixels: test.pixels, count: test.count, exampleCount: test.exampleCount, noise: noise,
        posterior: test.posterior, workspace: noisy)
      var network = test.model
      network.parameters = test.posterior.sample(
        means: test.model.parameters, random: RandomStream(seed: 3, stream: UInt64(index)))
      let other = try network.gradient(
        pixels: test.pixels, count: test.count, objective: Objective(),
        noise: RandomStream(seed: 4, stream: UInt64(index)), workspace: plain)
      local[0].add(found.elbo.elbo)
      // Without the share of the divergence, μ/N and ½(σ² − 1)/N.
      local[1].add(slope(found.means) - Double(share) * slope(test.model.parameters))
      local[2].add(slope(found.logVariances) - divergenceSlope)
      drawn[0].add(other.elbo.elbo)
      drawn[1].add(slope(other.gradient))
      // ∂w/∂log σ² = ½(w − μ).
      let (weights, means) = (network.parameters.block, test.model.parameters.block)
      drawn[2].add(slope(other.gradient) { 0.5 * (weights[$0] - means[$0]) })
    }
    for (local, drawn) in zip(local, drawn) {
      let (first, second) = (local.standardError, drawn.standardError)
      let error = (first * first + second * second).squareRoot()
      #expect(abs(local.mean - drawn.mean) < 4 * error, "\(local.mean) ± \(error), \(drawn.mean)")
      #expect(error < 0.1 * max(1, abs(drawn.mean)))
    }
  }

  /// Bayesian linear regression by the first unit of the encoder's mean head, on hidden units whose weights do not vary. The
  /// bound lies below the evidence by KL(q(w) ‖ p(w|y)).
  @Test(arguments: [(0.0, nil), (0.4, [-1.0, -2.0, -3.0])] as [(Double, [Double]?)])
  func boundOfALinearGaussianModelIsBelowItsEvidence(shift: Double, logVariances: [Double]?) throws {
    var test = FullBayesCase(.all, hiddenSizes: [2], logVariance: -60)
    let toy = LinearRegression(
      features: (0..<3).map { image in
        ReferenceModel(test.model).hiddenUnits(Array(test.pixels[image * 12..<image * 12 + 12])) + [1]
      }, targets: [0.8, -0.3, 1.1], variance: 0.25)
    // Without variances of its own the best diagonal posterior.
    let logVariances = logVariances ?? (0..<3).map { -log(toy.precision[$0][$0]) }
    let means = toy.mean.map { $0 + shift }

    place([0, 0, 0], into: &test.model.parameters)
    place([0, 0, 0], into: &test.posterior.logVariances)
    let divergenceOfTheRest = test.posterior.divergence(from: test.model.parameters)
    place(means, into: &test.model.parameters)
    place(logVariances, into: &test.posterior.logVariances)
    let divergence = test.posterior.divergence(from: test.model.parameters) - divergenceOfTheRest

    var bound = MonteCarlo()
    let workspace = test.workspace()
    for index in 0..<4000 {
      _ = try test.model.fullBayesGradient(
        pixels: test.pixels, count: 3, exampleCount: 3,
        noise: WeightPosteriorNoise(
          latents: RandomStream(seed: 1, stream: 0), units: RandomStream(seed: 2, stream: UInt64(index))),
        posterior: test.posterior, workspace: workspace)
      let drawn = (0..<3).map { Double(workspace.workspace.heads.row($0)[0]) }
      bound.add(toy.logLikelihood(predictions: drawn) - divergence)
    }
    let gap = toy.divergence(fromMean: means, logVariances: logVariances)
    #expect(gap > 0.05)
    #expect(bound.standardError < 0.3 * gap)
    #expect(bound.mean < toy.evidence)
    #expect(abs(bound.mean + gap - toy.evidence) < 4 * bound.standardError)
  }

  /// Puts two weights and a bias in the place of the regression's.
  private func place(_ values: [Double], into parameters: inout Parameters) {
    for tensor in parameters.layout.tensors where tensor.name.hasPrefix("encoder.mean") {
      var numbers = parameters.values(of: tensor)
      let own = (tensor.isBias ? [values[2]] : Array(values[..<2])).map { Float($0) }
      numbers.replaceSubrange(0..<own.count, with: own)
      parameters.setValues(of: tensor, to: numbers)
    }
  }

  /// A whole model of two images: the evidence with all weights of the decoder integrated out, by draws of the prior.
  @Test func boundOfAModelIsBelowItsEvidence() throws {
    let architecture = Architecture(
      imageShape: ImageShape(height: 1, width: 2), hiddenSizes: [1], latentSize: 1)
    let pixels: [UInt8] = [255, 255, 255, 0]
    let prior = WeightPosterior(ParameterLayout(architecture), extent: .decoder, logVariance: 0)
    let grid = (0..<40).map { NormalDistribution.quantile((Double($0) + 0.5) / 40) }
    var evidence = MonteCarlo()
    for index in 0..<4000 {
      var model = VariationalAutoencoder(architecture)
      model.parameters = prior.sample(
        means: model.parameters, random: RandomStream(seed: 1, stream: UInt64(index)))
      let reference = ReferenceModel(model)
      var product = 1.0
      for image in [[1.0, 1.0], [1.0, 0.0]] {
        let values = grid.map { exp(reference.logProbability(image, latent: [$0])) }
        product *= values.reduce(0, +) / Double(grid.count)
      }
      evidence.add(product)
    }
    #expect(evidence.standardError < 0.02 * evidence.mean)

    var model = VariationalAutoencoder(
      architecture, initialization: .uniform, random: RandomStream(seed: 5, stream: 1))
    var posterior = WeightPosterior(model.parameters.layout, extent: .decoder, logVariance: -2)
    var state = OptimizerState(layout: model.parameters.layout, count: 2)
    var posteriorState = state
    let workspace = WeightPosteriorWorkspace(.decoder, workspace: Workspace(architecture, 2))
    var (early, late) = (MonteCarlo(), MonteCarlo())
    for index in 0..<6000 {
      let elbo = try model.fullBayesStep(
        images: { _ = $1.update(fromContentsOf: pixels[$0.lowerBound * 2..<$0.upperBound * 2]) }, count: 2,
        exampleCount: 2,
        noise: WeightPosteriorNoise(
          latents: RandomStream(seed: 2, stream: UInt64(index)),
          units: RandomStream(seed: 3, stream: UInt64(index))),
        rule: UpdateRule(kind: .adam, stepSize: 0.01, gradientScale: 0.5), posterior: &posterior,
        state: &state,
        posteriorState: &posteriorState, workspace: workspace)
      if index < 50 { early.add(2 * elbo.objective!.value) }
      if index >= 3000 { late.add(2 * elbo.objective!.value) }
    }
    // Training closes most of the distance, and does not go through.
    #expect(late.mean + 3 * late.standardError < log(evidence.mean))
    #expect(late.mean > log(evidence.mean) - 0.3)
    #expect(early.mean < late.mean - 1)
  }
}

import Autoencoder
import Compute
import Foundation
import Testing

/// Full variational Bayes: gradients and steps.
@Suite struct FullBayesTests {
  /// At fixed noise, by every mean and every log-variance, against the plain reference model.
  @Test(arguments: Likelihood.allCases, WeightPosterior.Extent.allCases)
  func gradientsAreCentralDifferences(likelihood: Likelihood, extent: WeightPosterior.Extent) throws {
    // Below a density of 0.4 the first layer takes the sparse path.
    let cases: [(Activation, [Int], Float)] = [(.tanh, [5], 0.2), (.relu, [6, 4], 0.9)]
    for (activation, hiddenSizes, density) in cases {
      let test = FullBayesCase(
        extent, likelihood: likelihood, activation: activation, hiddenSizes: hiddenSizes, density: density)
      let (elbo, means, logVariances) = try test.gradient()
      let bound = test.bound(test.reference)
      #expect(isClose(elbo.elbo, bound.elbo), "\(elbo.elbo) instead of \(bound.elbo)")
      #expect(elbo.objective?.kind == .fullBayes)
      #expect(isClose(elbo.objective!.value, bound.full))

      var random = RandomStream(seed: 9, stream: 0)
      for tensor in test.model.parameters.layout.tensors {
        expectSlope(test, \.tensors, tensor, means, &random)
        if test.reachedTensors.contains(tensor) {
          expectSlope(test, \.logVariances, tensor, logVariances, &random)
        }
      }
    }
  }

  /// One number of a tensor by itself, then all at once in a random direction.
  private func expectSlope(
    _ test: FullBayesCase, _ block: WritableKeyPath<ReferenceModel, [String: [Double]]>,
    _ tensor: ParameterTensor, _ gradient: Parameters, _ random: inout RandomStream
  ) {
    let found = gradient.values(of: tensor).map(Double.init)
    var single = found.map { _ in 0.0 }
    single[random.below(single.count)] = 1
    let every = found.map { _ in Double(random.normal()) }
    var reference = test.reference
    let values = reference[keyPath: block][tensor.name]!
    for direction in [single, every] {
      let bounds = [1e-5, -1e-5].map { step in
        reference[keyPath: block][tensor.name] = zip(values, direction).map { $0 + step * $1 }
        defer { reference[keyPath: block][tensor.name] = values }
        return test.bound(reference).full
      }
      let expected = -(bounds[0] - bounds[1]) / 2e-5
      let slope = zip(found, direction).reduce(0) { $0 + $1.0 * $1.1 }
      #expect(isClose(slope, expected, 3e-5), "\(tensor.name): \(slope) instead of \(expected)")
    }
  }

  /// Without variance the weights are their means, and what is left of their prior is its pull on them.
  @Test(arguments: Likelihood.allCases, WeightPosterior.Extent.allCases)
  func withoutVarianceTheGradientIsThatOfAEVB(
    likelihood: Likelihood, extent: WeightPosterior.Extent
  ) throws {
    let test = FullBayesCase(extent, likelihood: likelihood, hiddenSizes: [6, 4], logVariance: -60)
    let (elbo, means, _) = try test.gradient()
    let plain = try test.model.gradient(
      pixels: test.pixels, count: test.count, objective: Objective(), noise: test.noise.latents,
      workspace: Workspace(test.model.architecture, test.count))
    #expect(isClose(elbo.elbo, plain.elbo.elbo))
    for tensor in means.layout.tensors {
      let share: Float = test.reachedTensors.contains(tensor) ? 1 / Float(test.exampleCount) : 0
      let expected = zip(plain.gradient.values(of: tensor), test.model.parameters.values(of: tensor)).map {
        $0 + share * $1
      }
      #expect(expected.contains { abs($0) > 1e-3 })
      #expect(
        zip(means.values(of: tensor), expected).allSatisfy { isClose(Double($0), Double($1)) },
        "\(tensor.name)")
    }
  }

  /// Plain descent moves means and log-variances by their gradients.
  @Test(arguments: WeightPosterior.Extent.allCases)
  func aStepFollowsTheGradient(extent: WeightPosterior.Extent) throws {
    let test = FullBayesCase(extent, hiddenSizes: [6, 4])
    let (_, means, logVariances) = try test.gradient()
    var (model, posterior) = (test.model, test.posterior)
    let rule = UpdateRule(kind: .sgd, stepSize: 0.1, gradientScale: 1 / Float(test.count), weightDecay: 5)
    var state = OptimizerState(layout: means.layout, count: 0)
    var posteriorState = state
    _ = try step(test, &model, &posterior, rule, &state, &posteriorState, test.workspace())
    for (after, before, gradient) in [
      (model.parameters, test.model.parameters, means),
      (posterior.logVariances, test.posterior.logVariances, logVariances),
    ] {
      for tensor in means.layout.tensors {
        let moves = zip(after.values(of: tensor), before.values(of: tensor)).map { $0 - $1 }
        let expected = gradient.values(of: tensor).map { -0.1 * $0 }
        #expect(zip(moves, expected).allSatisfy { abs($0 - $1) < 2e-6 }, "\(tensor.name)")
      }
    }
    #expect(model.parameters != test.model.parameters)
    #expect(posterior != test.posterior)
  }

  private func step(
    _ test: FullBayesCase, _ model: inout VariationalAutoencoder, _ posterior: inout WeightPosterior,
    _ rule: UpdateRule, _ state: inout OptimizerState, _ posteriorState: inout OptimizerState,
    _ workspace: WeightPosteriorWorkspace, noise: WeightPosteriorNoise? = nil
  ) throws -> ELBO {
    let size = model.architecture.pixelCount
    return try model.fullBayesStep(
      images: { _ = $1.update(fromContentsOf: test.pixels[$0.lowerBound * size..<$0.upperBound * size]) },
      count: test.count, exampleCount: test.exampleCount, noise: noise ?? test.noise, rule: rule,
      posterior: &posterior, state: &state, posteriorState: &posteriorState, workspace: workspace)
  }

  /// With Adam and Adagrad: the same numbers on any number of threads, and padding that stays zero.
  @Test(arguments: Likelihood.allCases, WeightPosterior.Extent.allCases)
  func stepsDoNotDependOnThreads(likelihood: Likelihood, extent: WeightPosterior.Extent) throws {
    for kind in [UpdateRule.Kind.adam, .adagrad] {
      let test = FullBayesCase(extent, likelihood: likelihood, hiddenSizes: [37, 20])
      let rule = UpdateRule(kind: kind, stepSize: 0.01, gradientScale: 0.3)
      let results = try [1, 3].map { threads -> [Parameters] in
        var (model, posterior) = (test.model, test.posterior)
        var state = OptimizerState(layout: model.parameters.layout, count: rule.stateCount)
        var posteriorState = state
        let workspace = test.workspace(threads: threads)
        for index in 0..<3 {
          let noise = WeightPosteriorNoise(
            latents: RandomStream(seed: 1, stream: UInt64(index)),
            units: RandomStream(seed: 2, stream: UInt64(index)))
          _ = try step(test, &model, &posterior, rule, &state, &posteriorState, workspace, noise: noise)
        }
        return [model.parameters, posterior.logVariances] + state.moments + posteriorState.moments
      }
      #expect(results[0] == results[1])
      #expect(results[0][0] != test.model.parameters)
      for var parameters in results[0] {
        for tensor in parameters.layout.tensors {
          parameters.setValues(of: tensor, to: Array(repeating: 0, count: tensor.count))
        }
        #expect(parameters == Parameters(layout: parameters.layout))
      }
    }
  }

  /// A weight that is not a number is named, and nothing changes.
  @Test func aStepThatIsNotANumberChangesNothing() throws {
    var test = FullBayesCase(.decoder)
    let tensor = test.reachedTensors[0]
    test.posterior.logVariances.setValues(of: tensor, to: Array(repeating: .nan, count: tensor.count))
    var (model, posterior) = (test.model, test.posterior)
    var state = OptimizerState(layout: model.parameters.layout, count: 2)
    var posteriorState = state
    let error = #expect(throws: NonFiniteError.self) {
      _ = try step(
        test, &model, &posterior, UpdateRule(kind: .adam, stepSize: 0.1), &state, &posteriorState,
        test.workspace())
    }
    #expect(error?.tensor == tensor.name)
    #expect(model.parameters == test.model.parameters)
  }
}

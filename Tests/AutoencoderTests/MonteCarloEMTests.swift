import Autoencoder
import Compute
import Testing

@Suite struct MonteCarloEMTests {
  private let noise = MonteCarloEMNoise(
    posterior: RandomStream(seed: 1, stream: 0), transition: RandomStream(seed: 1, stream: 1))
  private let count = 4

  private func chains(_ model: VariationalAutoencoder, stepSize: Double = 0.2) -> PosteriorChains {
    let latents = model.architecture.latentSize
    let starts = draws(count * latents, from: RandomStream(seed: 1, stream: 2))
    return PosteriorChains(
      positions: Matrix(rows: count, columns: latents, elements: starts),
      stepSizes: (0..<count).map { stepSize * Double(1 + $0) })
  }

  /// Updates by plain descent with half the mean gradient.
  private func step(
    _ model: inout VariationalAutoencoder, _ chains: inout PosteriorChains, _ pixels: [UInt8], updates: Int,
    workspace: Workspace
  ) throws -> ELBO {
    let size = model.architecture.pixelCount
    var state = OptimizerState(layout: model.parameters.layout, count: 0)
    let rule = UpdateRule(kind: .sgd, stepSize: 0.5, gradientScale: 1 / Float(count))
    return try model.monteCarloEMStep(
      images: { _ = $1.update(fromContentsOf: pixels[$0.lowerBound * size..<$0.upperBound * size]) },
      count: count, chains: &chains, leapfrogSteps: 3, noise: noise,
      rules: Array(repeating: rule, count: updates), state: &state, workspace: workspace)
  }

  /// log p(x|z) by the decoder's parameters, log q(z|x) by the encoder's, z being given.
  @Test(arguments: Likelihood.allCases, Activation.allCases)
  func gradientsAreCentralDifferences(likelihood: Likelihood, activation: Activation) throws {
    for (hiddenSizes, density) in [([5], 0.8), ([6, 4], 0.1)] as [([Int], Float)] {
      let model = smallModel(hiddenSizes: hiddenSizes, activation: activation, likelihood: likelihood)
      let (size, latents) = (model.architecture.pixelCount, model.architecture.latentSize)
      let pixels = somePixels(count, of: model.architecture, density: density)
      let positions = chains(model).positions
      let gradient = model.monteCarloEMGradient(
        pixels: pixels, latents: positions, workspace: Workspace(model.architecture, 5, threads: 2))
      var reference = ReferenceModel(model)
      let images = (0..<count).map { pixels[$0 * size..<($0 + 1) * size].map { Double($0) / 255 } }
      var random = RandomStream(seed: 9, stream: 0)
      for tensor in gradient.layout.tensors {
        let (found, values) = (gradient.values(of: tensor), reference.tensors[tensor.name]!)
        let direction = values.map { _ in Double(random.normal()) }
        let objectives = [1e-5, -1e-5].map { step in
          reference.tensors[tensor.name] = zip(values, direction).map { $0 + step * $1 }
          defer { reference.tensors[tensor.name] = values }
          guard tensor.name.hasPrefix("decoder") else {
            return reference.logRecognition(images, latents: positions.elements)
          }
          return (0..<count).reduce(0.0) { sum, image in
            let z = positions.row(image).map(Double.init)
            #expect(z.count == latents)
            return sum + reference.logProbability(images[image], latent: z) / Double(count)
          }
        }
        let slope = zip(found, direction).reduce(0) { $0 + Double($1.0) * $1.1 }
        let expected = -(objectives[0] - objectives[1]) / 2e-5
        #expect(isClose(slope, expected, 3e-5), "\(tensor.name): \(slope) instead of \(expected)")
      }
    }
  }

  /// A step is a transition of Hamiltonian Monte Carlo under the weights before it, then descents at the chains' places,
  /// each by the gradient where the last one led; it reports the ELBO before it.
  @Test func aStepIsATransitionThenUpdates() throws {
    let before = smallModel(hiddenSizes: [6, 4])
    let pixels = somePixels(count, of: before.architecture)
    let workspace = Workspace(before.architecture, 5)
    var (model, chains) = (before, chains(before))
    let start = chains
    let elbo = try step(&model, &chains, pixels, updates: 3, workspace: workspace)

    let reference = ReferenceModel(before).bound(
      pixels, Objective(), noise: draws(count * 3, from: noise.posterior))
    #expect(isClose(elbo.elbo, reference.elbo))
    let density = JointDensity(
      before, pixels: pixels[...], count: count, positionsPerImage: 1, workspace: workspace)
    var expected = HamiltonianChains(
      at: start.positions, of: density, stepSizes: start.stepSizes, random: noise.transition)
    expected.advance(over: density, leapfrogSteps: 3, adaption: .persistent)
    #expect(chains.positions == expected.positions && chains.stepSizes == expected.stepSizes)
    #expect(chains.positions != start.positions && chains.stepSizes != start.stepSizes)

    var descended = before
    for _ in 0..<3 {
      let gradient = descended.monteCarloEMGradient(
        pixels: pixels, latents: chains.positions, workspace: workspace)
      for tensor in gradient.layout.tensors {
        let values = zip(descended.parameters.values(of: tensor), gradient.values(of: tensor))
        descended.parameters.setValues(of: tensor, to: values.map { $0 - 0.5 * $1 })
      }
    }
    for tensor in descended.parameters.layout.tensors {
      let pairs = zip(model.parameters.values(of: tensor), descended.parameters.values(of: tensor))
      #expect(pairs.allSatisfy { abs($0 - $1) < 1e-5 }, "\(tensor.name)")
    }
  }

  /// The encoder is for the record: with another one the chains and the decoder are the same to the bit.
  @Test func theDecoderDoesNotDependOnTheEncoder() throws {
    var models = [smallModel(), smallModel()]
    for tensor in models[1].parameters.layout.tensors where tensor.name.hasPrefix("encoder") {
      models[1].parameters.setValues(
        of: tensor, to: models[1].parameters.values(of: tensor).map { 0.3 - 2 * $0 })
    }
    let pixels = somePixels(count, of: models[0].architecture)
    var states = models.map { chains($0) }
    for index in models.indices {
      let workspace = Workspace(models[index].architecture, 5)
      for _ in 0..<3 {
        _ = try step(&models[index], &states[index], pixels, updates: 2, workspace: workspace)
      }
    }
    #expect(states[0] == states[1])
    for tensor in models[0].parameters.layout.tensors {
      let values = models.map { $0.parameters.values(of: tensor) }
      #expect((values[0] == values[1]) == tensor.name.hasPrefix("decoder"), "\(tensor.name)")
    }
  }

  @Test(arguments: [2, 3]) func threadsDoNotShow(threads: Int) throws {
    let before = smallModel(ImageShape(height: 10, width: 13), hiddenSizes: [70, 40])
    let pixels = somePixels(count, of: before.architecture, density: 0.3)
    let results = try [1, threads].map { threads in
      var (model, chains) = (before, chains(before, stepSize: 0.02))
      let workspace = Workspace(before.architecture, 4, threads: threads)
      let elbo = try step(&model, &chains, pixels, updates: 5, workspace: workspace)
      return (model.parameters, chains, elbo)
    }
    #expect(results[0].0 == results[1].0 && results[0].1 == results[1].1 && results[0].2 == results[1].2)
    #expect(results[0].0 != before.parameters)
  }

  @Test func aModelThatIsNotFiniteIsLeftAlone() throws {
    var model = smallModel()
    let tensor = model.parameters.layout.tensors.last!
    model.parameters.setValues(of: tensor, to: Array(repeating: .nan, count: tensor.count))
    var chains = chains(model)
    let before = chains
    let error = #expect(throws: NonFiniteError.self) {
      try step(
        &model, &chains, somePixels(count, of: model.architecture), updates: 1,
        workspace: Workspace(model.architecture, 4))
    }
    #expect(error?.tensor == tensor.name)
    #expect(chains == before)
  }
}

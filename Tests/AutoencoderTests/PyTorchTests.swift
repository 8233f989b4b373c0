import Autoencoder
import Compute
import Foundation
import Testing

/// The engine against PyTorch: Fixtures/pytorch.json, which Fixtures/make_fixture.py writes.
@Suite struct PyTorchTests {
  struct Fixture: Decodable, Sendable {
    let height, width, batchSize, latentSize, steps: Int
    let learningRate, weightDecay, epsilon: Float
    let someNoise: [Double]
    let cases: [Case]
  }

  struct Case: Decodable, Sendable, CustomTestStringConvertible {
    let hiddenSizes: [Int]
    let activation: Activation
    let likelihood: Likelihood
    let bound: Objective.Bound
    let samples: Int
    let klWeight: Float
    let seed: UInt64
    let pixels: [UInt8]
    let parameters: [String: [Float]]
    let elbo, reconstruction, klDivergence: Double
    let gradient, afterAdam: [String: [Double]]
    let afterAdagrad: [String: [Double]]?

    var objective: Objective { Objective(bound, samples: samples, klWeight: klWeight) }

    var testDescription: String {
      "\(hiddenSizes) \(activation) \(likelihood) \(bound) K=\(samples) β=\(klWeight)"
    }
  }

  static let fixture: Fixture = {
    let url = Bundle.module.url(forResource: "pytorch", withExtension: "json", subdirectory: "Fixtures")!
    return try! JSONDecoder().decode(Fixture.self, from: Data(contentsOf: url))
  }()

  private func model(_ test: Case) -> VariationalAutoencoder {
    let fixture = Self.fixture
    var model = VariationalAutoencoder(
      Architecture(
        imageShape: ImageShape(height: fixture.height, width: fixture.width), hiddenSizes: test.hiddenSizes,
        latentSize: fixture.latentSize, activation: test.activation, likelihood: test.likelihood))
    for tensor in model.parameters.layout.tensors {
      model.parameters.setValues(of: tensor, to: test.parameters[tensor.name]!)
    }
    return model
  }

  /// Each tensor within a share of its largest number.
  private func compare(_ found: Parameters, _ expected: [String: [Double]], tolerance: Double = 1e-4) {
    #expect(Set(found.layout.tensors.map(\.name)) == Set(expected.keys))
    for tensor in found.layout.tensors {
      let wanted = expected[tensor.name]!
      let scale = wanted.map(abs).max()!
      for (index, value) in found.values(of: tensor).enumerated() {
        #expect(
          abs(Double(value) - wanted[index]) <= tolerance * scale,
          "\(tensor.name)[\(index)]: \(value) instead of \(wanted[index])")
      }
    }
  }

  @Test func noiseIsTheSame() {
    var stream = RandomStream(seed: 1, stream: 2)
    for expected in Self.fixture.someNoise { #expect(isClose(Double(stream.normal()), expected, 2e-6)) }
  }

  @Test(arguments: fixture.cases)
  func boundAndGradientAreTheSame(test: Case) throws {
    let model = model(test)
    let count = Self.fixture.batchSize
    let (elbo, gradient) = try model.gradient(
      pixels: test.pixels, count: count, objective: test.objective,
      noise: RandomStream(seed: test.seed, stream: 0),
      workspace: Workspace(model.architecture, count, samples: test.samples))
    // The fixture's `elbo` is the importance-weighted bound where that is ascended.
    #expect(isClose(elbo.ascendedBound, test.elbo))
    #expect(isClose(elbo.elbo, test.reconstruction - test.klDivergence))
    #expect(isClose(elbo.reconstruction, test.reconstruction))
    #expect(isClose(elbo.klDivergence, test.klDivergence))
    compare(gradient, test.gradient)
  }

  @Test(arguments: fixture.cases)
  func trainedParametersAreTheSame(test: Case) throws {
    let fixture = Self.fixture
    compare(
      try train(test) { step in
        UpdateRule(
          kind: .adam, stepSize: fixture.learningRate / (1 - pow(0.9, Float(step))),
          gradientScale: 1 / Float(fixture.batchSize),
          rootCorrection: 1 / (1 - pow(0.999, Float(step))).squareRoot(),
          epsilon: fixture.epsilon)
      }, test.afterAdam)
    guard let afterAdagrad = test.afterAdagrad else { return }
    compare(
      try train(test) { _ in
        UpdateRule(
          kind: .adagrad, stepSize: fixture.learningRate, weightDecay: fixture.weightDecay,
          epsilon: fixture.epsilon)
      }, afterAdagrad)
  }

  private func train(_ test: Case, rule: (Int) -> UpdateRule) throws -> Parameters {
    var model = model(test)
    let count = Self.fixture.batchSize
    let workspace = Workspace(model.architecture, count, samples: test.samples)
    var state = OptimizerState(layout: model.parameters.layout, count: rule(1).stateCount)
    for step in 0..<Self.fixture.steps {
      _ = try model.step(
        pixels: test.pixels, count: count, objective: test.objective,
        noise: RandomStream(seed: test.seed, stream: UInt64(step)), rule: rule(step + 1), state: &state,
        workspace: workspace)
    }
    return model.parameters
  }
}

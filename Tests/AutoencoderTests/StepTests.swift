import Autoencoder
import Compute
import Testing

/// The fused step: its rules, its independence of threads, and what it does when numbers fail.
@Suite struct StepTests {
  private static let rules = [
    UpdateRule(kind: .sgd, stepSize: 0.05, gradientScale: 0.2, weightDecay: 0.1),
    UpdateRule(kind: .adagrad, stepSize: 0.05, gradientScale: 1, weightDecay: 0.1, epsilon: 1e-6),
    UpdateRule(kind: .adam, stepSize: 0.02, gradientScale: 0.2, rootCorrection: 2, epsilon: 1e-6),
  ]

  /// One step is the gradient and then the rule, number by number.
  @Test(arguments: rules, [Float(0.2), 0.9])
  func aStepIsTheGradientAndTheRule(rule: UpdateRule, density: Float) throws {
    var model = smallModel(hiddenSizes: [7, 5])
    let pixels = somePixels(5, of: model.architecture, density: density)
    let workspace = Workspace(model.architecture, 5, samples: 2)
    var state = OptimizerState(layout: model.parameters.layout, count: rule.stateCount)
    for step in UInt64(0)..<3 {
      let (noise, objective) = (RandomStream(seed: 1, stream: step), Objective(.iwae, samples: 2))
      let (before, oldState) = (model.parameters, state)
      let (bound, gradient) = try model.gradient(
        pixels: pixels, count: 5, objective: objective, noise: noise, workspace: workspace)
      let elbo = try model.step(
        pixels: pixels, count: 5, objective: objective, noise: noise, rule: rule, state: &state,
        workspace: workspace)
      #expect(elbo == bound)
      for tensor in before.layout.tensors {
        let old = [before] + oldState.moments
        let new = [model.parameters] + state.moments
        let oldValues = old.map { $0.values(of: tensor).map(Double.init) }
        let newValues = new.map { $0.values(of: tensor).map(Double.init) }
        for (index, mean) in gradient.values(of: tensor).enumerated() {
          // The rule's gradient is the sum over five images, scaled.
          let decay = tensor.isBias ? 0 : Double(rule.weightDecay) * oldValues[0][index]
          let g = 5 * Double(mean) * Double(rule.gradientScale) + decay
          let expected = Self.apply(rule, g, oldValues.map { $0[index] })
          for (part, value) in expected.enumerated() {
            #expect(isClose(newValues[part][index], value, 2e-5), "\(tensor.name), part \(part)")
          }
        }
      }
    }
  }

  private static func apply(_ rule: UpdateRule, _ g: Double, _ old: [Double]) -> [Double] {
    let (step, epsilon) = (Double(rule.stepSize), Double(rule.epsilon))
    switch rule.kind {
    case .adagrad:
      let squares = old[1] + g * g
      return [old[0] - step * g / (squares + epsilon).squareRoot(), squares]
    case .adam:
      let m = Double(rule.beta1) * old[1] + (1 - Double(rule.beta1)) * g
      let v = Double(rule.beta2) * old[2] + (1 - Double(rule.beta2)) * g * g
      return [old[0] - step * m / (v.squareRoot() * Double(rule.rootCorrection) + epsilon), m, v]
    default: return [old[0] - step * g]
    }
  }

  /// Twenty steps with one, two and three threads end in the same bits; a copy taken on the way continues alike.
  @Test(arguments: Likelihood.allCases, [Float(0.2), 0.9])
  func threadsAndCopiesGiveTheSameBits(likelihood: Likelihood, density: Float) throws {
    let start = smallModel(
      ImageShape(height: 9, width: 8), hiddenSizes: [33, 20], latentSize: 5, likelihood: likelihood)
    let pixels = somePixels(23, of: start.architecture, density: density)
    let rule = UpdateRule(kind: .adam, stepSize: 0.003, gradientScale: 1 / 23)
    func train(
      _ model: inout VariationalAutoencoder, _ state: inout OptimizerState, _ steps: Range<UInt64>,
      threads: Int
    ) throws -> ELBO {
      let workspace = Workspace(start.architecture, 23, samples: 3, threads: threads)
      var last = ELBO(elbo: 0, reconstruction: 0, klDivergence: 0)
      for step in steps {
        last = try model.step(
          pixels: pixels, count: 23, objective: Objective(.iwae, samples: 3),
          noise: RandomStream(seed: 4, stream: step), rule: rule, state: &state, workspace: workspace)
      }
      return last
    }
    var results: [(VariationalAutoencoder, OptimizerState, ELBO)] = []
    for threads in 1...3 {
      var (model, state) = (start, OptimizerState(layout: start.parameters.layout, count: 2))
      let elbo = try train(&model, &state, 0..<20, threads: threads)
      results.append((model, state, elbo))
    }
    var (model, state) = (start, OptimizerState(layout: start.parameters.layout, count: 2))
    _ = try train(&model, &state, 0..<11, threads: 2)
    var (copy, copiedState) = (model, state)
    _ = try train(&model, &state, 11..<20, threads: 1)
    let elbo = try train(&copy, &copiedState, 11..<20, threads: 2)
    results.append((copy, copiedState, elbo))
    for (other, otherState, otherELBO) in results {
      #expect(other.parameters == model.parameters && otherState == state && otherELBO == elbo)
    }
    #expect(model.parameters != start.parameters)
  }

  @Test func trainingClimbs() throws {
    var model = smallModel(ImageShape(height: 4, width: 4), hiddenSizes: [12])
    let pixels = somePixels(20, of: model.architecture, density: 0.3)
    let workspace = Workspace(model.architecture, 20)
    let rule = UpdateRule(kind: .sgd, stepSize: 0.1, gradientScale: 1 / 20)
    var state = OptimizerState(layout: model.parameters.layout, count: 0)
    let elbos = try (0..<200).map { step in
      try model.step(
        pixels: pixels, count: 20, objective: Objective(), noise: RandomStream(seed: 1, stream: UInt64(step)),
        rule: rule, state: &state, workspace: workspace
      ).elbo
    }
    #expect(elbos[180...].reduce(0, +) / 20 > elbos[..<20].reduce(0, +) / 20 + 1)
  }

  /// A NaN in any tensor is found out, by name, and nothing is changed.
  @Test(arguments: Likelihood.allCases, Activation.allCases)
  func notANumberIsNamed(likelihood: Likelihood, activation: Activation) throws {
    let sound = smallModel(hiddenSizes: [6, 5], activation: activation, likelihood: likelihood)
    let pixels = somePixels(4, of: sound.architecture, density: 1)
    let workspace = Workspace(sound.architecture, 4)
    let rule = UpdateRule(kind: .adam, stepSize: 0.1)
    for tensor in sound.parameters.layout.tensors {
      for spoilt in [Float.nan, .infinity, -.infinity] {
        // A saturated unit is finite: infinities are found in the sums that are not activated.
        if spoilt.isInfinite && tensor.name.contains("hidden") { continue }
        var model = sound
        var values = model.parameters.values(of: tensor)
        values[values.count / 2] = spoilt
        model.parameters.setValues(of: tensor, to: values)
        // Clamping makes an infinite log-variance of a pixel a finite one.
        if spoilt.isInfinite && tensor.name.hasPrefix("decoder.logVariance") { continue }
        var state = OptimizerState(layout: model.parameters.layout, count: 2)
        let (before, noise) = (model, RandomStream(seed: 1, stream: 1))
        let error = #expect(throws: NonFiniteError.self, "\(tensor.name) \(spoilt)") {
          try model.step(
            pixels: pixels, count: 4, objective: Objective(), noise: noise, rule: rule, state: &state,
            workspace: workspace)
        }
        #expect(error?.tensor == tensor.name)
        for other in before.parameters.layout.tensors where other != tensor {
          #expect(model.parameters.values(of: other) == before.parameters.values(of: other))
        }
        #expect(state == OptimizerState(layout: model.parameters.layout, count: 2))
        let other = #expect(throws: NonFiniteError.self) {
          try model.evaluate(pixels: pixels, count: 4, noise: noise, workspace: workspace)
        }
        #expect(other?.tensor == tensor.name)
      }
    }
  }

  @Test func anOverflowingBoundIsNamed() throws {
    var model = smallModel()
    let tensor = model.parameters.layout.tensors.first { $0.name == "encoder.mean.bias" }!
    model.parameters.setValues(of: tensor, to: Array(repeating: 1e30, count: tensor.count))
    let pixels = somePixels(2, of: model.architecture)
    let error = #expect(throws: NonFiniteError.self) {
      try model.gradient(
        pixels: pixels, count: 2, objective: Objective(), noise: RandomStream(seed: 1, stream: 1),
        workspace: Workspace(model.architecture, 2))
    }
    #expect(error?.tensor == "log p(x|z)")
  }
}

extension UpdateRule: CustomTestStringConvertible {
  public var testDescription: String { "\(kind)" }
}

import Autoencoder
import Compute
import Testing

@testable import Training

struct OptimizerTests {
  @Test func adamsRulesCarryTheBiasCorrections() {
    let adam = Optimizer(.adam)
    let first = adam.rule(step: 1, learningRate: 0.001, gradientScale: 0.01)
    #expect(abs(first.stepSize - 0.01) < 1e-8)  // 0.001 / (1 − 0.9)
    #expect(abs(first.rootCorrection - 31.622_78) < 1e-2)  // 1 / √(1 − 0.999)
    let third = adam.rule(step: 3, learningRate: 0.001, gradientScale: 0.01)
    #expect(abs(third.stepSize - 0.001 / 0.271) < 1e-8)
    let late = adam.rule(step: 100_000, learningRate: 0.001, gradientScale: 0.01)
    #expect(late.stepSize == 0.001 && late.rootCorrection == 1)
  }

  @Test func adagradsFirstStepsOnlyAccumulate() {
    let paper = Fixture.configuration(.paper).optimizer
    #expect(paper.rule(step: 100, learningRate: 0.1, gradientScale: 1).stepSize == 0)
    #expect(paper.rule(step: 101, learningRate: 0.1, gradientScale: 1).stepSize == 0.1)
    #expect(paper.rule(step: 101, learningRate: 0.1, gradientScale: 1).epsilon == 1e-8)
  }

  /// Two steps of the fused update against the textbook's formulas on a gradient worked out apart.
  @Test(arguments: Optimizer.Kind.allCases)
  func updatesAreTheTextbooks(_ kind: Optimizer.Kind) throws {
    var model = VariationalAutoencoder(
      Fixture.configuration().architecture, initialization: .uniform, random: RandomStream(seed: 1, stream: 1)
    )
    let workspace = Workspace(
      model.architecture, batchSize: 16, samples: 1, team: ThreadTeam(threadCount: 1))
    let optimizer = Optimizer(kind)
    var state = OptimizerState(layout: model.parameters.layout, count: optimizer.stateCount)
    var expected: [String: [(first: Double, second: Double)]] = [:]
    for step in 1...2 {
      let before = model.parameters
      let noise = RandomStream(seed: 1, stream: UInt64(step))
      let pixels = Fixture.data.train.pixels
      let slopes = try model.gradient(
        pixels: pixels, count: 16, objective: Objective(), noise: noise, workspace: workspace
      ).gradient
      let rule = optimizer.rule(step: step, learningRate: 0.05, gradientScale: 1 / 16)
      _ = try model.step(
        pixels: pixels, count: 16, objective: Objective(), noise: noise, rule: rule, state: &state,
        workspace: workspace)
      for tensor in before.layout.tensors {
        let (old, slope) = (before.values(of: tensor), slopes.values(of: tensor))
        let new = model.parameters.values(of: tensor)
        var moments = expected[tensor.name] ?? old.map { _ in (0, 0) }
        for index in old.indices {
          let wanted = Self.update(
            kind, Double(old[index]), Double(slope[index]), &moments[index], step: step)
          #expect(abs(Double(new[index]) - wanted) < 5e-5, "\(tensor.name)[\(index)], step \(step)")
        }
        expected[tensor.name] = moments
      }
    }
  }

  private static func update(
    _ kind: Optimizer.Kind, _ value: Double, _ slope: Double, _ state: inout (first: Double, second: Double),
    step: Int
  ) -> Double {
    switch kind {
    case .sgd: return value - 0.05 * slope
    case .adagrad:
      state.first += slope * slope
      return value - 0.05 * slope / (state.first + 1e-8).squareRoot()
    case .adam:
      state.first = 0.9 * state.first + 0.1 * slope
      state.second = 0.999 * state.second + 0.001 * slope * slope
      let (first, second) = step == 1 ? (0.1, 0.001) : (0.19, 0.001_999)
      return value - 0.05 * (state.first / first) / ((state.second / second).squareRoot() + 1e-8)
    }
  }
}

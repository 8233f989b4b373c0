import Autoencoder
import Compute
import Testing

/// The size of a step's gradient and of its update.
@Suite struct UpdateSizeTests {
  private static let rules = [
    UpdateRule(kind: .sgd, stepSize: 0.05, gradientScale: 0.2),
    UpdateRule(kind: .adagrad, stepSize: 0.05, gradientScale: 1, epsilon: 1e-6),
    UpdateRule(kind: .adam, stepSize: 0.02, gradientScale: 0.2, rootCorrection: 2, epsilon: 1e-6),
  ]

  private static func numbers(_ parameters: Parameters) -> [Double] {
    parameters.layout.tensors.flatMap { parameters.values(of: $0).map(Double.init) }
  }

  private static func norm(_ numbers: [Double]) -> Double {
    numbers.reduce(0) { $0 + $1 * $1 }.squareRoot()
  }

  /// After several steps, so that the moments hold more than the last gradient.
  @Test(arguments: rules) func theSizeIsThatOfTheGradientAndOfTheChange(rule: UpdateRule) throws {
    var model = smallModel(hiddenSizes: [7, 5])
    let pixels = somePixels(5, of: model.architecture)
    let workspace = Workspace(model.architecture, 5)
    var state = OptimizerState(layout: model.parameters.layout, count: rule.stateCount)
    for step in UInt64(0)..<4 {
      let noise = RandomStream(seed: 1, stream: step)
      let gradient = try model.gradient(
        pixels: pixels, count: 5, objective: Objective(), noise: noise, workspace: workspace
      ).gradient
      let before = Self.numbers(model.parameters)
      let probe = UpdateProbe(model, state)
      _ = try model.step(
        pixels: pixels, count: 5, objective: Objective(), noise: noise, rule: rule, state: &state,
        workspace: workspace)
      let found = probe.size(after: model, state, rules: [rule], count: 5, workspace: workspace)
      let change = zip(Self.numbers(model.parameters), before).map { $0 - $1 }
      #expect(isClose(found.gradientNorm ?? .nan, Self.norm(Self.numbers(gradient)), 1e-4))
      #expect(isClose(found.updateRatio / (Self.norm(change) / Self.norm(before)), 1, 1e-4))
      #expect(
        probe.size(after: model, state, rules: [rule, rule], count: 5, workspace: workspace).gradientNorm
          == nil)
    }
  }

  /// To hold a probe changes no number of the step, and its result is the same on any number of threads.
  @Test func measuringChangesNothing() throws {
    let start = smallModel(ImageShape(height: 20, width: 20), hiddenSizes: [64])
    let pixels = somePixels(8, of: start.architecture)
    let rule = UpdateRule(kind: .adam, stepSize: 0.01, gradientScale: 1 / 8)
    func step(threads: Int, isMeasured: Bool) throws -> (VariationalAutoencoder, OptimizerState, UpdateSize?)
    {
      var (model, state) = (start, OptimizerState(layout: start.parameters.layout, count: 2))
      let workspace = Workspace(start.architecture, 8, threads: threads)
      let probe = isMeasured ? UpdateProbe(model, state) : nil
      _ = try model.step(
        pixels: pixels, count: 8, objective: Objective(), noise: RandomStream(seed: 2, stream: 0), rule: rule,
        state: &state, workspace: workspace)
      return (
        model, state, probe?.size(after: model, state, rules: [rule], count: 8, workspace: workspace)
      )
    }
    let (plain, measured, threaded) = (
      try step(threads: 1, isMeasured: false), try step(threads: 1, isMeasured: true),
      try step(threads: 3, isMeasured: true)
    )
    #expect(plain.0.parameters == measured.0.parameters && plain.1 == measured.1)
    #expect(measured.2 != nil && measured.2 == threaded.2)
  }
}

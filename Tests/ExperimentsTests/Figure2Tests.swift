import Autoencoder
import Testing
import Training

@testable import Experiments

@Suite struct Figure2Tests {
  private let data = ExperimentData.known[0]

  private func curve(
    _ method: InferenceMethodName, latentSize: Int = 3, rate: Float = 0.01, _ test: [Double]
  ) -> MethodCurve {
    let settings = MethodRun.Settings(
      data: data, latentSize: latentSize, method: method, deviation: 0.01, learningRate: nil, seed: 0)
    let moments = [10_000, 100_000, 300_000, 1_000_000]
    let plan = MeasurementPlan(moments: moments, images: 1)
    let run = MethodRun(settings, examples: 1_000_000, measurements: plan, output: "results")
    func part(_ value: Double) -> Measurement.Part {
      let estimate = Estimate(mean: value, standardError: 0)
      return .init(elbo: estimate, klDivergence: estimate, logLikelihood: nil, spread: nil)
    }
    return MethodCurve(
      run: run,
      measured: zip(moments, test).map {
        Measurement(examples: $0, learningRate: rate, train: part($1), test: part($1))
      }, version: "1")
  }

  private func summary(_ curves: [MethodCurve]) -> String {
    Figure2Summary(options: Figure2.Options(datasets: [data]), curves: curves, missing: []).markdown
  }

  @Test func momentsAreSpacedByDecades() {
    #expect(
      MeasurementPlan.moments([1, 1.5, 3], through: 200_000) == [
        10_000, 15_000, 30_000, 100_000, 150_000, 200_000,
      ])
    #expect(MeasurementPlan.moments([1, 3], through: 10_000) == [10_000])
    #expect(MeasurementPlan.moments([1, 3], through: 500) == [500])
  }

  @Test func claimsHoldByTheLeastLead() {
    let text = summary([
      curve(.aevb, [-200, -176, -168, -157]), curve(.wakeSleep, [-190, -181, -171, -161]),
    ])
    #expect(
      text.contains(
        "better solution than wake–sleep in all experiments: **holds**; ahead at the end in 1 of 1"))
    #expect(text.contains("least by 4.00 nats (mnist, L = 3, sd 0.01)"))
    // The first moment, where wake–sleep is ahead, is before 100,000 examples.
    #expect(text.contains("**holds**; ahead at 3 of 3 moments, least by 3.00 nats"))
    #expect(text.contains("largest fall of AEVB's test bound is 0.00 nats"))
  }

  @Test func claimsFailByTheWorst() {
    let text = summary([
      curve(.aevb, [-200, -176, -150, -157]), curve(.wakeSleep, [-190, -170, -171, -156]),
    ])
    #expect(text.contains("**does not hold**; ahead at the end in 0 of 1 panels, least by -1.00 nats"))
    #expect(text.contains("**does not hold**; ahead at 1 of 3 moments, least by -6.00 nats"))
    #expect(text.contains("**does not hold**; the largest fall of AEVB's test bound is 7.00 nats"))
  }

  @Test func onlyRunsWithTheSameSettingsStandBesideTheReference() {
    let text = summary([curve(.aevb, [-200, -176, -168, -157])])
    #expect(text.contains("| AEVB | 0 | 100,000 | -176.00 | -176.3 | 0.30 |"))
    #expect(!summary([curve(.aevb, rate: 0.02, [-200, -176, -168, -157])]).contains("PyTorch"))
    #expect(!summary([curve(.aevb, latentSize: 5, [-200, -176, -168, -157])]).contains("PyTorch"))
  }
}

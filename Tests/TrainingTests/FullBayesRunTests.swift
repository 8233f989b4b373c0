import Autoencoder
import Compute
import Foundation
import Testing

@testable import Training

@Suite struct FullBayesRunTests {
  private func configuration(
    _ preset: Preset = .adam, _ extent: WeightPosterior.Extent? = nil
  ) -> TrainingConfiguration {
    var configuration = Fixture.configuration(preset, epochs: 60)
    configuration.method = .fullBayes
    configuration.weightPosterior = extent
    configuration.learningRate = preset == .adam ? 0.005 : 0.02
    configuration.optimizer.accumulatingSteps = 0
    return configuration
  }

  /// Means, log-variances and the moments of both go on bit for bit after an interruption in the middle of an epoch, on any
  /// number of threads.
  @Test(arguments: Preset.allCases, [nil] + WeightPosterior.Extent.allCases)
  func aRunResumesBitForBit(preset: Preset, extent: WeightPosterior.Extent?) throws {
    var whole = Fixture.trainer(configuration(preset, extent))
    let start = whole.state
    var first = Fixture.trainer(configuration(preset, extent), threads: 2)
    try first.advance(7)
    let checkpoint = try Checkpoint(first.checkpoint(seconds: 0).contents().bytes(), path: "memory")
    #expect(checkpoint.state == first.state && checkpoint.configuration == first.configuration)
    var resumed = try Trainer(resuming: checkpoint, data: Fixture.data, team: ThreadTeam(threadCount: 3))
    try whole.advance(30)
    try resumed.advance(23)
    #expect(resumed.model.parameters == whole.model.parameters)
    #expect(resumed.state == whole.state && resumed.position == whole.position)
    let names = ["weights.logVariance", "weights.logVariance.first", "weights.logVariance.second"]
    #expect(whole.state.blocks.keys.sorted() == Array(names.prefix(preset == .adam ? 3 : 2)))
    for name in whole.state.blocks.keys { #expect(whole.state.blocks[name] != start.blocks[name]) }
    // Of weights without a posterior nothing but zeros is kept.
    for tensor in whole.model.parameters.layout.tensors where tensor.name.hasPrefix("encoder") {
      let isReached = whole.state.blocks.values.allSatisfy { $0.values(of: tensor).contains { $0 != 0 } }
      #expect(isReached == (extent == .all), "\(tensor.name)")
    }
  }

  /// Log-variances begin at −8. The objective is the ELBO of training less the weights' share, which is the same at each
  /// image: that of the first step is known.
  @Test func theObjectiveIsTheBoundWithTheShareOfTheWeights() throws {
    var trainer = Fixture.trainer(configuration())
    let layout = trainer.model.parameters.layout
    let posterior = WeightPosterior(layout, extent: .decoder, logVariance: -8)
    #expect(trainer.state.blocks["weights.logVariance"] == posterior.logVariances)
    let share = posterior.divergence(from: trainer.model.parameters) / 50
    let first = try trainer.step().elbo
    let objective = try #require(first.objective)
    #expect(objective.kind == .fullBayes && abs(first.elbo - objective.value - share) < 1e-6)
    try trainer.advance(3)
    let metrics = try #require(trainer.position.metrics)
    #expect(metrics.train.objective?.kind == .fullBayes && metrics.test.objective == nil)
    #expect(MetricsFile.line(metrics).contains(#""objective":{"kind":"full-vb","value":"#))
  }

  /// The ELBO of the test set is that of the mean weights.
  @Test func itIsEvaluatedWithTheMeanWeightsAndLearns() throws {
    var trainer = Fixture.trainer(configuration())
    let start = try trainer.evaluate().elbo.mean
    let bounds = try trainer.advance(200).compactMap(\.objective?.value)
    let evaluation = try trainer.evaluate()
    #expect(evaluation.elbo.mean > start + 0.3, "\(start) → \(evaluation.elbo.mean)")
    #expect(bounds.count == 200 && bounds[190...].reduce(0, +) > bounds[..<10].reduce(0, +) + 10)
    let again = try trainer.model.evaluate(
      pixels: Fixture.data.test.pixels, count: 20,
      noise: RandomStream(seed: 3, stream: RandomPurpose.evaluation),
      workspace: Workspace(
        trainer.model.architecture, batchSize: 16, team: ThreadTeam(threadCount: 1)))
    #expect(again.elbo.mean == evaluation.elbo.mean)
  }

  @Test func itHasNoObjectiveToBeChangedAndAPosteriorGoesWithItAlone() {
    var configuration = configuration(.adam, .all)
    #expect(throws: Never.self) { try configuration.check() }
    #expect(configuration.ascended == "full variational bound (all weights)")
    configuration.objective.klWeight = 2
    #expect(throws: SettingError.self) { try configuration.check() }
    configuration.objective.klWeight = 1
    configuration.method = .aevb
    let error = #expect(throws: SettingError.self) { try configuration.check() }
    #expect(
      error?.description
        == "posterior over weights: expected none with the method aevb, as it goes with full-vb only, found all"
    )
  }

  /// A state of another method, or none, is not gone on with.
  @Test func theStateOfAnotherMethodIsRefused() throws {
    var checkpoint = Fixture.trainer(configuration()).checkpoint(seconds: 0)
    checkpoint.configuration.method = .aevb
    #expect(throws: (any Error).self) {
      try Trainer(resuming: checkpoint, data: Fixture.data, team: ThreadTeam(threadCount: 1))
    }
    checkpoint = Fixture.trainer(Fixture.configuration()).checkpoint(seconds: 0)
    checkpoint.configuration.method = .fullBayes
    #expect(throws: (any Error).self) {
      try Trainer(resuming: checkpoint, data: Fixture.data, team: ThreadTeam(threadCount: 1))
    }
  }
}

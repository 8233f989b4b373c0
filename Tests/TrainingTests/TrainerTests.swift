import Autoencoder
import Compute
import Datasets
import Formats
import Testing

@testable import Training

struct TrainerTests {
  @Test func theSameSeedGivesTheSameNumbersWhateverTheThreads() throws {
    var one = Fixture.trainer(threads: 1)
    var two = Fixture.trainer(threads: 2)
    let (alone, together) = (try one.advance(12), try two.advance(12))
    #expect(alone == together)
    #expect(one.model.parameters == two.model.parameters)
    #expect(one.position == two.position)
    var configuration = Fixture.configuration()
    configuration.seed = 4
    var other = Fixture.trainer(configuration)
    try other.advance(12)
    #expect(one.model.parameters != other.model.parameters)
  }

  /// Interrupted in the middle of an epoch, at an end of one, and before the first step.
  @Test(arguments: [0, 1, 4, 6], [Preset.adam, .paper])
  func aResumedRunIsTheUninterruptedOne(_ steps: Int, _ preset: Preset) throws {
    var uninterrupted = Fixture.trainer(Fixture.configuration(preset))
    try uninterrupted.advance(steps)
    let bytes = uninterrupted.checkpoint(seconds: 0).contents().bytes()
    var resumed = try Trainer(
      resuming: Checkpoint(bytes, path: "memory"), data: Fixture.data, team: ThreadTeam(threadCount: 2))
    #expect(resumed.position == uninterrupted.position)
    let (after, without) = (try resumed.advance(9), try uninterrupted.advance(9))
    #expect(after == without)
    #expect(resumed.model.parameters == uninterrupted.model.parameters)
    #expect(resumed.state == uninterrupted.state)
    #expect(resumed.position == uninterrupted.position)
  }

  @Test func anEpochWeighsImagesNotMinibatches() throws {
    var trainer = Fixture.trainer()
    var sum = 0.0
    for _ in 0..<4 {
      let result = try trainer.step()
      sum += result.elbo.elbo * Double(result.count)
    }
    #expect(trainer.isAtEpochEnd && trainer.position.examplesSeen == 50)
    let metrics = try trainer.endEpoch(seconds: 1.5).metrics
    #expect(abs(metrics.train.elbo - sum / 50) < 1e-9)
    #expect(metrics.epoch == 1 && metrics.seconds == 1.5 && metrics.klPerDimension.count == 2)
    #expect(!trainer.isAtEpochEnd && trainer.position.epochExamples == 0)
  }

  @Test func theTestSetMeetsTheSameNoiseEachTime() throws {
    let trainer = Fixture.trainer()
    #expect(try trainer.evaluate().elbo == trainer.evaluate().elbo)
  }

  @Test func theWarmUpRaisesTheWeightEvenly() throws {
    var configuration = Fixture.configuration()
    configuration.klWarmUpEpochs = 2
    configuration.objective.klWeight = 0.5
    var trainer = Fixture.trainer(configuration)
    #expect(trainer.klWeight == 0)
    try trainer.advance(4)
    #expect(trainer.klWeight == 0.25)
    try trainer.advance(4)
    #expect(trainer.klWeight == 0.5)
  }

  /// Whatever is ascended, train and test have the ELBO; the objective stands beside the one of the training set.
  @Test func theELBOIsMeasuredWhateverIsAscended() throws {
    func epochs(_ objective: Objective, warmUp: Int = 0) throws -> [EpochMetrics] {
      var configuration = Fixture.configuration()
      configuration.objective = objective
      configuration.klWarmUpEpochs = warmUp
      var trainer = Fixture.trainer(configuration)
      return try (0..<2).map { _ in
        while !trainer.isAtEpochEnd { try trainer.step() }
        return try trainer.endEpoch(seconds: 0).metrics
      }
    }
    for objective in [Objective(), Objective(.iwae, samples: 5), Objective(samples: 2, klWeight: 4)] {
      for epoch in try epochs(objective) {
        #expect(abs(epoch.train.elbo - (epoch.train.reconstruction - epoch.train.klDivergence)) < 1e-9)
        #expect(epoch.train.objective?.kind == objective.otherThanELBO)
        #expect(abs(epoch.test.elbo - (epoch.test.reconstruction - epoch.test.klDivergence)) < 1e-9)
        #expect(epoch.test.objective == nil)
      }
    }
    let weighted = try epochs(Objective(klWeight: 4))[0].train
    let value = try #require(weighted.objective).value
    #expect(abs(value - (weighted.reconstruction - 4 * weighted.klDivergence)) < 1e-9)
    // A warm-up to 1 ascends another quantity until it is over. Its weights of 0, 0.32, 0.64 and 0.96 are weighed by
    // images: 16, 16, 16 and 2.
    let risen = try epochs(Objective(), warmUp: 1)
    #expect(risen[1].train.objective == nil)
    guard case .weighted(let klWeight)? = risen[0].train.objective?.kind else { return #expect(Bool(false)) }
    #expect(abs(klWeight - 0.3456) < 1e-6)
  }

  @Test func thePaperAccumulatesThenChoosesItsRate() throws {
    var trainer = Fixture.trainer(Fixture.configuration(.paper, epochs: 100))
    let start = trainer.model.parameters
    try trainer.advance(100)
    #expect(trainer.model.parameters == start)
    #expect(trainer.position.learningRate == nil)
    // With replacement every minibatch is full, and an epoch ends when N examples were seen.
    #expect(trainer.position.examplesSeen == 1600 && trainer.position.epoch == 32)
    try trainer.advance(1)
    #expect(trainer.model.parameters != start)
    #expect(Preset.candidateLearningRates.contains(try #require(trainer.position.learningRate)))
  }

  @Test func divergenceNamesTensorAndStep() throws {
    var configuration = Fixture.configuration(epochs: 1000)
    configuration.optimizer = Optimizer(.sgd)
    configuration.learningRate = 1e20
    var trainer = Fixture.trainer(configuration)
    let error = #expect(throws: InputError.self) { try trainer.advance(100) }
    #expect(error?.kind == .diverged)
    let step = trainer.position.step + 1
    #expect(error?.description.contains("diverged at step \(step): ") == true)
  }

  @Test func theRateMayBeChangedOnTheWay() throws {
    var trainer = Fixture.trainer()
    try trainer.advance(2)
    trainer.setLearningRate(0.5)
    let bytes = trainer.checkpoint(seconds: 0).contents().bytes()
    #expect(try Checkpoint(bytes, path: "memory").position?.learningRate == 0.5)
  }

  @Test func drawnDigitsAreLearnt() throws {
    let catalogue = DatasetCatalogue(locator: DatasetLocator(environment: [:]))
    let data = try catalogue.load("digits", options: LoadOptions(trainCount: 1000, testCount: 200))
    var configuration = TrainingConfiguration(
      dataset: "digits",
      architecture: Architecture(imageShape: data.imageShape, hiddenSizes: [64], latentSize: 2),
      epochs: 4)
    configuration.batchSize = 20
    var trainer = Trainer(configuration, data: data, team: ThreadTeam(threadCount: 2))
    var bounds = [try trainer.evaluate().elbo.mean]
    while !trainer.isFinished {
      try trainer.step()
      if trainer.isAtEpochEnd { bounds.append(try trainer.endEpoch(seconds: 0).metrics.test.elbo) }
    }
    #expect(bounds.count == 5 && bounds == bounds.sorted(), "\(bounds)")
    #expect(bounds[0] < -500 && bounds[4] > -300, "\(bounds)")
  }
}

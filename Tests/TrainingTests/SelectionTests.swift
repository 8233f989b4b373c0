import Autoencoder
import Compute
import Datasets
import Formats
import Foundation
import Testing

@testable import Training

struct SelectionTests {
  private static let team = ThreadTeam(threadCount: 1)
  /// The fixture's data with a validation part.
  private static let data = DataSplit(
    name: "halves", train: Fixture.data.train, test: Fixture.data.test,
    validation: Fixture.data.train.selecting(20..<50))

  private static func configuration(_ objective: Objective = Objective(), epochs: Int = 4)
    -> TrainingConfiguration
  {
    var configuration = Fixture.configuration(epochs: epochs)
    configuration.objective = objective
    configuration.selection = Selection(for: objective, data: data)
    return configuration
  }

  private static func train(_ configuration: TrainingConfiguration) throws -> (Trainer, [EpochMetrics]) {
    var trainer = Trainer(configuration, data: data, team: team)
    var history: [EpochMetrics] = []
    while !trainer.isFinished {
      _ = try trainer.step()
      if trainer.isAtEpochEnd { history.append(try trainer.endEpoch(seconds: 0).metrics) }
    }
    return (trainer, history)
  }

  @Test func theCriterionFollowsFromDataAndObjective() {
    #expect(Selection(for: Objective(.iwae, samples: 5), data: Fixture.data) == .testELBO)
    #expect(Selection(for: Objective(), data: Self.data) == .validationELBO)
    #expect(Selection(for: Objective(.elbo, klWeight: 4), data: Self.data) == .validationELBO)
    #expect(Selection(for: Objective(.iwae, samples: 5), data: Self.data) == .validationIWAE)
  }

  @Test func theBestEpochIsThatOfTheValidationPart() throws {
    let (trainer, history) = try Self.train(Self.configuration())
    let bounds = try history.map { try #require($0.validation) }
    #expect(bounds.allSatisfy { $0.objective == nil })
    let best = try #require(history.max { $0.validation!.elbo < $1.validation!.elbo })
    #expect(trainer.position.bestEpoch == best.epoch && trainer.position.bestELBO == best.validation?.elbo)
    #expect(history.best == best)
    // Chosen elsewhere, the numbers of training are the same.
    let (other, earlier) = try Self.train(Fixture.configuration(epochs: 4))
    #expect(other.model.parameters == trainer.model.parameters)
    #expect(earlier.map(\.test) == history.map(\.test) && earlier.allSatisfy { $0.validation == nil })
  }

  @Test func theImportanceWeightedBoundHasTheObjectivesSamples() throws {
    let (trainer, history) = try Self.train(Self.configuration(Objective(.iwae, samples: 3)))
    let last = try #require(history.last?.validation)
    let expected = trainer.model.logLikelihood(
      pixels: Self.data.validation!.pixels, count: 30, importanceSamples: 3,
      noise: RandomStream(seed: 3, stream: RandomPurpose.validationImportance), team: Self.team)
    #expect(last.objective == ObjectiveValue(.iwae(samples: 3), value: expected.mean))
    #expect(history.last?.criterion == expected.mean && last.elbo < expected.mean)
  }

  @Test func aLineHoldsTheValidationPart() throws {
    let (_, history) = try Self.train(Self.configuration(Objective(.iwae, samples: 3), epochs: 1))
    let line = MetricsFile.line(history[0])
    #expect(line.contains(",\"validation\":{\"elbo\":") && line.contains("{\"kind\":\"iwae\",\"samples\":3,"))
    let read = try JSONDecoder().decode(EpochMetrics.self, from: Data(line.utf8))
    #expect(abs(read.criterion - history[0].criterion) < 1e-6)
  }

  @Test func aConfigurationOfBeforeChoosesByTheTestSet() throws {
    var fields = try #require(
      JSONSerialization.jsonObject(with: Data(Self.configuration().json)) as? [String: Any])
    #expect(fields.removeValue(forKey: "selection") as? String == "validation-elbo")
    let old = try JSONDecoder().decode(
      TrainingConfiguration.self, from: JSONSerialization.data(withJSONObject: fields))
    #expect(old.selection == .testELBO && old.patience == nil && old.validationFraction == nil)
  }

  /// A run that began before there was a choice goes on without one, although its data has a validation part.
  @Test func aResumedRunKeepsItsCriterion() throws {
    var trainer = Trainer(Fixture.configuration(epochs: 4), data: Fixture.data, team: Self.team)
    try trainer.advance(4)
    var resumed = try Trainer(resuming: trainer.checkpoint(seconds: 0), data: Self.data, team: Self.team)
    try resumed.advance(4)
    #expect(resumed.position.metrics?.epoch == 2 && resumed.position.metrics?.validation == nil)
    let chosen = Trainer(Self.configuration(), data: Self.data, team: Self.team)
    let error = #expect(throws: InputError.self) {
      try Trainer(resuming: chosen.checkpoint(seconds: 0), data: Fixture.data, team: Self.team)
    }
    #expect(error?.description.contains("validation part") == true)
  }

  @Test func patienceEndsARun() throws {
    let configuration = {
      var configuration = Fixture.configuration(epochs: 50)
      configuration.patience = 3
      return configuration
    }()
    #expect(!configuration.isFinished(epoch: 4, bestEpoch: 2))
    #expect(configuration.isFinished(epoch: 5, bestEpoch: 2))
    #expect(configuration.isFinished(epoch: 50, bestEpoch: 50))
    #expect(!Fixture.configuration(epochs: 50).isFinished(epoch: 49, bestEpoch: 1))
    var still = configuration
    // Nothing is learnt at this rate, so that no epoch is better than the first.
    still.learningRate = 1e-30
    let (trainer, history) = try Self.train(still)
    #expect(history.count == 4 && trainer.position.bestEpoch == 1)
  }

  @Test func badValuesAreRefused() {
    var configuration = Fixture.configuration()
    configuration.patience = 0
    #expect(throws: SettingError.self) { try configuration.check() }
    configuration.patience = nil
    configuration.validationFraction = 1
    #expect(throws: SettingError.self) { try configuration.check() }
  }
}

import Foundation
import Testing

@testable import Training

@Suite struct LearningRateScheduleTests {
  private let iwae = LearningRateSchedule.iwae

  /// Phase i has 3^i passes and the rate 10^(−i/7) of the first.
  @Test func theScheduleIsThatOfBurdaEtAl() {
    let factors = (0..<3_280).map { iwae.factor(epoch: $0, of: 3_280) }
    var epoch = 0
    for phase in 0...7 {
      let length = Int(pow(3, Double(phase)))
      let expected = pow(10, -Double(phase) / 7)
      #expect(
        factors[epoch..<epoch + length].allSatisfy { abs(Double($0) - expected) < 1e-7 }, "phase \(phase)")
      epoch += length
    }
    #expect(epoch == 3_280 && iwae.factor(epoch: 10_000, of: 3_280) == 0.1)
    #expect(LearningRateSchedule.constant.factor(epoch: 500, of: 3_280) == 1)
  }

  /// A shorter run has the phases in the same proportions.
  @Test func aShorterRunHasTheSameProportions() {
    let factors = (0..<328).map { iwae.factor(epoch: $0, of: 328) }
    #expect(factors == factors.sorted(by: >) && factors[0] == 1 && factors.last == 0.1)
    #expect(factors.count { $0 == 0.1 } == 218)
    #expect(iwae.factor(epoch: 0, of: 1) == 1)
  }

  @Test func eachEpochHasTheRateOfTheSchedule() throws {
    var configuration = Fixture.configuration(epochs: 3_280)
    configuration.schedule = .iwae
    var trainer = Fixture.trainer(configuration)
    #expect(trainer.learningRate == 1e-3)
    try trainer.advance(4)
    #expect(abs(trainer.learningRate - 7.196_857e-4) < 1e-9)
    // A rate that is set holds now, and the schedule goes on from it.
    trainer.setLearningRate(0.02)
    #expect(abs(trainer.learningRate - 0.02) < 1e-8)
    try trainer.advance(12)
    #expect(abs(trainer.learningRate - 0.02 * 0.719_685_7) < 1e-8)
  }

  /// The schedule makes a difference, and an interrupted run goes on with it bit for bit.
  @Test func aScheduledRunResumesBitForBit() throws {
    var configuration = Fixture.configuration(epochs: 5)
    configuration.optimizer.epsilon = 1e-4
    var constant = Fixture.trainer(configuration)
    configuration.schedule = .iwae
    var whole = Fixture.trainer(configuration)
    var first = Fixture.trainer(configuration)
    try first.advance(7)
    let checkpoint = try Checkpoint(first.checkpoint(seconds: 0).contents().bytes(), path: "memory")
    #expect(checkpoint.configuration == configuration)
    var resumed = try Trainer(
      resuming: checkpoint, data: Fixture.data, team: .init(threadCount: 2))
    try whole.advance(14)
    try resumed.advance(7)
    try constant.advance(14)
    #expect(resumed.model.parameters == whole.model.parameters)
    #expect(constant.model.parameters != whole.model.parameters)
  }

  /// A file of a version without schedules has one rate throughout.
  @Test func aConfigurationWithoutAScheduleIsConstant() throws {
    let bytes = try JSONEncoder().encode(Fixture.configuration())
    var fields = try #require(JSONSerialization.jsonObject(with: bytes) as? [String: Any])
    #expect(fields.removeValue(forKey: "schedule") as? String == "constant")
    let earlier = try JSONSerialization.data(withJSONObject: fields)
    #expect(try JSONDecoder().decode(TrainingConfiguration.self, from: earlier) == Fixture.configuration())
  }

  @Test func anEpsilonBelowZeroIsRefused() {
    var configuration = Fixture.configuration()
    configuration.optimizer.epsilon = -1
    #expect(throws: SettingError(setting: .adamEpsilon, expected: "0 or more", found: "-1.0")) {
      try configuration.check()
    }
  }
}

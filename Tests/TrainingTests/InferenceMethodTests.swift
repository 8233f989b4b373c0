import Compute
import Foundation
import Testing

@testable import Training

@Suite struct InferenceMethodTests {
  private func configuration(_ preset: Preset) -> TrainingConfiguration {
    var configuration = Fixture.configuration(preset, epochs: 60)
    configuration.method = .wakeSleep
    configuration.learningRate = 0.02
    configuration.optimizer.accumulatingSteps = 0
    return configuration
  }

  /// Wake–sleep goes on bit for bit after an interruption, on any number of threads, and learns.
  @Test(arguments: Preset.allCases)
  func wakeSleepResumesBitForBitAndLearns(preset: Preset) throws {
    var whole = Fixture.trainer(configuration(preset))
    let start = try whole.evaluate().elbo.mean
    var first = Fixture.trainer(configuration(preset), threads: 2)
    try first.advance(7)
    let checkpoint = try Checkpoint(first.checkpoint(seconds: 0).contents().bytes(), path: "memory")
    #expect(checkpoint.configuration.method == .wakeSleep)
    var resumed = try Trainer(resuming: checkpoint, data: Fixture.data, team: ThreadTeam(threadCount: 3))
    try whole.advance(200)
    try resumed.advance(193)
    #expect(resumed.model.parameters == whole.model.parameters)
    #expect(resumed.state == whole.state && resumed.position == whole.position)
    let end = try whole.evaluate().elbo.mean
    // On 50 images the weight prior of the paper outweighs them.
    #expect(preset == .paper || end > start + 0.5, "\(start) → \(end)")
  }

  @Test func wakeSleepHasNoObjectiveToBeChanged() {
    var configuration = configuration(.adam)
    #expect(throws: Never.self) { try configuration.check() }
    #expect(configuration.ascended == "wake-sleep" && Fixture.configuration().ascended == "ELBO")
    configuration.objective.samples = 5
    #expect(throws: SettingError.self) { try configuration.check() }
  }

  /// A file of a version without other methods was trained by AEVB.
  @Test func aConfigurationWithoutAMethodIsAEVB() throws {
    let bytes = try JSONEncoder().encode(Fixture.configuration())
    var fields = try #require(JSONSerialization.jsonObject(with: bytes) as? [String: Any])
    #expect(fields.removeValue(forKey: "method") as? String == "aevb")
    let earlier = try JSONSerialization.data(withJSONObject: fields)
    #expect(try JSONDecoder().decode(TrainingConfiguration.self, from: earlier) == Fixture.configuration())
  }
}

import Autoencoder
import Compute
import Formats
import Testing
import Training

@testable import Commands

@Suite struct SettingOptionsTests {
  private var configuration = TrainingConfiguration(
    dataset: "mnist",
    architecture: Architecture(imageShape: ImageShape(height: 28, width: 28), latentSize: 2))

  @Test func theCommandTellsTheSettings() {
    #expect(
      configuration.command
        == "vae train mnist --latent-size 2 --hidden 500 --epochs 200 --preset adam --seed 0")
    var changed = configuration
    changed.objective = Objective(.iwae, samples: 5)
    changed.learningRate = 0.01
    #expect(changed.command.hasSuffix("--seed 0 --objective iwae --samples 5 --learning-rate 0.01"))
  }

  @Test func theCommandTellsTheScheduleAndAdamsEpsilon() {
    var changed = configuration
    changed.optimizer.epsilon = 1e-4
    changed.schedule = .iwae
    #expect(changed.command.hasSuffix("--seed 0 --adam-epsilon 0.0001 --schedule iwae"))
  }

  @Test func theCommandTellsTheInitialWeightsAndTheImages() {
    var changed = configuration
    changed.initialDeviation = 0.1
    changed.trainCount = 1000
    #expect(changed.command.hasSuffix("--seed 0 --initial-deviation 0.1 --train-images 1000"))
  }

  @Test func aRefusalNamesTheOption() {
    var changed = configuration
    changed.batchSize = 0
    #expect(throws: InputError(.badSettings, "--batch-size: expected 1 to 100000, found 0")) {
      try changed.checkOptions()
    }
    changed = configuration
    changed.evaluationSamples = 0
    #expect(
      throws: InputError(.badSettings, "noise samples of an evaluation: expected 1 to 100000, found 0")
    ) { try changed.checkOptions() }
  }
}

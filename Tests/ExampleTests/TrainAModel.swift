import Autoencoder
import Compute
import Datasets
import Foundation
import Testing
import Training

/// Example: train a model on digits that the program draws, and keep it.
@Test func trainAModel() throws {
  // A data set by its name, or the path of a file: N×D bytes to train on, and some apart to test on.
  let catalogue = DatasetCatalogue(locator: DatasetLocator(environment: [:]))
  let data = try catalogue.load("digits", options: LoadOptions(trainCount: 1000, testCount: 200))

  // 784–100–2–100–784, one sigmoid a pixel; Adam at 1e-3.
  let architecture = Architecture(imageShape: data.imageShape, hiddenSizes: [100], latentSize: 2)
  let configuration = TrainingConfiguration(dataset: "digits", architecture: architecture, epochs: 3)

  // A step is a minibatch. At the end of an epoch the test set is evaluated: the ELBO, in nats per image.
  let team = ThreadTeam(threadCount: 2)
  var trainer = Trainer(configuration, data: data, team: team)
  while !trainer.isFinished {
    try trainer.step()
    if trainer.isAtEpochEnd {
      let (metrics, _) = try trainer.endEpoch(seconds: 0)
      print("epoch \(metrics.epoch): train \(metrics.train.elbo), test \(metrics.test.elbo)")
    }
  }

  // The checkpoint is a safetensors file, which PyTorch reads as well; training goes on from it bit for bit.
  let path = NSTemporaryDirectory() + "/digits-\(UUID().uuidString).safetensors"
  try trainer.checkpoint(seconds: 0).write(to: path)
  defer { try? FileManager.default.removeItem(atPath: path) }

  let model = try Checkpoint(contentsOf: path).model
  let evaluation = try ModelEvaluation(model, on: data.test, pixelMode: configuration.pixelMode, team: team)
  print("ELBO \(evaluation.elbo.mean) ± \(evaluation.elbo.standardError)")

  #expect(abs(evaluation.elbo.mean - (trainer.position.bestELBO ?? 0)) < 1e-3)
  #expect(evaluation.elbo.mean > -400)
}

import Autoencoder
import Compute
import Datasets
import Explorer
import Testing
import Training

@testable import ExplorerRuntime

@Suite struct ShownPixelsTests {
  /// The explorer shows the very pixels that the figures of the test set are made on: evaluated as they are, they give
  /// the trainer's own numbers.
  @Test func shownImagesAreThoseOfTheFigures() throws {
    let catalogue = DatasetCatalogue(locator: DatasetLocator(environment: [:]))
    let data = try catalogue.load("digits", options: LoadOptions(seed: 5, trainCount: 100, testCount: 60))
    var configuration = TrainingConfiguration(
      dataset: "digits", architecture: Architecture(imageShape: data.imageShape, hiddenSizes: [10]),
      seed: 5)
    configuration.pixelMode = .stochastic
    let team = ThreadTeam(threadCount: 1)
    let trainer = Trainer(configuration, data: data, team: team)
    let shown = TestImages(data, of: configuration)
    let found = try ModelEvaluation(
      trainer.model,
      on: ImageDataset(name: "shown", imageShape: shown.imageShape, pixels: shown.pixels),
      pixelMode: .fixed, seed: configuration.seed, team: team)
    #expect(try found.elbo == trainer.evaluate().elbo)
    #expect(shown.labels == data.test.labels)
  }
}

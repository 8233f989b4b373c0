import Datasets
import Explorer
import Training

extension TestImages {
  /// The first images of the test set, in the very pixels on which the figures of the test set are measured.
  public init(_ data: DataSplit, of configuration: TrainingConfiguration) {
    let images = data.test.count > 0 ? data.test : data.train
    let shown = images.evaluationImages(
      0..<min(TestImages.limit, images.count), mode: configuration.pixelMode, seed: configuration.seed)
    self.init(imageShape: shown.imageShape, pixels: shown.pixels, labels: shown.labels)
  }

  /// The first images of the test set as they are.
  init(_ data: DataSplit) {
    let images = data.test.first(TestImages.limit)
    self.init(imageShape: images.imageShape, pixels: images.pixels, labels: images.labels)
  }

  /// A few images drawn by the program, if it can draw the size that the model takes; otherwise none.
  static func examples(for configuration: TrainingConfiguration) -> TestImages {
    guard let images = ModelCatalogue.exampleInputs(for: configuration) else {
      return TestImages(imageShape: configuration.architecture.imageShape, pixels: [], labels: nil)
    }
    return TestImages(imageShape: images.imageShape, pixels: images.pixels, labels: images.labels)
  }
}

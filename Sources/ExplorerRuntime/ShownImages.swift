import Datasets
import Explorer
import Training

extension TestImages {
  /// The first images of the test set, in the pixel mode of the model.
  public init(_ data: DataSplit, mode: PixelMode) {
    let images = data.test.count > 0 ? data.test : data.train
    let shown = images.selecting(0..<min(TestImages.limit, images.count))
    var pixels = shown.pixels
    let area = shown.imageShape.count
    pixels.withUnsafeMutableBufferPointer { pixels in
      for image in 0..<shown.count {
        mode.apply(
          to: UnsafeMutableBufferPointer(rebasing: pixels[image * area..<(image + 1) * area]), seed: 0,
          epoch: 0,
          image: UInt32(image))
      }
    }
    self.init(imageShape: shown.imageShape, pixels: pixels, labels: shown.labels)
  }

  /// A few images drawn by the program, if it can draw the size that the model takes; otherwise none.
  static func examples(for configuration: TrainingConfiguration) -> TestImages {
    guard let images = ModelCatalogue.exampleInputs(for: configuration) else {
      return TestImages(imageShape: configuration.architecture.imageShape, pixels: [], labels: nil)
    }
    return TestImages(imageShape: images.imageShape, pixels: images.pixels, labels: images.labels)
  }
}

import Autoencoder
import Compute
import Datasets
import Training

/// What jobs and figures depend on of a data set, known before it is loaded.
public struct ExperimentData: Sendable, Equatable {
  /// The name of a data set, or the path of a file.
  public let dataset: String
  /// Of a folder of results and in titles.
  public let name: String
  public let imageShape: ImageShape
  /// Whether the images are photographs.
  public let isContinuous: Bool
  public let pixelMode: PixelMode
  public let trainCount: Int
  public let testCount: Int
  /// How the numbers of a file become images; `nil` for data sets that need no choice.
  public let reading: ImageReading?

  /// The data sets that can be named without their files, in the order of the list of experiments.
  public static let known = [
    ink("mnist", "MNIST"), photographs("frey-face", "FreyFace"), ink("digits", "Digits"),
    photographs("faces", "Faces"),
  ]

  private static func ink(_ dataset: String, _ name: String) -> ExperimentData {
    ExperimentData(
      dataset: dataset, name: name, imageShape: ImageShape(height: 28, width: 28), isContinuous: false,
      pixelMode: .grey, trainCount: 60_000, testCount: 10_000, reading: nil)
  }

  private static func photographs(_ dataset: String, _ name: String) -> ExperimentData {
    ExperimentData(
      dataset: dataset, name: name, imageShape: ImageShape(height: 28, width: 20), isContinuous: true,
      pixelMode: .grey, trainCount: 1565, testCount: 400, reading: nil)
  }
}

extension ExperimentData {
  /// Another data set.
  /// - Parameter name: fit for the name of a folder.
  public init(dataset: String, name: String, data: DataSplit) {
    self.init(
      dataset: dataset, name: name, imageShape: data.imageShape, isContinuous: data.isContinuous,
      pixelMode: data.defaultPixelMode, trainCount: data.train.count, testCount: data.test.count,
      reading: data.source?.reading)
  }

  /// Fit for the name of a folder.
  var fileName: String { dataset.contains("/") ? name : dataset }

  /// The paper's hidden layer: 500 units, of 200 for faces.
  var hiddenSizes: [Int] { [isContinuous ? 200 : 500] }

  /// An architecture for its images.
  func architecture(hiddenSizes: [Int]? = nil, latentSize: Int) -> Architecture {
    Architecture(
      imageShape: imageShape, hiddenSizes: hiddenSizes ?? self.hiddenSizes, latentSize: latentSize,
      likelihood: .suited(toContinuous: isContinuous))
  }

  /// Settings for its images, a preset's but for what is given.
  func configuration(
    _ architecture: Architecture, preset: Preset, epochs: Int, seed: UInt64
  ) -> TrainingConfiguration {
    var configuration = TrainingConfiguration(
      dataset: dataset, architecture: architecture, preset: preset, epochs: epochs, seed: seed)
    configuration.reading = reading
    configuration.pixelMode = pixelMode
    return configuration
  }
}

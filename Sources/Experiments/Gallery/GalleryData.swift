import Autoencoder
import Compute
import Datasets
import Training

/// What the gallery's jobs and figures depend on of a data set.
public struct GalleryData: Sendable, Equatable {
  /// The name of a data set, or the path of a file.
  public let dataset: String
  /// Of the folder of the results and of its manifolds.
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

  private static func ink(_ dataset: String, _ name: String) -> GalleryData {
    GalleryData(
      dataset: dataset, name: name, imageShape: ImageShape(height: 28, width: 28), isContinuous: false,
      pixelMode: .grey, trainCount: 60_000, testCount: 10_000, reading: nil)
  }

  private static func photographs(_ dataset: String, _ name: String) -> GalleryData {
    GalleryData(
      dataset: dataset, name: name, imageShape: ImageShape(height: 28, width: 20), isContinuous: true,
      pixelMode: .grey, trainCount: 1565, testCount: 400, reading: nil)
  }
}

extension GalleryData {
  /// Another data set.
  /// - Parameter name: fit for the name of a folder.
  public init(dataset: String, name: String, data: DataSplit) {
    self.init(
      dataset: dataset, name: name, imageShape: data.imageShape, isContinuous: data.isContinuous,
      pixelMode: data.defaultPixelMode, trainCount: data.train.count, testCount: data.test.count,
      reading: data.source?.reading)
  }

  /// The epochs of the reference repository.
  public var standardEpochs: Int { isContinuous ? 2000 : 200 }

  /// The settings of the reference repository: preset `adam`, one hidden layer of 500 tanh units, of 200 for faces.
  func configuration(latentSize: Int, seed: UInt64, epochs: Int) -> TrainingConfiguration {
    let architecture = Architecture(
      imageShape: imageShape, hiddenSizes: [isContinuous ? 200 : 500], latentSize: latentSize,
      likelihood: .suited(toContinuous: isContinuous))
    var configuration = TrainingConfiguration(
      dataset: dataset, architecture: architecture, preset: .adam, epochs: epochs, seed: seed)
    configuration.reading = reading
    configuration.pixelMode = pixelMode
    return configuration
  }

  /// The film of the generation process.
  var film: Film {
    isContinuous
      ? Film(minibatches: [0], epochs: [1, 2, 4, 8, 16, 32, 64], interval: 100, count: 35)
      : Film(
        minibatches: [0, 10, 50, 100, 300, 500], epochs: [2, 3, 5, 8, 12, 20], interval: 30, count: 25)
  }

  /// Images of the film side by side.
  var filmColumns: Int { isContinuous ? 7 : 5 }
  /// Images of the other sheets side by side; as many rows.
  var sheetColumns: Int { isContinuous ? 8 : 10 }
  /// The cells of a manifold.
  var manifold: (columns: Int, rows: Int) { isContinuous ? (14, 10) : (20, 20) }
  /// How many times a picture's pixel is enlarged, so that small images can be seen.
  var scale: Int { max(1, 56 / max(imageShape.height, imageShape.width)) }
}

import Autoencoder
import Compute
import Datasets
import Foundation

@testable import Training

/// A small task that trains in milliseconds.
enum Fixture {
  static let imageShape = ImageShape(height: 3, width: 4)

  /// Images of two kinds: left half light, or right half light, with noise. 50 to train, 20 to test.
  static let data: DataSplit = {
    var random = RandomStream(seed: 7, stream: 1)
    func images(_ count: Int) -> ImageDataset {
      var pixels: [UInt8] = []
      for image in 0..<count {
        for pixel in 0..<imageShape.count {
          let isLight = (pixel % 4 < 2) == (image % 2 == 0)
          pixels.append(UInt8((isLight ? 180 : 10) + random.below(60)))
        }
      }
      return ImageDataset(
        name: "halves", imageShape: imageShape, pixels: pixels, labels: (0..<count).map { UInt8($0 % 2) })
    }
    return DataSplit(name: "halves", train: images(50), test: images(20))
  }()

  /// Four steps an epoch, the last one short.
  static func configuration(_ preset: Preset = .adam, epochs: Int = 3) -> TrainingConfiguration {
    var configuration = TrainingConfiguration(
      dataset: "halves", architecture: Architecture(imageShape: imageShape, hiddenSizes: [5], latentSize: 2),
      preset: preset, epochs: epochs, seed: 3)
    configuration.batchSize = 16
    return configuration
  }

  static func trainer(_ configuration: TrainingConfiguration = configuration(), threads: Int = 1) -> Trainer {
    Trainer(configuration, data: data, team: ThreadTeam(threadCount: threads))
  }

  /// Calls `body` with the path of a new folder, which is deleted afterwards.
  static func withFolder<R>(_ body: (String) throws -> R) throws -> R {
    let path = NSTemporaryDirectory() + "/vae-training-tests-" + UUID().uuidString
    try FileManager.default.createDirectory(atPath: path, withIntermediateDirectories: true)
    defer { try? FileManager.default.removeItem(atPath: path) }
    return try body(path)
  }
}

extension Trainer {
  /// Makes so many steps, ending epochs on the way; returns what they reported.
  @discardableResult
  mutating func advance(_ steps: Int) throws -> [ELBO] {
    try (0..<steps).map { _ in
      let elbo = try step().elbo
      if isAtEpochEnd { _ = try endEpoch(seconds: 0) }
      return elbo
    }
  }
}

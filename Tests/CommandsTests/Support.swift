import Autoencoder
import Compute
import Datasets
import Foundation
import Synchronization
import Training

@testable import Commands

/// What was written to a console in a test.
final class Transcript: Sendable {
  private let held = Mutex("")

  var text: String { held.withLock { $0 } }
  var lines: [String] { text.split(separator: "\n", omittingEmptySubsequences: false).map(String.init) }

  func console(isTerminal: Bool = false, width: Int = 80, isUnicode: Bool = true) -> Console {
    Console(
      isTerminal: isTerminal, isUnicode: isUnicode, width: { width },
      write: { [self] text in held.withLock { $0 += text } })
  }
}

/// A small task that trains in milliseconds: two kinds of images, left half light or right half light.
enum Task {
  static let data: DataSplit = {
    func images(_ count: Int) -> ImageDataset {
      var pixels: [UInt8] = []
      for image in 0..<count {
        for pixel in 0..<12 {
          let isLight = (pixel % 4 < 2) == (image % 2 == 0)
          pixels.append(UInt8(isLight ? 200 + image % 7 : 20 + pixel))
        }
      }
      return ImageDataset(
        name: "halves", imageShape: ImageShape(height: 3, width: 4), pixels: pixels,
        labels: (0..<count).map { UInt8($0 % 2) })
    }
    return DataSplit(name: "halves", train: images(40), test: images(10))
  }()

  static func configuration(epochs: Int = 3, klWeight: Float = 1) -> TrainingConfiguration {
    let architecture = Architecture(imageShape: data.imageShape, hiddenSizes: [8], latentSize: 2)
    var configuration = TrainingConfiguration(dataset: "halves", architecture: architecture, epochs: epochs)
    configuration.batchSize = 10
    configuration.objective.klWeight = klWeight
    return configuration
  }

  static func run(epochs: Int = 3, klWeight: Float = 1) -> TrainingRun {
    TrainingRun(
      configuration(epochs: epochs, klWeight: klWeight), data: data, folder: nil,
      team: ThreadTeam(threadCount: 1))
  }
}

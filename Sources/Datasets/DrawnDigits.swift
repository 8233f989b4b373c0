import Compute
import Dispatch

/// The built-in data set `digits`: handwriting in MNIST's manner, made out of random numbers alone. Each image is a
/// function of the seed and its own number.
struct DrawnDigits {
  let seed: UInt64

  static let imageShape = ImageShape(height: 28, width: 28)
  /// Where the numbers of the test images begin, so that more training images leave them as they are.
  private static let firstTestImage = 1 << 24

  func split(trainCount: Int, testCount: Int) -> DataSplit {
    DataSplit(
      name: "digits", train: images(trainCount, from: 0), test: images(testCount, from: Self.firstTestImage))
  }

  /// Draws `count` images on all cores.
  private func images(_ count: Int, from first: Int) -> ImageDataset {
    var labels = [UInt8](repeating: 0, count: count)
    let size = Self.imageShape.count
    let pixels = [UInt8](unsafeUninitializedCapacity: count * size) { pixels, written in
      labels.withUnsafeMutableBufferPointer { labels in
        inParallel(count: count) { range in
          var raster = InkRaster(height: Self.imageShape.height, width: Self.imageShape.width)
          for image in range {
            var random = RandomStream(seed: seed, stream: RandomPurpose.drawnDigits + UInt64(first + image))
            let digit = random.below(10)
            labels[image] = UInt8(digit)
            raster.draw(
              Handwriting(digit: digit, random: &random).marks,
              into: UnsafeMutableBufferPointer(rebasing: pixels[image * size..<(image + 1) * size]))
          }
        }
      }
      written = count * size
    }
    return ImageDataset(name: "digits", imageShape: Self.imageShape, pixels: pixels, labels: labels)
  }
}

/// Runs `body` over pieces of 0 ..< `count` on all cores; returns when all are done. The body must touch only what
/// belongs to its range.
func inParallel(count: Int, _ body: (Range<Int>) -> Void) {
  let pieceSize = 256
  // The pieces are disjoint and the call waits for all of them, so nothing is shared or outlived.
  nonisolated(unsafe) let body = body
  DispatchQueue.concurrentPerform(iterations: (count + pieceSize - 1) / pieceSize) { piece in
    body(piece * pieceSize..<min((piece + 1) * pieceSize, count))
  }
}

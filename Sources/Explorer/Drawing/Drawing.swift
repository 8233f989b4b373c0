import Compute
import TerminalGraphics

/// An image that the person drew, with its reconstruction.
struct Drawing: Sendable, Equatable {
  let imageShape: ImageShape
  /// D pixels.
  private(set) var pixels: [UInt8]
  var reconstruction: Reconstruction?

  init(imageShape: ImageShape) {
    self.imageShape = imageShape
    pixels = Array(repeating: 0, count: imageShape.count)
  }

  var picture: PixelImage { PixelImage(width: imageShape.width, height: imageShape.height, grey: pixels) }
  var isBlank: Bool { pixels.allSatisfy { $0 == 0 } }

  /// Draws a soft dot around a pixel: bright in the middle, darker around it.
  mutating func dot(x: Int, y: Int) {
    for down in -1...1 {
      for right in -1...1 {
        let ink: UInt8 = right == 0 && down == 0 ? 255 : right == 0 || down == 0 ? 190 : 60
        raise(x + right, y + down, to: ink)
      }
    }
  }

  /// Draws a line between two pixels.
  mutating func line(from start: Point, to end: Point) {
    let steps = max(abs(end.x - start.x), abs(end.y - start.y), 1)
    for step in 0...steps {
      dot(x: start.x + (end.x - start.x) * step / steps, y: start.y + (end.y - start.y) * step / steps)
    }
  }

  mutating func clear() { pixels = Array(repeating: 0, count: imageShape.count) }

  private mutating func raise(_ x: Int, _ y: Int, to ink: UInt8) {
    guard x >= 0, y >= 0, x < imageShape.width, y < imageShape.height else { return }
    let index = y * imageShape.width + x
    pixels[index] = max(pixels[index], ink)
  }
}

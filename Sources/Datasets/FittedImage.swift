import Compute
import Formats

extension RasterImage {
  /// The picture's bytes in an image of another height and width: shrunk by area where it is too large, in its own
  /// proportions, and centred on black.
  func fitted(to shape: ImageShape) -> [UInt8] {
    guard width != shape.width || height != shape.height else { return bytes }
    let scale = min(1, min(Double(shape.width) / Double(width), Double(shape.height) / Double(height)))
    let columns = min(shape.width, max(1, Int((Double(width) * scale).rounded())))
    let rows = min(shape.height, max(1, Int((Double(height) * scale).rounded())))
    let (left, top) = ((shape.width - columns) / 2, (shape.height - rows) / 2)
    let across = (0..<columns).map { Self.weights($0, of: columns, in: width) }
    var result = [UInt8](repeating: 0, count: shape.width * shape.height * channels)
    for row in 0..<rows {
      let down = Self.weights(row, of: rows, in: height)
      for column in 0..<columns {
        let place = (top + row) * shape.width + left + column
        for channel in 0..<channels {
          result[place * channels + channel] = mean(channel, down, across[column])
        }
      }
    }
    return result
  }

  private func mean(
    _ channel: Int, _ down: [(pixel: Int, weight: Double)], _ across: [(pixel: Int, weight: Double)]
  ) -> UInt8 {
    var sum = 0.0
    for (y, share) in down {
      for (x, part) in across { sum += share * part * Double(bytes[(y * width + x) * channels + channel]) }
    }
    return UInt8(min(sum.rounded(), 255))
  }

  /// The parts of a line of `length` pixels that make one of `count` equal pieces of it; they sum to 1.
  private static func weights(_ index: Int, of count: Int, in length: Int) -> [(pixel: Int, weight: Double)] {
    let size = Double(length) / Double(count)
    let (start, end) = (Double(index) * size, Double(index + 1) * size)
    return (Int(start)..<min(length, Int(end.rounded(.up)))).map { pixel in
      (pixel, (min(end, Double(pixel + 1)) - max(start, Double(pixel))) / size)
    }
  }
}

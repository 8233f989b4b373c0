import Compute
import Formats

extension GreyImage {
  /// The picture in an image of another size: shrunk by area where it is too large, in its own proportions, and centred on
  /// black.
  func fitted(to shape: ImageShape) -> [UInt8] {
    guard width != shape.width || height != shape.height else { return pixels }
    let scale = min(1, min(Double(shape.width) / Double(width), Double(shape.height) / Double(height)))
    let columns = min(shape.width, max(1, Int((Double(width) * scale).rounded())))
    let rows = min(shape.height, max(1, Int((Double(height) * scale).rounded())))
    let (left, top) = ((shape.width - columns) / 2, (shape.height - rows) / 2)
    let across = (0..<columns).map { Self.weights($0, of: columns, in: width) }
    var result = [UInt8](repeating: 0, count: shape.width * shape.height)
    for row in 0..<rows {
      let down = Self.weights(row, of: rows, in: height)
      for column in 0..<columns {
        var sum = 0.0
        for (y, share) in down {
          for (x, part) in across[column] { sum += share * part * Double(pixels[y * width + x]) }
        }
        result[(top + row) * shape.width + left + column] = UInt8(min(sum.rounded(), 255))
      }
    }
    return result
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

import Compute
import Testing

extension Kernels: CustomTestStringConvertible {
  public var testDescription: String { instructionSet }
}

/// Rows, inner dimensions and columns that leave a tail in every register tile.
enum Awkward {
  static let rows = [1, 3, 7, 10, 11, 37, 100]
  static let inner = [1, 2, 13, 20, 64, 101]
  static let columns = [1, 5, 16, 17, 31, 33, 48, 100]

  /// Three of the columns for given rows and inner dimensions, in turn, so that each size meets each other size.
  static func columns(_ rows: Int, _ inner: Int) -> [Int] {
    let first = Awkward.rows.firstIndex(of: rows)! + Awkward.inner.firstIndex(of: inner)!
    return [0, 3, 6].map { columns[(first + $0) % columns.count] }
  }
}

extension ScratchMatrix {
  /// Numbers of N(0, `scale`²), the padding zero.
  convenience init(_ rows: Int, _ columns: Int, random stream: UInt64, scale: Float = 1) {
    self.init(rows: rows, columns: columns)
    var random = RandomStream(seed: 17, stream: stream)
    for row in 0..<rows {
      random.fillNormal(UnsafeMutableBufferPointer(start: self.row(row), count: columns))
      for column in 0..<columns { self.row(row)[column] *= scale }
    }
  }

  func copy() -> ScratchMatrix {
    let copy = ScratchMatrix(rows: rows, columns: columns)
    copy.base.update(from: base, count: rows * stride)
    return copy
  }

  /// Whether all numbers, padding included, have the same bits.
  func isIdentical(to other: ScratchMatrix) -> Bool {
    rows == other.rows && stride == other.stride
      && (0..<rows * stride).allSatisfy { base[$0].bitPattern == other.base[$0].bitPattern }
  }

  /// The first place, in words, where this is not what a naive loop came to or the padding is not zero.
  func mismatch(tolerance: Double = 5e-6, _ expected: (_ row: Int, _ column: Int) -> Double) -> String? {
    for row in 0..<rows {
      for column in 0..<stride {
        let found = Double(self.row(row)[column])
        let wanted = column < columns ? expected(row, column) : 0
        if !(abs(found - wanted) <= (column < columns ? tolerance * (1 + abs(wanted)) : 0)) {
          return "row \(row), column \(column): \(found) instead of \(wanted)"
        }
      }
    }
    return nil
  }
}

/// A dense layer with memory of its own: the weights, then the bias row.
struct TestLayer {
  let inputs, outputs: Int
  let numbers: ScratchMatrix

  init(_ inputs: Int, _ outputs: Int, random stream: UInt64) {
    let scale = 1 / Float(inputs).squareRoot()
    self.init(inputs, outputs, ScratchMatrix(inputs + 1, outputs, random: stream, scale: scale))
  }

  init(_ inputs: Int, _ outputs: Int, _ numbers: ScratchMatrix) {
    self.inputs = inputs
    self.outputs = outputs
    self.numbers = numbers
  }

  var memory: LayerMemory {
    LayerMemory(
      weights: numbers.base, inputs: inputs, columns: paddedToVector(outputs), stride: numbers.stride)
  }

  /// All of a product with this layer on its right.
  func whole(rows: Int) -> KernelTile { KernelTile(rows: 0..<rows, columns: 0..<paddedToVector(outputs)) }
}

/// A product in double precision, `a` rows × inner and `b` inner × columns, as rows of the result.
func naiveProduct(
  _ rows: Int, _ inner: Int, _ columns: Int, _ a: (Int, Int) -> Float, _ b: (Int, Int) -> Float
) -> [[Double]] {
  (0..<rows).map { row in
    let left = (0..<inner).map { Double(a(row, $0)) }
    var sums = [Double](repeating: 0, count: columns)
    for k in 0..<inner where left[k] != 0 {
      for column in 0..<columns { sums[column] += left[k] * Double(b(k, column)) }
    }
    return sums
  }
}

/// Images × D bytes of which about `density` are not zero, with room for a vector's read past the end.
final class TestPixels {
  let images, pixelCount: Int
  let bytes: UnsafeMutablePointer<UInt8>

  init(images: Int, pixelCount: Int, density: Float = 0.3) {
    self.images = images
    self.pixelCount = pixelCount
    bytes = .allocate(capacity: images * pixelCount + 64)
    // What lies past the end must not matter.
    bytes.initialize(repeating: 255, count: images * pixelCount + 64)
    var random = RandomStream(seed: 3, stream: UInt64(images * 1000 + pixelCount))
    for index in 0..<images * pixelCount {
      bytes[index] = random.uniform() < density ? UInt8(1 + random.below(255)) : 0
    }
  }

  deinit { bytes.deallocate() }

  func byte(_ image: Int, _ pixel: Int) -> UInt8 { bytes[image * pixelCount + pixel] }
  func value(_ image: Int, _ pixel: Int) -> Double { Double(byte(image, pixel)) / 255 }

  func targets(samples: Int) -> PixelTargets {
    PixelTargets(pixels: bytes, pixelCount: pixelCount, samples: samples)
  }

  var sparse: SparsePixels {
    let lines = SparsePixels(capacity: images, pixelCount: pixelCount)
    lines.list(images: 0..<images, of: bytes)
    lines.list(pixelRange: 0..<pixelCount, of: bytes, imageCount: images)
    return lines
  }

  var dense: ScratchMatrix {
    let matrix = ScratchMatrix(rows: images, columns: pixelCount)
    expandPixels(bytes, images: 0..<images, into: matrix)
    return matrix
  }
}

import Compute
import Formats
import TestFiles
import Testing

@testable import Datasets

@Suite struct LayoutTests {
  private var expected: Set<[UInt8]> { Set((0..<4).map { Array(fourImages[$0 * 6..<$0 * 6 + 6]) }) }
  /// The images with their number as the last dimension.
  private static let lastAxis = (0..<24).map { position in fourImages[position % 4 * 6 + position / 4] }
  private let size = ImageShape(height: 2, width: 3)

  /// The elements of an array in rows, its last dimension the fastest, put in the order of its first.
  private func columnMajor(_ shape: [Int], _ bytes: [UInt8]) -> [UInt8] {
    var result = bytes
    for position in bytes.indices {
      var (rest, place) = (position, 0)
      for axis in shape.indices.reversed() {
        place += rest % shape[axis] * shape[..<axis].reduce(1, *)
        rest /= shape[axis]
      }
      result[place] = bytes[position]
    }
    return result
  }

  @Test(arguments: [[4, 2, 3], [4, 1, 2, 3], [4, 2, 3, 1], [4, 6]]) func memoryOrderHasNoMeaning(shape: [Int])
    throws
  {
    let fortran = FileBuilder.npy(shape, fortran: true, bytes: columnMajor(shape, fourImages))
    #expect(try load(FileBuilder.npy(shape, bytes: fourImages), imageShape: size).images == expected)
    #expect(try load(fortran, imageShape: size).images == expected)
  }

  @Test func aTableOfUnknownSizeIsRefusedInEitherOrder() {
    let zeros = [UInt8](repeating: 0, count: 240_000)
    let errors = [false, true].map { fortran in
      inputError { try load(FileBuilder.npy([400, 600], fortran: fortran, bytes: zeros)) }
    }
    #expect(errors[0] == errors[1] && errors[0]?.description.contains("--layout DN") == true)
  }

  @Test(arguments: [
    ([28, 28, 300], "300 of 28×28 HWN"), ([28, 28, 1, 300], "300 of 28×28 HWN"),
    ([300, 28, 28], "300 of 28×28 NHW"),
    ([784, 1000], "1000 of 28×28 DN"), ([1000, 784], "1000 of 28×28 ND"), ([784, 300], "300 of 28×28 DN"),
  ]) func matlabHasImagesInColumns(shape: [Int], reading: String) throws {
    let split = try load(FileBuilder.mat([("x", shape, noise(shape.reduce(1, *)))]))
    let layout = try #require(split.source?.reading.layout)
    #expect("\(split.train.count + split.test.count) of \(split.imageShape) \(layout.rawValue)" == reading)
  }

  @Test(arguments: [[28, 28, 10], [784, 400], [400, 784], [28, 28, 28]]) func anAmbiguousShapeIsNotGuessed(
    shape: [Int]
  )
    throws
  {
    let file = FileBuilder.mat([("x", shape, noise(shape.reduce(1, *)))])
    let error = inputError { try load(file) }
    let layouts = shape.count == 3 ? ["NHW", "HWN"] : ["ND", "DN"]
    #expect(error?.description.contains("--layout \(layouts[0]) or --layout \(layouts[1])") == true)
    for name in layouts {
      let layout = ArrayLayout(rawValue: name)
      #expect(try load(file, reading: ImageReading(layout: layout)).source?.reading.layout == layout)
    }
  }

  @Test func aTableOfNumPysIsOfRows() throws {
    let rows = FileBuilder.npy([1600, 784], bytes: noise(1600 * 784))
    #expect(try load(rows).imageShape == ImageShape(height: 28, width: 28))
    let either = FileBuilder.npy([784, 400], bytes: noise(784 * 400))
    #expect(inputError { try load(either) }?.description.contains("--layout ND or --layout DN") == true)
  }

  @Test func aLayoutOverrules() throws {
    // Pixel (h, w) of image n stands at n + 4·(w + 3·h).
    let last = Self.lastAxis
    let hwn = try load(FileBuilder.npy([2, 3, 4], bytes: last), reading: ImageReading(layout: .hwn))
    #expect(hwn.images == expected && hwn.summary.contains("read as HWN"))
    let dn = FileBuilder.npy([6, 4], bytes: last)
    #expect(try load(dn, imageShape: size, reading: ImageReading(layout: .dn)).images == expected)
    let error = inputError { try load(dn, reading: ImageReading(layout: .nchw)) }
    #expect(error?.description.contains("expected images as NCHW") == true)
  }

  @Test func columnByColumnIsTurned() throws {
    let places = (0..<24).map { position in
      position / 6 * 6 + position % 2 * 3 + position % 6 / 2
    }
    let turned = places.map { fourImages[$0] }
    let reading = ImageReading(isTransposed: true)
    let stack = try load(FileBuilder.npy([4, 3, 2], bytes: turned), reading: reading)
    #expect(stack.images == expected && stack.imageShape == size)
    #expect(
      try load(FileBuilder.npy([4, 6], bytes: turned), imageShape: size, reading: reading).images == expected)
  }

  /// Without a record, images in columns are recognised by memory order and size as version 0.1.0 did.
  @Test func theEarlierRuleStays() throws {
    let stack = FileBuilder.mat([("x", [28, 28, 300], noise(28 * 28 * 300))])
    #expect(try load(stack, reading: nil).imageShape == ImageShape(height: 28, width: 300))
    let last = columnMajor([2, 3, 4], Self.lastAxis)
    let fortran = FileBuilder.npy([2, 3, 4], fortran: true, bytes: last)
    #expect(try load(fortran, imageShape: size, reading: nil).images == expected)
  }
}

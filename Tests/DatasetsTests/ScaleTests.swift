import Compute
import Formats
import TestFiles
import Testing

@testable import Datasets

@Suite struct ScaleTests {
  /// Four images of two pixels: `numbers`, and zeros after them.
  private func floats(_ numbers: [Float]) -> [UInt8] {
    FileBuilder.npy(
      [4, 1, 2], type: "<f4",
      bytes: FileBuilder.floats(numbers + [Float](repeating: 0, count: 8 - numbers.count)))
  }

  private func range(_ file: [UInt8]) throws -> PixelRange? { try load(file).source?.reading.range }

  @Test func aSmallErrorOfRoundingIsClamped() throws {
    let split = try load(floats([1.000_000_1, -1e-9, 0.5]))
    #expect(split.images == [[255, 0], [128, 0], [0, 0]] && !split.isBinary)
    #expect(split.source?.reading.range == PixelRange(low: 0, high: 1))
    #expect(try range(floats([1.0009, 0.3])) == PixelRange(low: 0, high: 1))
    #expect(inputError { try load(floats([1.01, 0.3])) }?.description.contains("--range LOW,HIGH") == true)
  }

  @Test(arguments: [
    (15.0, 15.0), (16, 16), (128, 255), (255, 255), (512, 1023), (1023, 1023), (2048, 4095), (32_768, 65_535),
  ]) func wholeNumbersHaveAScale(largest: Double, scale: Double) throws {
    let file = floats([Float(largest), 3])
    #expect(try range(file) == PixelRange(low: 0, high: scale))
    #expect(
      try load(file).images.contains([
        UInt8((largest / scale * 255).rounded()), UInt8((3 / scale * 255).rounded()),
      ]))
  }

  @Test(
    arguments: [[-1, 1], [-2.3, 2.9], [100, 3.0], [14, 2], [20_000, 2], [15.5, 1], [70_000, 0]] as [[Float]])
  func otherNumbersNeedARange(numbers: [Float]) throws {
    let error = inputError { try load(floats(numbers)) }
    #expect(error?.kind == .badFile && error!.description.contains("--range LOW,HIGH"))
    let reading = ImageReading(range: PixelRange(low: -1, high: 1))
    #expect(
      try load(floats(numbers), reading: reading).images.contains { $0[0] == (numbers[0] < 0 ? 0 : 255) })
  }

  @Test func bytesGoUpTo255() throws {
    #expect(
      try range(FileBuilder.npy([4, 1, 2], bytes: [16, 3, 0, 0, 0, 0, 0, 0])) == PixelRange(low: 0, high: 255)
    )
    #expect(
      try range(FileBuilder.npy([4, 1, 2], bytes: [1, 1, 0, 0, 0, 0, 0, 0])) == PixelRange(low: 0, high: 1))
  }

  @Test func allPartsHaveOneScale() throws {
    let split = try load(
      FileBuilder.npz([
        ("x_train.npy", floats([255, 1])), ("x_test.npy", floats([1])), ("x_valid.npy", floats([2])),
      ]))
    #expect(split.test.image(0) == [1, 0] && split.validation?.image(0) == [2, 0])
    #expect(split.train.image(0) == [255, 1] && split.defaultPixelMode == .grey)
  }

  /// As long as runs have no record of a reading, each array is scaled by itself and numbers of 0…16 stay as they are.
  @Test func theEarlierRuleStays() throws {
    #expect(try load(floats([16, 3]), reading: nil).images.contains([16, 3]))
    let parts = FileBuilder.npz([("x_train.npy", floats([255, 1])), ("x_test.npy", floats([1]))])
    #expect(try load(parts, reading: nil).test.image(0) == [255, 0])
    #expect(inputError { try load(floats([-1e-9, 1]), reading: nil) }?.kind == .badFile)
  }

  @Test(arguments: ["<u2", "<u4", "<u8", "<i2", "<i4", "<i8"]) func wholeNumbersOfAnyWidth(type: String)
    throws
  {
    let bytes = wide(fourImages.map(Int.init), bytes: Int(type.suffix(1))!)
    let reversed = wide(fourImages.map(Int.init).reversed(), bytes: Int(type.suffix(1))!)
    let expected = try load(FileBuilder.npy([4, 2, 3], bytes: fourImages)).images
    #expect(try load(FileBuilder.npy([4, 2, 3], type: type, bytes: bytes)).images == expected)
    let big = FileBuilder.npy([4, 2, 3], type: ">" + type.dropFirst(), bytes: reversed.reversed())
    #expect(try load(big).images == expected)
  }

  @Test func halfPrecision() throws {
    let bytes = wide(fourImages.map { Int(HalfPrecision.bits(Float($0))) }, bytes: 2)
    #expect(
      try load(FileBuilder.npy([4, 2, 3], type: "<f2", bytes: bytes)).images
        == load(FileBuilder.npy([4, 2, 3], bytes: fourImages)).images)
  }

  @Test func whatWasReadIsSaidInALine() throws {
    #expect(try load(floats([16, 3])).summary == "file: 3 + 1 images of 1×2, values 0…16 of 16, no labels")
    let reading = ImageReading(range: PixelRange(low: -1, high: 1), isTransposed: true)
    #expect(
      try load(floats([0.5]), reading: reading).summary
        == "file: 3 + 1 images of 2×1, values 0…0.5 of −1…1, transposed, no labels")
    #expect(
      try load(
        FileBuilder.npz([("x.npy", floats([1])), ("y.npy", FileBuilder.npy([4], bytes: [7, 7, 3, 3]))])
      ).summary
        == "file: 3 + 1 images of 1×2, values 0…1 of 1, 2 classes")
  }
}

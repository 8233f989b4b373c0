import Compute
import Formats
import TestFiles
import Testing

@testable import Datasets

/// Two images of 4×5 pixels with three channels, in every order of the dimensions.
@Suite struct ColorLayoutTests {
  private static let (images, height, width, channels) = (2, 4, 5, 3)
  private static let shape = ImageShape(height: height, width: width, channels: channels)

  private static func value(_ image: Int, _ row: Int, _ column: Int, _ channel: Int) -> UInt8 {
    UInt8(100 * image + 20 * row + 4 * column + channel)
  }

  private static let expected = Set(
    (0..<images).map { image in
      (0..<height).flatMap { row in
        (0..<width).flatMap { column in (0..<channels).map { value(image, row, column, $0) } }
      }
    })

  /// The elements in a layout, whose letters name the dimensions.
  private static func bytes(_ layout: ArrayLayout) -> (shape: [Int], bytes: [UInt8]) {
    let sizes: [Character: Int] = ["N": images, "H": height, "W": width, "C": channels]
    let letters = Array(layout.rawValue)
    let shape = letters.map { sizes[$0]! }
    let bytes = (0..<shape.reduce(1, *)).map { position -> UInt8 in
      var (rest, place) = (position, [Character: Int]())
      for (letter, size) in zip(letters, shape).reversed() {
        place[letter] = rest % size
        rest /= size
      }
      return value(place["N"]!, place["H"]!, place["W"]!, place["C"]!)
    }
    return (shape, bytes)
  }

  @Test(arguments: [ArrayLayout.nhwc, .nchw, .hwcn], [nil, ImageShape(height: 4, width: 5)])
  func colouredImagesAreRead(layout: ArrayLayout, size: ImageShape?) throws {
    let (shape, bytes) = Self.bytes(layout)
    let split = try load(FileBuilder.npy(shape, bytes: bytes), imageShape: size)
    #expect(split.images == Self.expected && split.imageShape == Self.shape)
    #expect(split.source?.reading.layout == layout)
  }

  @Test func numbersOfOneAreColoursToo() throws {
    let (shape, bytes) = Self.bytes(.nchw)
    let floats = bytes.flatMap { byte in withUnsafeBytes(of: Float(byte) / 255) { Array($0) } }
    let split = try load(FileBuilder.npy(shape, type: "<f4", bytes: floats + []))
    #expect(split.images == Self.expected)
  }

  @Test func threeAtBothEndsIsNotGuessed() throws {
    let file = FileBuilder.npy([2, 3, 5, 3], bytes: noise(90))
    let error = inputError { try load(file) }
    #expect(error?.description.contains("say which with --layout NHWC or --layout NCHW") == true)
  }

  @Test func otherNumbersOfChannelsAreRefused() {
    let error = inputError { try load(FileBuilder.npy([2, 8, 8, 4], bytes: noise(512))) }
    #expect(error?.description.contains("in colour as N×H×W×3 or N×3×H×W") == true)
  }
}

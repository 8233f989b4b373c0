/// A picture in memory, with rows from the top.
public struct PixelImage: Hashable, Sendable {
  /// The meaning of the bytes of a pixel.
  public enum Kind: Hashable, Sendable {
    /// One byte: 0 black … 255 white.
    case grey
    /// Three bytes: red, green, blue.
    case rgb
    /// One byte: 128 is zero, more is positive, less is negative; shown in two colours, or as "+" and "-".
    case signed
  }

  /// The meaning of its bytes.
  public let kind: Kind
  /// The number of pixels in a row.
  public let width: Int
  /// The number of pixels in a column.
  public let height: Int
  /// One or three bytes per pixel, row after row.
  public let bytes: [UInt8]

  /// A picture of grey `pixels`, 0 black … 255 white. Precondition: there are `width * height` of them.
  public init(width: Int, height: Int, grey pixels: [UInt8]) {
    self.init(kind: .grey, width: width, height: height, bytes: pixels)
  }

  /// A picture of `bytes`, red, green and blue in turn. Precondition: there are `3 * width * height` of them.
  public init(width: Int, height: Int, rgb bytes: [UInt8]) {
    self.init(kind: .rgb, width: width, height: height, bytes: bytes)
  }

  /// A picture of signed `values`, −1…1. Precondition: there are `width * height` of them.
  public init(width: Int, height: Int, signed values: [Float]) {
    let bytes = values.map { $0.isNaN ? 128 : UInt8(128 + (max(-1, min(1, $0)) * 127).rounded()) }
    self.init(kind: .signed, width: width, height: height, bytes: bytes)
  }

  /// A picture with 1 or 3 bytes a pixel: greys, or red, green and blue. Precondition: there are `width * height * channels`.
  public init(width: Int, height: Int, channels: Int, bytes: [UInt8]) {
    precondition(channels == 1 || channels == 3, "a picture of \(channels) channels")
    self.init(kind: channels == 1 ? .grey : .rgb, width: width, height: height, bytes: bytes)
  }

  init(kind: Kind, width: Int, height: Int, bytes: [UInt8]) {
    precondition(width >= 0 && height >= 0, "an image of \(width)×\(height)")
    precondition(bytes.count == width * height * (kind == .rgb ? 3 : 1), "\(bytes.count) bytes of an image")
    self.kind = kind
    self.width = width
    self.height = height
    self.bytes = bytes
  }

  /// The colour of the pixel at (`x`, `y`), or `.standard` outside.
  func color(_ x: Int, _ y: Int, isLight: Bool) -> Color {
    guard x >= 0, y >= 0, x < width, y < height else { return .standard }
    let index = y * width + x
    switch kind {
    case .grey: return .grey(bytes[index])
    case .rgb: return .rgb(bytes[3 * index], bytes[3 * index + 1], bytes[3 * index + 2])
    case .signed:
      return DivergingScale.color(Double(Int(bytes[index]) - 128) / 127, isLight: isLight)
    }
  }

  /// What each pixel has more or less than that of `other`, −255…255; in colours, the difference of the channel that differs
  /// most. Precondition: pictures of one kind and size.
  public func differences(from other: PixelImage) -> [Int] {
    precondition(bytes.count == other.bytes.count, "pictures of different sizes")
    let differences = zip(bytes, other.bytes).map { Int($0) - Int($1) }
    guard kind == .rgb else { return differences }
    return stride(from: 0, to: differences.count, by: 3).map { first in
      differences[first..<first + 3].max { abs($0) < abs($1) }!  // There are three.
    }
  }

  /// The brightness of the pixel at (`x`, `y`), 0…255, or 0 outside; of a signed pixel, its distance from zero.
  func brightness(_ x: Int, _ y: Int) -> Int {
    guard x >= 0, y >= 0, x < width, y < height else { return 0 }
    let index = y * width + x
    switch kind {
    case .grey: return Int(bytes[index])
    case .rgb:
      return (2 * Int(bytes[3 * index]) + 5 * Int(bytes[3 * index + 1]) + Int(bytes[3 * index + 2])) / 8
    case .signed: return min(255, 2 * abs(Int(bytes[index]) - 128))
    }
  }
}

/// A picture in greys or in colours.
///
///     RasterImage(width: 2, height: 1, bytes: [0, 255])                          // a black pixel and a white one
///     RasterImage(width: 1, height: 1, channels: 3, bytes: [255, 0, 0])          // a red pixel
public struct RasterImage: Sendable, Equatable {
  /// Pixels across.
  public let width: Int
  /// Pixels down.
  public let height: Int
  /// Bytes a pixel: 1 for grey, 3 for red, green and blue.
  public let channels: Int
  /// H×W×C bytes, 0 black … 255 white or full colour, row after row from the top.
  public let bytes: [UInt8]

  /// A picture of `bytes`. Precondition: there are 1 or 3 channels, and `width * height * channels` bytes.
  public init(width: Int, height: Int, channels: Int = 1, bytes: [UInt8]) {
    precondition(channels == 1 || channels == 3, "a picture of \(channels) channels")
    precondition(
      width >= 0 && height >= 0 && bytes.count == width * height * channels, "\(bytes.count) bytes")
    self.width = width
    self.height = height
    self.channels = channels
    self.bytes = bytes
  }

  /// A picture of numbers, 0 black … 1 white or full colour; what lies outside is clamped. Precondition: as above.
  public init(width: Int, height: Int, channels: Int = 1, numbers: some Sequence<Float>) {
    self.init(
      width: width, height: height, channels: channels,
      bytes: numbers.map { UInt8((max(0, min(1, $0)) * 255).rounded()) })
  }
}

extension RasterImage {
  /// The same picture in colours.
  public var inColor: RasterImage {
    RasterImage(width: width, height: height, channels: 3, bytes: bytes.converted(from: channels, to: 3))
  }
}

extension [UInt8] {
  /// Pixels of one number of channels, 1 or 3, as pixels of another: greys become colours of three equal bytes, and colours
  /// become greys by their brightness.
  public func converted(from channels: Int, to wanted: Int) -> [UInt8] {
    guard channels != wanted else { return self }
    return channels == 1 ? flatMap { [$0, $0, $0] } : stride(from: 0, to: count, by: 3).map(brightness)
  }

  /// The luma of the pixel that begins at `index`, by ITU-R BT.601.
  private func brightness(_ index: Int) -> UInt8 {
    let weighted = 299 * Int(self[index]) + 587 * Int(self[index + 1]) + 114 * Int(self[index + 2])
    return UInt8((weighted + 500) / 1000)
  }
}

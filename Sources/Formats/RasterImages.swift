/// A picture in greys.
public struct GreyImage: Sendable, Equatable {
  /// Pixels across.
  public let width: Int
  /// Pixels down.
  public let height: Int
  /// One byte a pixel, 0 black … 255 white, row after row from the top.
  public let pixels: [UInt8]

  /// A picture of `pixels`. Precondition: there are `width * height` of them.
  public init(width: Int, height: Int, pixels: [UInt8]) {
    precondition(width >= 0 && height >= 0 && pixels.count == width * height, "\(pixels.count) pixels")
    self.width = width
    self.height = height
    self.pixels = pixels
  }
}

/// A picture in colours.
public struct RGBImage: Sendable, Equatable {
  /// Pixels across.
  public let width: Int
  /// Pixels down.
  public let height: Int
  /// Red, green and blue of each pixel, 0…255, row after row from the top.
  public let bytes: [UInt8]

  /// A picture of `bytes`. Precondition: there are `3 * width * height` of them.
  public init(width: Int, height: Int, bytes: [UInt8]) {
    precondition(width >= 0 && height >= 0 && bytes.count == 3 * width * height, "\(bytes.count) bytes")
    self.width = width
    self.height = height
    self.bytes = bytes
  }
}

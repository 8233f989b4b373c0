import Compute
import Formats

extension RasterImage {
  /// An image as a picture. Precondition: `bytes` are the D bytes of an image of this shape.
  public init(_ shape: ImageShape, bytes: [UInt8]) {
    self.init(width: shape.width, height: shape.height, channels: shape.channels, bytes: bytes)
  }

  /// An image of D numbers, 0…1, as a picture. Precondition: as above.
  public init(_ shape: ImageShape, numbers: some Sequence<Float>) {
    self.init(width: shape.width, height: shape.height, channels: shape.channels, numbers: numbers)
  }
}

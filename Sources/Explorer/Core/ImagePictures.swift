import Compute
import TerminalGraphics

extension PixelImage {
  /// An image as a picture, grey or coloured as its shape says. Precondition: `bytes` are the D bytes of an image.
  public init(_ shape: ImageShape, _ bytes: [UInt8]) {
    self.init(width: shape.width, height: shape.height, channels: shape.channels, bytes: bytes)
  }
}

import Autoencoder
import Compute
import Foundation
import TerminalGraphics

extension PixelDistribution {
  /// The pixels' means of a row.
  public func picture(_ row: Int, _ shape: ImageShape) -> PixelImage {
    PixelImage(width: shape.width, height: shape.height, grey: mean.row(row).map(greyLevel))
  }

  /// A draw of a row's pixels from p(x|z).
  func sampledPicture(_ row: Int, _ shape: ImageShape, random: RandomStream) -> PixelImage {
    PixelImage(
      width: shape.width, height: shape.height, grey: sample(row: row, random: random).map(greyLevel))
  }
}

private func greyLevel(_ value: Float) -> UInt8 {
  UInt8((min(1, max(0, value.isNaN ? 0 : value)) * 255).rounded())
}

import Autoencoder
import Compute
import Explorer
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

  /// The standard deviations of a row's pixels; `nil` where the likelihood has none.
  public func deviationPicture(_ row: Int, _ shape: ImageShape) -> PixelDeviation? {
    guard let deviations = logVariance?.row(row).map({ exp($0 / 2) }) else { return nil }
    let greatest = deviations.max() ?? 0
    let levels = deviations.map { greyLevel(greatest > 0 ? $0 / greatest : 0) }
    return PixelDeviation(
      picture: PixelImage(width: shape.width, height: shape.height, grey: levels), greatest: greatest)
  }
}

private func greyLevel(_ value: Float) -> UInt8 {
  UInt8((min(1, max(0, value.isNaN ? 0 : value)) * 255).rounded())
}

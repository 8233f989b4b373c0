import Autoencoder
import Compute
import Explorer
import Foundation
import TerminalGraphics

extension PixelDistribution {
  /// The pixels' means of a row.
  public func picture(_ row: Int, _ shape: ImageShape) -> PixelImage {
    PixelImage(shape, mean.row(row).map(level))
  }

  /// A draw of a row's pixels from p(x|z).
  func sampledPicture(_ row: Int, _ shape: ImageShape, random: RandomStream) -> PixelImage {
    PixelImage(shape, sample(row: row, random: random).map(level))
  }

  /// The standard deviations of a row's pixels; `nil` where the likelihood has none.
  public func deviationPicture(_ row: Int, _ shape: ImageShape) -> PixelDeviation? {
    guard let deviations = logVariance?.row(row).map({ exp($0 / 2) }) else { return nil }
    let greatest = deviations.max() ?? 0
    let levels = deviations.map { level(greatest > 0 ? $0 / greatest : 0) }
    return PixelDeviation(picture: PixelImage(shape, levels), greatest: greatest)
  }
}

private func level(_ value: Float) -> UInt8 {
  UInt8((min(1, max(0, value.isNaN ? 0 : value)) * 255).rounded())
}

import Autoencoder
import Compute
import Foundation
import TerminalGraphics

extension PixelDistribution {
  /// The pixels' means of a row.
  public func picture(_ row: Int, _ shape: ImageShape) -> PixelImage {
    PixelImage(width: shape.width, height: shape.height, grey: mean.row(row).map(greyLevel))
  }

  /// A draw of a row's pixels: binary for a Bernoulli decoder, normal for a Gaussian one.
  func sampledPicture(_ row: Int, _ shape: ImageShape, random: RandomStream) -> PixelImage {
    var random = random
    let pixels = mean.row(row).enumerated().map { column, mean -> UInt8 in
      guard let logVariance else { return random.uniform() < mean ? 255 : 0 }
      return greyLevel(mean + exp(logVariance[row, column] / 2) * random.normal())
    }
    return PixelImage(width: shape.width, height: shape.height, grey: pixels)
  }
}

private func greyLevel(_ value: Float) -> UInt8 {
  UInt8((min(1, max(0, value.isNaN ? 0 : value)) * 255).rounded())
}

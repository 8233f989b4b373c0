import Autoencoder
import Compute
import Formats
import Foundation

extension PixelDistribution {
  /// The means as pictures, one for each latent position.
  func pictures(_ shape: ImageShape) -> [GreyImage] {
    (0..<mean.rows).map { row in
      GreyImage(
        width: shape.width, height: shape.height,
        pixels: mean.row(row).map { UInt8((max(0, min(1, $0)) * 255).rounded()) })
    }
  }
}

extension Posterior {
  /// A latent position drawn for each image, N×L: mean + exp(½·logVariance) ⊙ noise.
  func drawn(noise: RandomStream) -> Matrix {
    var latents = noise.normalMatrix(rows: mean.rows, columns: mean.columns)
    for index in latents.elements.indices {
      let deviation = exp(logVariance.elements[index] / 2)
      latents.elements[index] = mean.elements[index] + deviation * latents.elements[index]
    }
    return latents
  }
}

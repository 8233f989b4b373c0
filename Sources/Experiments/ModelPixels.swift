import Autoencoder
import Compute
import Datasets
import Formats
import Foundation

extension PixelDistribution {
  /// The means as pictures, one for each latent position.
  func pictures(_ shape: ImageShape) -> [RasterImage] {
    (0..<mean.rows).map { RasterImage(shape, numbers: mean.row($0)) }
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

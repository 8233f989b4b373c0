import Autoencoder
import Compute
import Explorer
import ExplorerRuntime
import TerminalGraphics

/// Pictures that show what a model has learnt.
struct ModelPictures {
  let model: VariationalAutoencoder

  /// Decoded centres of cells that share the prior evenly, rows from the top; further dimensions are 0.
  func manifold(columns: Int, rows: Int) -> [[PixelImage]] {
    let latentSize = model.architecture.latentSize
    let rows = latentSize == 1 ? 1 : rows
    let latents = LatentPositions.manifold(
      columns: columns, rows: rows, axes: (0, 1), around: Array(repeating: 0, count: latentSize))
    let pictures = decoded(latents)
    return (0..<rows).map { Array(pictures[$0 * columns..<($0 + 1) * columns]) }
  }

  /// The first images, and below them what the model makes of them.
  func reconstructions(of images: TestImages, count: Int) -> [[PixelImage]] {
    let count = min(count, images.count)
    let codes = model.encode(pixels: images.pixels, count: count).mean
    return [(0..<count).compactMap(images.picture), decoded(codes)]
  }

  /// The means of p(x|z).
  private func decoded(_ latents: Matrix) -> [PixelImage] {
    let pixels = model.decode(latents)
    return (0..<latents.rows).map { pixels.picture($0, model.architecture.imageShape) }
  }
}

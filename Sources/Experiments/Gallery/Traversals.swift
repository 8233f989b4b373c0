import Autoencoder
import Compute

extension Gallery {
  private static let steps = 11
  private static let reach: Float = 3

  /// `traversals-LD.png`: a row a dimension, the one with the highest KL divergence first, from −3 to 3; the others are held
  /// at the posterior mean of the first test image.
  func traversals(_ model: GalleryModel, _ images: GalleryImages) -> ResultFigure {
    let name = "traversals-\(model.latentSize)D"
    let held = model.model.encode(pixels: images.pixels(of: 0..<1), count: 1).mean
    let divergences = model.evaluation.klPerDimension.map(\.mean)
    let order = divergences.indices.sorted { (-divergences[$0], $0) < (-divergences[$1], $1) }
    let latents = LatentPositions.traversal(
      of: order, steps: Self.steps, reach: Self.reach, around: Array(held.row(0)))
    let pictures = model.model.decode(latents).pictures(data.imageShape)
    let names = order.map { "z\($0 + 1)" }.joined(separator: ", ")
    return ResultFigure(
      caption:
        "a row a dimension from −3 to 3, most KL first (\(names)), the others at the first test image's "
        + "posterior mean, L = \(model.latentSize)",
      files: [data.sheet(name, pictures, columns: Self.steps)], values: FigureValue.latents(latents, of: name)
    )
  }
}

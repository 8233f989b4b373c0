import Autoencoder
import Compute
import Pictures

extension Gallery {
  /// `NAME-manifold1.png` and `NAME-manifold2.png`: the decoded plane, by shares of the prior and by distance.
  func manifolds(_ model: GalleryModel) -> [GalleryFigure] {
    let (columns, rows) = data.manifold
    let byPrior = manifold("\(data.name)-manifold1", model) { index, count in
      NormalDistribution.quantile((Double(index) + 0.5) / Double(count))
    }
    let byDistance = manifold("\(data.name)-manifold2", model) { index, count in
      -4 + 8 * Double(index) / Double(max(1, count - 1))
    }
    return [
      GalleryFigure(
        caption: "\(rows)×\(columns) means of p(x\\|z), L = 2, at cell centres that share the prior evenly",
        files: [byPrior.file], values: byPrior.values),
      GalleryFigure(
        caption: "the same grid evenly over −4…4", files: [byDistance.file], values: byDistance.values),
    ]
  }

  /// - Parameter coordinate: of cell `index` of `count` along an axis, rising.
  private func manifold(
    _ name: String, _ model: GalleryModel, coordinate: (_ index: Int, _ count: Int) -> Double
  ) -> (file: ResultFile, values: [FigureValue]) {
    let (columns, rows) = data.manifold
    var latents = Matrix(rows: rows * columns, columns: 2)
    for cell in 0..<rows * columns {
      latents[cell, 0] = Float(coordinate(cell % columns, columns))
      latents[cell, 1] = Float(coordinate(rows - 1 - cell / columns, rows))
    }
    let pictures = model.model.decode(latents).pictures(data.imageShape)
    let sheet = contactSheet(pictures, columns: columns, gap: 0, scale: data.scale)
    return (ResultFile(png: sheet, name: name), FigureValue.latents(latents, of: name))
  }
}

import Autoencoder
import Compute
import Formats
import Pictures

extension ExperimentData {
  /// How many times a picture's pixel is enlarged, so that small images can be seen.
  var scale: Int { max(1, 56 / max(imageShape.height, imageShape.width)) }
  /// Images of a sheet side by side; as many rows.
  var sheetColumns: Int { isContinuous ? 8 : 10 }
  /// The cells of a manifold.
  var manifold: (columns: Int, rows: Int) { isContinuous ? (14, 10) : (20, 20) }

  /// A PNG of pictures side by side.
  func sheet(_ name: String, _ pictures: [RasterImage], columns: Int) -> ResultFile {
    ResultFile(name: name + ".png", bytes: PNG.encode(sheet(pictures, columns: columns)))
  }

  /// - Parameter scale: `nil` for the usual.
  func sheet(_ pictures: [RasterImage], columns: Int, scale: Int? = nil) -> RasterImage {
    contactSheet(pictures, columns: columns, gap: scale ?? self.scale, scale: scale ?? self.scale)
  }

  /// The means decoded from draws of the prior.
  func priorSheet(_ name: String, _ model: VariationalAutoencoder, seed: UInt64) -> ResultFigure {
    let latentSize = model.architecture.latentSize
    let latents = RandomStream(seed: seed, stream: RandomPurpose.prior)
      .normalMatrix(rows: sheetColumns * sheetColumns, columns: latentSize)
    return ResultFigure(
      caption: "means of p(x\\|z) at \(latents.rows) draws z of the prior, L = \(latentSize)",
      files: [sheet(name, model.decode(latents).pictures(imageShape), columns: sheetColumns)],
      values: FigureValue.latents(latents, of: name))
  }

  /// The decoded plane, at cell centres that share the prior evenly. Precondition: L = 2.
  func manifoldByPrior(_ name: String, _ model: VariationalAutoencoder) -> ResultFigure {
    manifold(
      name, model,
      caption:
        "\(manifold.rows)×\(manifold.columns) means of p(x\\|z), L = 2, at cell centres that share the prior evenly"
    ) { index, count in NormalDistribution.quantile((Double(index) + 0.5) / Double(count)) }
  }

  /// The decoded plane, evenly over −4…4. Precondition: L = 2.
  func manifoldByDistance(_ name: String, _ model: VariationalAutoencoder) -> ResultFigure {
    manifold(name, model, caption: "the same grid evenly over −4…4") { index, count in
      -4 + 8 * Double(index) / Double(max(1, count - 1))
    }
  }

  /// - Parameter coordinate: of cell `index` of `count` along an axis, rising.
  private func manifold(
    _ name: String, _ model: VariationalAutoencoder, caption: String,
    coordinate: (_ index: Int, _ count: Int) -> Double
  ) -> ResultFigure {
    let (columns, rows) = manifold
    var latents = Matrix(rows: rows * columns, columns: 2)
    for cell in 0..<rows * columns {
      latents[cell, 0] = Float(coordinate(cell % columns, columns))
      latents[cell, 1] = Float(coordinate(rows - 1 - cell / columns, rows))
    }
    let pictures = model.decode(latents).pictures(imageShape)
    let sheet = contactSheet(pictures, columns: columns, gap: 0, scale: scale)
    return ResultFigure(
      caption: caption, files: [ResultFile(png: sheet, name: name)],
      values: FigureValue.latents(latents, of: name))
  }
}

import Autoencoder
import Compute
import Foundation

/// What a model makes of all test images through one drawn z each, with the first ones kept.
struct Reconstructions {
  /// The z of the images kept, N×L.
  let latents: Matrix
  let pixels: PixelDistribution
  /// Σ (x − mean)² over the pixels (0…1) of each of the images kept.
  let squaredErrors: [Double]
  /// The mean of the same over all test images.
  let meanSquaredError: Double
  /// The share of pixels whose standard deviation is below a grey step, 1/255; `nil` where the likelihood has none.
  let shareBelowGreyStep: Double?

  private static let batchSize = 1000

  /// - Parameter count: how many images are kept.
  init(of images: GalleryImages, by model: GalleryModel, count: Int, team: ThreadTeam) {
    let workspace = Workspace(model.configuration.architecture, batchSize: 100, team: team)
    var errors: [Double] = []
    var belowGreyStep = 0
    var first: (latents: Matrix, pixels: PixelDistribution)?
    for start in stride(from: 0, to: images.count, by: Self.batchSize) {
      let batch = start..<min(images.count, start + Self.batchSize)
      let bytes = images.pixels(of: batch)
      let noise = RandomStream(
        seed: model.seed, stream: RandomPurpose.reconstruction, index: UInt64(start * model.latentSize))
      let latents = model.model.encode(pixels: bytes, count: batch.count, workspace: workspace)
        .drawn(noise: noise)
      let pixels = model.model.decode(latents, workspace: workspace)
      errors += Self.squaredErrors(bytes, pixels.mean)
      belowGreyStep += pixels.logVariance?.elements.count { $0 < 2 * log(1 / 255) } ?? 0
      if first == nil { first = (latents, pixels) }
    }
    let kept = min(count, images.count, Self.batchSize)
    latents = first!.latents.first(kept)  // There are test images.
    pixels = PixelDistribution(
      first!.pixels.likelihood, mean: first!.pixels.mean.first(kept),
      logVariance: first!.pixels.logVariance?.first(kept))
    squaredErrors = Array(errors.prefix(kept))
    meanSquaredError = errors.reduce(0, +) / Double(errors.count)
    shareBelowGreyStep =
      model.configuration.architecture.likelihood.logVarianceRange == nil
      ? nil : Double(belowGreyStep) / Double(images.count * images.imageShape.count)
  }

  private static func squaredErrors(_ bytes: [UInt8], _ means: Matrix) -> [Double] {
    (0..<means.rows).map { row in
      zip(bytes[(row * means.columns)...], means.row(row)).reduce(0) { sum, pixel in
        let difference = Double(pixel.0) / 255 - Double(pixel.1)
        return sum + difference * difference
      }
    }
  }
}

extension Matrix {
  /// The first rows.
  fileprivate func first(_ rows: Int) -> Matrix {
    Matrix(rows: rows, columns: columns, elements: Array(elements.prefix(rows * columns)))
  }
}

extension Gallery {
  /// `origin_imgs.png`: the first test images.
  func originals(_ images: GalleryImages) -> ResultFigure {
    let pictures = images.pictures(data.sheetColumns * data.sheetColumns)
    return ResultFigure(
      caption: "the first \(pictures.count) test images",
      files: [data.sheet("origin_imgs", pictures, columns: data.sheetColumns)], values: [])
  }

  /// `reconst_imgs-LD.png`: the same images through a drawn z.
  func reconstructionSheet(_ model: GalleryModel, _ reconstructions: Reconstructions) -> ResultFigure {
    let name = "reconst_imgs-\(model.latentSize)D"
    let errors = reconstructions.squaredErrors.enumerated().map {
      FigureValue(figure: name, series: "squared error", index: $0, x: Double($0), y: $1)
    }
    return ResultFigure(
      caption: "the same images: means of p(x\\|z) at one draw z of q(z\\|x) each, L = \(model.latentSize)",
      files: [data.sheet(name, reconstructions.pixels.pictures(data.imageShape), columns: data.sheetColumns)],
      values: FigureValue.latents(reconstructions.latents, of: name) + errors)
  }
}

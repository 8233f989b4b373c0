import Autoencoder
import Compute

extension Gallery {
  /// `gene_imgs-LD.png`: the means decoded from draws of the prior.
  func priorSamples(_ model: GalleryModel) -> GalleryFigure {
    let name = "gene_imgs-\(model.latentSize)D"
    let latents = RandomStream(seed: model.seed, stream: RandomPurpose.prior)
      .normalMatrix(rows: data.sheetColumns * data.sheetColumns, columns: model.latentSize)
    let pictures = model.model.decode(latents).pictures(data.imageShape)
    return GalleryFigure(
      caption: "means of p(x\\|z) at \(latents.rows) draws z of the prior, L = \(model.latentSize)",
      files: [sheet(name, pictures, columns: data.sheetColumns)],
      values: FigureValue.latents(latents, of: name))
  }
}

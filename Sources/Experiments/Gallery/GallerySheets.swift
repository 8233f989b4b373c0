extension Gallery {
  /// `gene_imgs-LD.png`: the means decoded from draws of the prior.
  func priorSamples(_ model: GalleryModel) -> ResultFigure {
    data.priorSheet("gene_imgs-\(model.latentSize)D", model.model, seed: model.seed)
  }

  /// `NAME-manifold1.png` and `NAME-manifold2.png`: the decoded plane, by shares of the prior and by distance.
  func manifolds(_ model: GalleryModel) -> [ResultFigure] {
    [
      data.manifoldByPrior("\(data.name)-manifold1", model.model),
      data.manifoldByDistance("\(data.name)-manifold2", model.model),
    ]
  }
}

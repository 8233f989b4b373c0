import Datasets
import Formats
import Training

/// The figures of the reference repository (NoviceStone/VAE): what models with several latent sizes draw, how they
/// reconstruct, how their bound rises, and what their plane looks like.
public struct Gallery: Experiment {
  public let data: ExperimentData
  public let latentSizes: [Int]
  /// The figures are of the first; the table is of all.
  public let seeds: [UInt64]
  public let epochs: Int
  /// Where models are taken from that need no training; `nil` to train them.
  public let shipped: ModelCatalogue?
  public let output: String
  public let jobs: [Job]

  public static let standardLatentSizes = [2, 5, 10, 20]
  public static let standardOutput = "results/gallery"

  /// - Parameters:
  ///   - epochs: `nil` for as many as the reference repository trains.
  ///   - root: the folder in which each data set has one of its own.
  /// Precondition: there are latent sizes and seeds.
  public init(
    _ data: ExperimentData, latentSizes: [Int] = standardLatentSizes, seeds: [UInt64] = [0],
    epochs: Int? = nil,
    shipped: ModelCatalogue? = nil, root: String = standardOutput
  ) {
    precondition(!latentSizes.isEmpty && !seeds.isEmpty, "a gallery without models")
    let (epochs, output) = (epochs ?? data.standardEpochs, root + "/" + data.name)
    self.data = data
    self.latentSizes = latentSizes
    self.seeds = seeds
    self.epochs = epochs
    self.shipped = shipped
    self.output = output
    let filmed = latentSizes.max()
    jobs =
      shipped != nil
      ? []
      : latentSizes.flatMap { latentSize in
        seeds.map { seed in
          let name = "latent-size-\(latentSize)-seed-\(seed)"
          return Job(
            name: name,
            configuration: data.configuration(latentSize: latentSize, seed: seed, epochs: epochs),
            path: "\(output)/runs/\(name)",
            film: latentSize == filmed && seed == seeds[0] ? data.film : nil)
        }
      }
  }

  /// Writes the figures, `values.csv`, `summary.md` and, unless the models are shipped ones, `timings.csv`.
  public func collect(_ context: ExperimentContext) throws(InputError) -> Collected {
    let all = try GalleryModels(self, context)
    let shown = all.models.filter { shipped != nil || $0.seed == seeds[0] }
    guard let first = shown.first else { return Collected(files: [], missing: all.missing) }
    let images = GalleryImages(all.split, of: first.configuration)
    let reconstructions = shown.map {
      Reconstructions(of: images, by: $0, count: data.sheetColumns * data.sheetColumns, team: context.team)
    }
    var figures = shown.map { priorSamples($0) }
    figures.append(originals(images))
    figures += zip(shown, reconstructions).map { reconstructionSheet($0, $1) }
    if shipped == nil { figures += boundCurves(shown) }
    if let plane = shown.first(where: { $0.latentSize == 2 }) {
      figures += manifolds(plane)
      figures.append(latentDistribution(plane, images))
    }
    figures += shown.filter { $0.latentSize > 2 }.map { traversals($0, images) }
    if let film = try generationFilm() { figures.append(film) }
    let summary = GallerySummary(
      gallery: self, models: all.models, shown: shown, reconstructions: reconstructions, figures: figures,
      missing: all.missing)
    let files =
      figures.flatMap(\.files) + [
        FigureValue.file(figures.flatMap(\.values)), ResultFile(name: "summary.md", text: summary.markdown),
      ] + (shipped == nil ? [timings] : [])
    return Collected(files: try ResultFile.write(files, into: output), missing: all.missing)
  }
}

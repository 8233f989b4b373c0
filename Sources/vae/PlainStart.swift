import Autoencoder
import Compute
import Datasets
import Explorer
import Foundation
import TerminalGraphics
import Training

/// What `vae` alone does where there is no terminal: it trains for some seconds, a line an epoch, and prints the
/// manifold and some reconstructions as text.
struct PlainStart {
  let dataset: String
  let model: ModelOptions
  let catalogue: DatasetCatalogue
  let threads: ThreadOptions
  let display: DisplayOptions

  /// As many images as make the manifold of the default model recognisable.
  private static let enoughImages = 720_000
  /// A slow machine trains no longer than this.
  private static let enoughSeconds = 30.0

  /// - Throws: what loading and training throw; `ExitCode` where a signal ended it.
  func run() throws {
    let data = try catalogue.load(dataset, options: model.loadOptions)
    let configuration = try model.explorerConfiguration(dataset, data)
    var training = HeadlessTraining(
      TrainingRun(configuration, data: data, folder: newFolder(for: configuration), team: threads.team()),
      limit: limit(for: data))
    try training.train()
    show(training.run, Gallery(data, mode: configuration.pixelMode))
  }

  /// None where the user says how many epochs there are to be.
  private func limit(for data: DataSplit) -> HeadlessTraining.Limit? {
    guard model.epochs == nil else { return nil }
    return HeadlessTraining.Limit(
      epochs: max(1, Self.enoughImages / max(1, data.train.count)), seconds: Self.enoughSeconds)
  }

  /// The run's folder; `nil`, with a line that says so, where none can be made.
  private func newFolder(for configuration: TrainingConfiguration) -> RunFolder? {
    let library = RunLibrary.standard
    do {
      let folder = try RunFolder.create(library.newPath(for: configuration), configuration: configuration)
      if let notice = library.notice { say(notice) }
      return folder
    } catch {
      say("The run is not kept; VAE_RUNS_DIR names another folder: \(error)")
      return nil
    }
  }

  private func show(_ run: TrainingRun, _ images: Gallery) {
    let sheet = PictureSheet(capabilities: capabilities, imageSize: images.imageSize)
    let pictures = ModelPictures(model: run.trainer.model)
    say("\nThe manifold: what the network draws at places spread evenly over the latent plane.\n")
    say(sheet.text(pictures.manifold(columns: sheet.columns, rows: sheet.columns)))
    say("\nTest images, and below each what the network makes of its code.\n")
    say(sheet.text(pictures.reconstructions(of: images, count: sheet.columns)))
    guard let path = run.folder?.path else { return say("\nIn a terminal 'vae' shows the explorer.") }
    say("\nThe run is in \(path). In a terminal 'vae explore \(path)' shows the explorer.")
  }

  private func say(_ text: String) { ProgressLine().keep(text, inTerminalToo: true) }

  private var capabilities: Capabilities {
    var capabilities = Capabilities.ofStandardOutput
    capabilities.isLight = display.light
    if display.ascii { capabilities.isUnicode = false }
    return capabilities
  }
}

/// Pictures that show what a model has learnt.
struct ModelPictures {
  let model: VariationalAutoencoder

  /// Decoded centres of cells that share the prior evenly, rows from the top; further dimensions are 0.
  func manifold(columns: Int, rows: Int) -> [[PixelImage]] {
    let latentSize = model.architecture.latentSize
    let rows = latentSize == 1 ? 1 : rows
    func quantile(_ index: Int, of count: Int) -> Float {
      Float(NormalDistribution.quantile((Double(index) + 0.5) / Double(count)))
    }
    var latents = Matrix(rows: rows * columns, columns: latentSize)
    for cell in 0..<rows * columns {
      latents[cell, 0] = quantile(cell % columns, of: columns)
      if latentSize > 1 { latents[cell, 1] = -quantile(cell / columns, of: rows) }
    }
    let pictures = decoded(latents)
    return (0..<rows).map { Array(pictures[$0 * columns..<($0 + 1) * columns]) }
  }

  /// The first images, and below them what the model makes of them.
  func reconstructions(of images: Gallery, count: Int) -> [[PixelImage]] {
    let count = min(count, images.count)
    let codes = model.encode(pixels: images.pixels, count: count).mean
    return [(0..<count).compactMap(images.picture), decoded(codes)]
  }

  /// The means of p(x|z).
  private func decoded(_ latents: Matrix) -> [PixelImage] {
    let pixels = model.decode(latents)
    return (0..<latents.rows).map { pixels.picture($0, model.architecture.imageSize) }
  }
}

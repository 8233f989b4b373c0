import ArgumentParser
import Commands
import Compute
import Datasets
import Experiments
import Foundation
import Training

struct GalleryCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "gallery",
    abstract: "The figures of the reference repository.",
    discussion: """
      Trains a model for each latent size by the preset adam, then writes samples,
      reconstructions, curves, manifolds, the latent distribution, traversals and a
      film of the training, with the values behind them and a summary. Ctrl-C saves;
      the same command goes on.

      Examples:
        vae reproduce gallery mnist
        vae reproduce gallery frey-face --shipped
        vae reproduce gallery digits --epochs 10 --latent-sizes 2,10
        vae reproduce gallery mnist --list | parallel -j 2
        vae reproduce gallery mnist --collect
      """)

  @Argument(help: ArgumentHelp("mnist, frey-face, digits, faces, or a path.", valueName: "dataset"))
  var dataset = "mnist"
  @Option(
    name: .shortAndLong,
    help: ArgumentHelp("The folder of the results, one in it for each data set.", valueName: "folder"))
  var output = Gallery.standardOutput
  @Option(help: ArgumentHelp("Passes over the data (default: 200; 2000 for faces).", valueName: "n"))
  var epochs: Int?
  @Option(help: ArgumentHelp("L of each model (default: 2,5,10,20).", valueName: "n,…"))
  var latentSizes: GridValues?
  @Option(help: ArgumentHelp("The seeds; figures are of the first (default: 0).", valueName: "n,…"))
  var seeds: GridValues?
  @Option(
    help: ArgumentHelp("Height×width of the images, where a file does not give them.", valueName: "hxw"))
  var imageSize: ImageShape?
  @Flag(help: "Take the shipped models: no training, no film, no curves.")
  var shipped = false
  @OptionGroup var experiment: ExperimentOptions

  func validate() throws {
    guard epochs ?? 1 > 0 else { throw ValidationError("--epochs: expected 1 or more, found \(epochs!)") }
    try Setting.epochs.validate(epochs)
    let sizes: [Int]? = try latentSizes?.numbers("--latent-sizes")
    for size in sizes ?? [] { try Setting.latentSize.validate(size) }
    let seeds: [UInt64]? = try seeds?.numbers("--seeds")
    guard !shipped || (epochs == nil && seeds == nil) else {
      throw ValidationError("--shipped: the models are trained already; leave out --epochs and --seeds.")
    }
  }

  func run() throws {
    let gallery = Gallery(
      try experimentData(),
      latentSizes: try latentSizes?.numbers("--latent-sizes") ?? Gallery.standardLatentSizes,
      seeds: try seeds?.numbers("--seeds") ?? [0], epochs: epochs, shipped: shipped ? .standard : nil,
      root: output)
    try experiment.carryOut(on: gallery)
  }

  private func experimentData() throws -> ExperimentData {
    let name = KnownDataset(name: dataset)?.name
    if let known = ExperimentData.known.first(where: { $0.dataset == name }) { return known }
    let data = try experiment.data.catalogue.load(dataset, options: LoadOptions(imageShape: imageSize))
    let path = URL(fileURLWithPath: (dataset as NSString).expandingTildeInPath).standardizedFileURL
    return ExperimentData(
      dataset: name ?? path.path, name: name ?? path.deletingPathExtension().lastPathComponent, data: data)
  }
}

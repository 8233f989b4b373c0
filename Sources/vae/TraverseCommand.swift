import ArgumentParser
import Autoencoder
import Commands
import Datasets
import Training

struct TraverseCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "traverse",
    abstract: "Write what each latent dimension does.",
    discussion: """
      A row a dimension, the one with most KL first, from −3 to 3; the others are
      held at the origin, or at the code of a test image.

      Examples:
        vae traverse mnist-20d --output traversal.png
        vae traverse frey-face-10d --from 12 --output traversal.png
      """)

  @OptionGroup var argument: ModelArgument
  @Argument(help: ArgumentHelp("A data set or path (default: the model's).", valueName: "dataset"))
  var dataset: String?
  @Option(
    name: .customLong("from"),
    help: ArgumentHelp(
      "Around the code of a test image, from 0 on (default: the origin).", valueName: "image"))
  var image: Int?
  @Option(help: ArgumentHelp("Pictures a row.", valueName: "n"))
  var steps = 11
  @Option(help: ArgumentHelp("How far a row reaches on either side.", valueName: "z"))
  var reach: Float = 3
  @OptionGroup var pictures: PictureOptions
  @OptionGroup var files: ReadingOptions
  @OptionGroup var threads: ThreadOptions
  @OptionGroup var data: DataOptions

  func validate() throws {
    guard (2...1000).contains(steps) else {
      throw ValidationError("--steps: expected 2 to 1000, found \(steps)")
    }
    guard reach > 0, reach <= 100 else {
      throw ValidationError("--reach: expected a number above 0, 100 at most, found \(reach)")
    }
  }

  func run() throws {
    let opened = try argument.open()
    var centre = [Float](repeating: 0, count: opened.architecture.latentSize)
    if let image {
      let split = try opened.data(dataset, reading: files.reading, catalogue: data.catalogue)
      centre = try opened.code(ofTestImage: image, option: "--from", in: split)
    }
    let order = opened.dimensionsByKL
    let latents = LatentPositions.traversal(of: order, steps: steps, reach: reach, around: centre)
    let names = order.prefix(8).map { "z\($0 + 1)" }.joined(separator: ", ") + (order.count > 8 ? ", …" : "")
    try pictures.write(
      opened.model.decode(latents, workspace: opened.workspace(threads.team())).mean,
      opened.architecture.imageShape, columns: steps, caption: "a row a dimension: \(names)")
  }
}

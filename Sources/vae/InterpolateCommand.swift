import ArgumentParser
import Autoencoder
import Commands
import Datasets
import Training

struct InterpolateCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "interpolate",
    abstract: "Write the pictures on the way from one image to another.",
    discussion: """
      From the code of one test image to that of another: on a straight line, or on
      the sphere with five dimensions or more.

      Examples:
        vae interpolate mnist-20d --from 3 --to 7 --output film.gif
        vae interpolate frey-face-10d --from 0 --to 200 --frames 10 --output sheet.png
      """)

  @OptionGroup var argument: ModelArgument
  @Argument(help: ArgumentHelp("A data set or path (default: the model's).", valueName: "dataset"))
  var dataset: String?
  @Option(name: .customLong("from"), help: ArgumentHelp("A test image, from 0 on.", valueName: "image"))
  var first: Int
  @Option(name: .customLong("to"), help: ArgumentHelp("Another.", valueName: "image"))
  var last: Int
  @Option(help: ArgumentHelp("How many pictures, the ends included.", valueName: "n"))
  var frames = 40
  @OptionGroup var pictures: PictureOptions
  @OptionGroup var files: ReadingOptions
  @OptionGroup var threads: ThreadOptions
  @OptionGroup var data: DataOptions

  func validate() throws {
    guard (2...10_000).contains(frames) else {
      throw ValidationError("--frames: expected 2 to 10000, found \(frames)")
    }
  }

  func run() throws {
    let opened = try argument.open()
    let split = try opened.data(dataset, reading: files.reading, catalogue: data.catalogue)
    let latents = LatentPositions.interpolation(
      from: try opened.code(ofTestImage: first, option: "--from", in: split),
      to: try opened.code(ofTestImage: last, option: "--to", in: split), count: frames)
    try pictures.write(
      opened.model.decode(latents, workspace: opened.workspace(threads.team())).mean,
      opened.architecture.imageShape, columns: min(frames, 10), caption: "test image \(first) → \(last)")
  }
}

import ArgumentParser
import Autoencoder
import Commands
import Compute
import Training

struct DecodeCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "decode",
    abstract: "Write the pictures of latent positions.",
    discussion: """
      The means of p(x|z) at each position of an .npy file of N×L numbers, or of an
      array of an .npz file.

      Examples:
        vae decode mnist-20d codes.npy --output sheet.png
        vae decode mnist-20d codes.npz --array test_mean --output images.npy
      """)

  @OptionGroup var argument: ModelArgument
  @Argument(help: ArgumentHelp("FILE.npy or FILE.npz.", valueName: "file"))
  var codes: String
  @Option(
    help: ArgumentHelp("The array of an .npz file (default: the only one of L columns).", valueName: "name"))
  var array: String?
  @OptionGroup var pictures: PictureOptions
  @OptionGroup var threads: ThreadOptions

  func run() throws {
    let opened = try argument.open()
    let latents = try LatentFile(path: codes, array: array).positions(
      latentSize: opened.architecture.latentSize)
    try pictures.write(
      opened.model.decode(latents, workspace: opened.workspace(threads.team())).mean,
      opened.architecture.imageShape, columns: Int(Double(latents.rows).squareRoot().rounded(.up)),
      caption: "means of p(x|z)")
  }
}

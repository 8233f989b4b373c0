import ArgumentParser
import Autoencoder
import Commands
import Compute
import Training

struct SampleCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "sample",
    abstract: "Write pictures decoded from draws of the prior.",
    discussion: """
      The means of p(x|z) at z ~ N(0, I); --draw draws their pixels too. The same
      seed gives the same pictures on any number of threads.

      Examples:
        vae sample mnist-20d -n 64 --output sheet.png
        vae sample runs/frey-face-10d -n 1000 --seed 1 --output samples.npy
      """)

  @OptionGroup var argument: ModelArgument
  @Option(name: [.customShort("n"), .customLong("count")], help: ArgumentHelp("How many.", valueName: "n"))
  var count = 64
  @Option(help: ArgumentHelp("The seed of the draws.", valueName: "n"))
  var seed: UInt64 = 0
  @Flag(help: "Draw the pixels from p(x|z) too.")
  var draw = false
  @OptionGroup var pictures: PictureOptions
  @OptionGroup var threads: ThreadOptions

  func validate() throws {
    guard (1...1_000_000).contains(count) else {
      throw ValidationError("-n: expected 1 to 1000000, found \(count)")
    }
  }

  func run() throws {
    let opened = try argument.open()
    let latents = RandomStream(seed: seed, stream: RandomPurpose.prior)
      .normalMatrix(rows: count, columns: opened.architecture.latentSize)
    let decoded = opened.model.decode(latents, workspace: opened.workspace(threads.team()))
    var pixels = decoded.mean
    if draw {
      for row in 0..<count {
        let drawn = decoded.sample(
          row: row, random: RandomStream(seed: seed, stream: RandomPurpose.pixels + UInt64(row)))
        pixels.elements.replaceSubrange(row * pixels.columns..<(row + 1) * pixels.columns, with: drawn)
      }
    }
    let columns = Int(Double(count).squareRoot().rounded(.up))
    try pictures.write(
      pixels, opened.architecture.imageShape, columns: columns,
      caption: (draw ? "draws" : "means") + " of p(x|z), z ~ N(0, I), seed \(seed)")
  }
}

/// The random sequences of a seed that commands use, by purpose; the number of a picture is added to `pixels`.
private enum RandomPurpose {
  static let prior: UInt64 = 0x5A3B_0001_0000_0000
  static let pixels: UInt64 = 0x5A3B_0002_0000_0000
}

import ArgumentParser
import Commands
import Compute
import Datasets
import TerminalGraphics

struct DataCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "data",
    abstract: "List, fetch and look at data sets.",
    discussion: """
      Examples:
        vae data list
        vae data fetch mnist
        vae data show digits --count 8
      """,
    subcommands: [List.self, Fetch.self, Show.self])

  struct List: ParsableCommand {
    static let configuration = CommandConfiguration(
      abstract: "List the data sets, and where they are.",
      discussion: "Example: vae data list --data-dir ~/data")

    @OptionGroup var data: DataOptions

    func run() { print(DatasetPlaces(catalogue: data.catalogue).list) }
  }

  struct Fetch: ParsableCommand {
    static let configuration = CommandConfiguration(
      abstract: "Download a data set and verify it.",
      discussion: """
        Files go to --data-dir, else to $VAE_DATA_DIR, else to the user's cache. A
        file that is there and verified is not fetched again.

        Examples:
          vae data fetch mnist
          vae data fetch fashion-mnist --data-dir ~/data
        """)

    @Argument(
      help: ArgumentHelp(
        "mnist, frey-face, binarized-mnist, fashion-mnist or kmnist.", valueName: "dataset"))
    var dataset: String
    @OptionGroup var data: DataOptions

    func run() throws {
      Interruption.install()
      try DatasetFetch(catalogue: data.catalogue, console: .standardOutput)
        .run(dataset) { Interruption.signal != nil }
    }
  }

  struct Show: ParsableCommand {
    static let configuration = CommandConfiguration(
      abstract: "Show images of a data set in the terminal.",
      discussion: """
        Examples:
          vae data show mnist
          vae data show frey-face --count 12 --first 100
          vae data show digits --class 7 --pixel-mode stochastic
          vae data show photos.npy --range -1,1 --json
        """)

    @Argument(help: ArgumentHelp("A data set, or a path.", valueName: "dataset"))
    var dataset: String
    @Option(help: ArgumentHelp("How many images.", valueName: "n"))
    var count = 6
    @Option(help: ArgumentHelp("The first one, counted from 0.", valueName: "n"))
    var first = 0
    @Option(name: .customLong("class"), help: ArgumentHelp("Only images of this class.", valueName: "label"))
    var label: UInt8?
    @Flag(help: "Show the test part.")
    var test = false
    @Option(help: ArgumentHelp("grey, threshold, stochastic or fixed.", valueName: "mode"))
    var pixelMode = PixelMode.grey
    @Option(help: ArgumentHelp("The seed of the split and of stochastic pixels.", valueName: "n"))
    var seed: UInt64 = 0
    @Option(
      help: ArgumentHelp("Height×width of the images, where a file does not give them.", valueName: "hxw"))
    var imageSize: ImageShape?
    @OptionGroup var files: ReadingOptions
    @Flag(help: "Print what was read as JSON, without images.")
    var json = false
    @OptionGroup var data: DataOptions

    func validate() throws {
      guard (1...10_000).contains(count) else {
        throw ValidationError("--count: expected 1 to 10000, found \(count)")
      }
      guard first >= 0 else { throw ValidationError("--first: expected 0 or more, found \(first)") }
    }

    func run() throws {
      let view = DatasetView(
        dataset: dataset, count: count, first: first, label: label, isTest: test, pixelMode: pixelMode,
        seed: seed, imageShape: imageSize, reading: files.reading)
      if json { return print(try view.json(from: data.catalogue)) }
      print(
        try view.text(
          from: data.catalogue, capabilities: .ofStandardOutput, columns: Console.standardOutput.width()))
    }
  }
}

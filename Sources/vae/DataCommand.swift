import ArgumentParser
import Commands
import Compute
import Datasets
import Formats
import Foundation
import TerminalGraphics
import Training

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

    func run() throws {
      for dataset in KnownDataset.allCases {
        print(dataset.name.padded(to: 17) + dataset.summary)
        print(String(repeating: " ", count: 17) + place(of: dataset))
      }
    }

    private func place(of dataset: KnownDataset) -> String {
      if dataset.isBuiltIn { return "built in" }
      if let file = data.catalogue.files(of: dataset)?.first {
        return "in " + (file as NSString).deletingLastPathComponent
      }
      let megabytes = String(format: "%.1f", Double(dataset.downloadSize) / 1e6)
      return "not here; 'vae data fetch \(dataset.name)' downloads \(megabytes) MB"
    }
  }

  struct Fetch: ParsableCommand {
    static let configuration = CommandConfiguration(
      abstract: "Download a data set and verify it.",
      discussion: """
        It goes to --data-dir, else to $VAE_DATA_DIR, else to the user's cache.
        Files that are there and right stay.

        Examples:
          vae data fetch mnist
          vae data fetch frey-face --data-dir ~/data
        """)

    @Argument(help: ArgumentHelp("mnist, frey-face or binarized-mnist.", valueName: "dataset"))
    var dataset: String
    @OptionGroup var data: DataOptions

    func run() throws {
      guard let known = KnownDataset(name: dataset) else {
        throw InputError(
          .badSettings,
          "'\(dataset)' is no data set to fetch: expected mnist, frey-face or binarized-mnist, as in "
            + "'vae data fetch mnist'")
      }
      if known.isBuiltIn { return print("\(known.name) is built in: there is nothing to fetch.") }
      guard let directory = data.catalogue.locator.downloadDirectory else {
        throw InputError(
          .badSettings, "\(known.name): expected a folder to put it, found none; give --data-dir")
      }
      Interruption.install()
      let line = ProgressLine()
      let paths = try Downloader().fetch(known, into: directory) { progress in
        if line.isDue { line.show(Self.status(progress)) }
        return Interruption.signal == nil
      }
      line.finish()
      print(
        "\(known.name): \(paths.count) files verified, in \((paths[0] as NSString).deletingLastPathComponent)"
      )
    }

    private static func status(_ progress: Downloader.Progress) -> [String] {
      let share = Double(progress.received) / Double(max(1, progress.total))
      let filled = Int(share * 20)
      let bar = String(repeating: "#", count: filled) + String(repeating: ".", count: 20 - filled)
      let megabytes = [progress.received, progress.total].map { String(format: "%.1f", Double($0) / 1e6) }
      return [
        "[\(bar)]", String(format: "%3.0f%%", share * 100), "\(megabytes[0])/\(megabytes[1]) MB",
        progress.file,
      ]
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
        """)

    @Argument(help: ArgumentHelp("A data set, or a path.", valueName: "dataset"))
    var dataset: String
    @Option(help: ArgumentHelp("How many images.", valueName: "n"))
    var count = 6
    @Option(help: ArgumentHelp("The first one, counted from 0.", valueName: "n"))
    var first = 0
    @Option(name: .customLong("class"), help: ArgumentHelp("Only images of this class.", valueName: "label"))
    var label: UInt8?
    @Flag(help: "Of the test part.")
    var test = false
    @Option(help: ArgumentHelp("grey, threshold, stochastic or fixed.", valueName: "mode"))
    var pixelMode = PixelMode.grey
    @Option(help: ArgumentHelp("Decides the split and stochastic pixels.", valueName: "n"))
    var seed: UInt64 = 0
    @Option(help: ArgumentHelp("H×W of the images, where a file does not say.", valueName: "hxw"))
    var imageSize: ImageShape?
    @OptionGroup var data: DataOptions

    func validate() throws {
      guard (1...10_000).contains(count) else {
        throw ValidationError("--count: expected 1 to 10000, found \(count)")
      }
      guard first >= 0 else { throw ValidationError("--first: expected 0 or more, found \(first)") }
    }

    func run() throws {
      let isDrawn = KnownDataset(name: dataset)?.isBuiltIn ?? false
      let drawn = isDrawn ? (first + count) * (label == nil ? 1 : 40) : nil
      let split = try data.catalogue.load(
        dataset,
        options: LoadOptions(seed: seed, imageShape: imageSize, trainCount: drawn, testCount: drawn))
      let part = test ? split.test : split.train
      if label != nil && part.labels == nil {
        throw InputError(
          .badSettings, "--class: expected a data set with labels, found \(split.name) without")
      }
      let chosen = (0..<part.count).lazy.filter { label == nil || part.labels?[$0] == label }
      let indices = Array(chosen.dropFirst(first).prefix(count))
      guard !indices.isEmpty else {
        throw InputError(.badSettings, "--first: expected an image of \(part.count), found none there")
      }
      let shown = part.evaluationImages(indices, mode: pixelMode, seed: seed)
      print(ImageStrip(capabilities: .ofStandardOutput).text(shown, indices: indices))
    }
  }
}

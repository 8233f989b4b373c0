import ArgumentParser
import Commands
import Datasets
import Formats
import Foundation
import Plotting
import Training

struct ShareCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "share",
    abstract: "Write a page that walks a model in any browser.",
    discussion: """
      One file without network: the decoder in JavaScript, the latent plane with
      the codes of test images, sliders, the curve and the figures of the run.

      Examples:
        vae share mnist-2d --output walk.html
        vae share runs/frey-face-10d --output frey.html
      """)

  @OptionGroup var argument: ModelArgument
  @Option(name: .shortAndLong, help: ArgumentHelp("FILE.html.", valueName: "file"))
  var output: String
  @Option(
    name: .customLong("data"),
    help: ArgumentHelp(
      "The data set or path of the encoded images (default: the model's).", valueName: "dataset"))
  var dataset: String?
  @Option(help: ArgumentHelp("How many test images are encoded.", valueName: "n"))
  var images = 2000
  @OptionGroup(title: "With --data") var files: ReadingOptions
  @OptionGroup var data: DataOptions

  /// A larger page is slow to open.
  private static let largePage = 3 << 20

  func validate() throws {
    guard output.hasSuffix(".html"), !output.hasSuffix("/.html"), output != ".html" else {
      throw ValidationError("--output: expected FILE.html, found '\(output)'")
    }
    guard (0...100_000).contains(images) else {
      throw ValidationError("--images: expected 0 to 100000, found \(images)")
    }
  }

  func run() throws {
    let opened = try argument.open()
    let template = try ModelCatalogue.standard.shareTemplate()
    let file = (ModelCatalogue.plainName(argument.model) as NSString).lastPathComponent as NSString
    let folder = RunFolder(reading: (opened.path as NSString).deletingLastPathComponent)
    let page = SharedPage(
      name: file.deletingPathExtension, checkpoint: opened.checkpoint,
      metrics: folder.holdsRun ? (try? folder.metrics()) ?? [] : [], codes: try codes(of: opened))
    let html = page.html(template: template)
    try AtomicFile.write(Array(html.utf8), to: output, isShared: true)
    Console.standardOutput.print("\(output): \(page.name), \(NumberFormat.bytes(html.utf8.count))")
    if html.utf8.count > Self.largePage { VAECommand.note("\(output) is large and may open slowly.") }
  }

  /// The codes of test images: of the data set that was named, else of the model's, where it is on the machine.
  private func codes(of opened: OpenedModel) throws -> SharedCodes? {
    guard images > 0 else { return nil }
    let loaded = Result { () throws(InputError) in
      try opened.data(dataset, reading: files.reading, catalogue: data.catalogue, testCount: images)
    }
    if case .failure(let error) = loaded, dataset == nil, error.kind == .notFound {
      return try kept(for: opened)
    }
    return SharedCodes(opened.checkpoint, images: try loaded.get().test, count: images)
  }

  /// The codes that ship with a model, where its data set is not on the machine.
  private func kept(for opened: OpenedModel) throws -> SharedCodes? {
    if let points = try ModelCatalogue.standard.planePoints(of: argument.model) {
      return SharedCodes(means: points.positions, labels: points.labels)
    }
    VAECommand.note(
      "\(opened.configuration.dataset) is not on this machine: the page shows no encoded images.")
    return nil
  }
}

import ArgumentParser
import Autoencoder
import Commands
import Datasets
import Formats
import Foundation
import Plotting
import Training

struct EncodeCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "encode",
    abstract: "Write the codes of a data set's images.",
    discussion: """
      The means and log-variances of q(z|x) of each image, as the model was trained
      to see it. An .npz file holds test_mean, test_logVariance (N×L) and
      test_labels, and the same for train; an .npy file the means alone.

      Examples:
        vae encode mnist-20d mnist --output codes.npz
        vae encode runs/mnist-2d --part test --output codes.csv
      """)

  enum Part: String, CaseIterable, ExpressibleByArgument { case all, train, validation, test }

  @OptionGroup var argument: ModelArgument
  @Argument(help: ArgumentHelp("A data set or path (default: the model's).", valueName: "dataset"))
  var dataset: String?
  @Option(name: .shortAndLong, help: ArgumentHelp("FILE.npz, FILE.npy or FILE.csv.", valueName: "file"))
  var output: String
  @Option(help: ArgumentHelp("all, train, validation or test.", valueName: "part"))
  var part = Part.all
  @OptionGroup var files: ReadingOptions
  @OptionGroup var threads: ThreadOptions
  @OptionGroup var data: DataOptions

  private var format: LatentCodes.Format? { .init(rawValue: (output as NSString).pathExtension) }

  func validate() throws {
    guard format != nil else {
      throw ValidationError("--output: expected FILE.npz, FILE.npy or FILE.csv, found '\(output)'")
    }
  }

  func run() throws {
    let opened = try argument.open()
    let split = try opened.data(dataset, reading: files.reading, catalogue: data.catalogue)
    let parts = [("train", split.train), ("validation", split.validation), ("test", split.test)]
      .compactMap { name, images in images.map { (name: name, images: $0) } }
      .filter { part == .all || $0.name == part.rawValue }
    guard !parts.isEmpty else {
      throw InputError(.badSettings, "--part: expected a part of \(split.name), found \(part.rawValue)")
    }
    let workspace = opened.workspace(threads.team())
    let line = ProgressLine(console: .standardOutput)
    let codes = LatentCodes(
      parts: parts.map { part in
        line.show(["encoding \(part.name), \(NumberFormat.grouped(part.images.count)) images"])
        let pixels = part.images.evaluationPixels(
          mode: opened.configuration.pixelMode, seed: opened.configuration.seed)
        return LatentCodes.Part(
          name: part.name,
          posterior: opened.model.encode(pixels: pixels, count: part.images.count, workspace: workspace),
          labels: part.images.labels)
      })
    try AtomicFile.write(codes.bytes(format!), to: output, isShared: true)
    line.erase()
    Console.standardOutput.print(
      "\(output): "
        + parts.map { "\($0.name) \(NumberFormat.grouped($0.images.count))" }.joined(separator: ", ")
        + " codes of \(opened.architecture.latentSize) dimensions")
  }
}

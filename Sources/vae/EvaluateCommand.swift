import ArgumentParser
import Autoencoder
import Commands
import Datasets
import Foundation
import Training

struct EvaluateCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "evaluate",
    abstract: "Evaluate a model on test images.",
    discussion: """
      Nats per image, each figure with its standard error over the images. The
      noise is the same at each call.

      Examples:
        vae evaluate mnist-2d
        vae evaluate runs/mnist-20d --importance-samples 5000 --images 1000
        vae evaluate model.safetensors --data frey-face --json
      """)

  @Argument(help: ArgumentHelp("A checkpoint file, a run, or a shipped model.", valueName: "model"))
  var model: String
  @Option(
    name: .customLong("data"),
    help: ArgumentHelp("A data set or path (default: the model's).", valueName: "dataset"))
  var dataset: String?
  @Option(help: ArgumentHelp("Only so many images, from the front.", valueName: "n"))
  var images: Int?
  @Option(name: .customLong("samples"), help: ArgumentHelp("K, noise samples an image.", valueName: "k"))
  var noiseSamples = 1
  @Option(help: ArgumentHelp("Estimates log p(x) too, with S samples an image.", valueName: "s"))
  var importanceSamples: Int?
  @Option(
    help: ArgumentHelp("Other pixels than the model was trained on: not comparable.", valueName: "mode"))
  var pixelMode: PixelMode?
  @Option(help: ArgumentHelp("Decides the noise (default: that of the model's training).", valueName: "n"))
  var seed: UInt64?
  @Flag(help: "Print JSON.")
  var json = false
  @OptionGroup var threads: ThreadOptions
  @OptionGroup var data: DataOptions

  func validate() throws {
    for (option, value) in [
      ("--images", images), ("--samples", noiseSamples), ("--importance-samples", importanceSamples),
    ] {
      guard (1...1_000_000).contains(value ?? 1) else {
        throw ValidationError("\(option): expected 1 to 1000000, found \(value ?? 0)")
      }
    }
  }

  func run() throws {
    let path = try ModelFinder().checkpointPath(model)
    let checkpoint = try Checkpoint(contentsOf: path)
    let configuration = checkpoint.configuration
    var options = configuration.loadOptions
    options.testCount = images
    let split = try data.catalogue.load(dataset ?? configuration.dataset, options: options)
    let mode = pixelMode ?? (split.isBinary ? .fixed : configuration.pixelMode)
    let line = ProgressLine(isQuiet: json)
    let evaluation = try ModelEvaluation(
      checkpoint.model, on: split.test, pixelMode: mode, samples: noiseSamples,
      importanceSamples: importanceSamples, seed: seed ?? configuration.seed, team: threads.team(),
      progress: { done in if line.isDue { line.show(["log p(x) of \(done) of \(split.test.count) images"]) } }
    )
    line.erase()
    let report = Report(
      model: path, dataset: split.name, pixelMode: mode, latentSize: configuration.architecture.latentSize,
      epoch: checkpoint.metrics?.epoch, evaluation: evaluation)
    print(try json ? report.json() : report.text(trainedOn: configuration))
  }

  /// What is printed.
  private struct Report: Encodable {
    let model: String
    let dataset: String
    let pixelMode: PixelMode
    let latentSize: Int
    let epoch: Int?
    let evaluation: ModelEvaluation

    func json() throws -> String {
      let encoder = JSONEncoder()
      encoder.outputFormatting = [.prettyPrinted, .sortedKeys, .withoutEscapingSlashes]
      return String(decoding: try encoder.encode(self), as: UTF8.self)
    }

    func text(trainedOn configuration: TrainingConfiguration) -> String {
      let (e, prefix) = (evaluation, epoch.map { ", epoch \($0)" } ?? "")
      var lines = [
        "\(model)\(prefix)",
        "\(e.images) test images of \(dataset), \(pixelMode.rawValue) pixels; nats per image", "",
        line("ELBO", e.elbo), line("reconstruction", e.reconstruction), line("KL divergence", e.klDivergence),
      ]
      if let likelihood = e.logLikelihood, let samples = e.importanceSamples {
        lines.append(line("log p(x), S = \(samples)", likelihood))
      }
      lines.append("active units".padded(to: 22) + "\(e.activeUnits) of \(latentSize)")
      if let objective = configuration.objective.otherThanELBO {
        lines.append("trained to ascend".padded(to: 22) + objective.title)
      }
      lines += e.klPerDimension.enumerated().map { line("KL of z\($0.offset + 1)", $0.element) }
      if pixelMode != configuration.pixelMode {
        lines.append(
          "The model was trained on \(configuration.pixelMode.rawValue) pixels: these figures are not comparable with its own."
        )
      }
      return lines.joined(separator: "\n")
    }

    private func line(_ name: String, _ estimate: Estimate) -> String {
      name.padded(to: 22) + String(format: "%10.3f  ± %.3f", estimate.mean, estimate.standardError)
    }
  }
}

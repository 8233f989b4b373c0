import ArgumentParser
import Commands
import Compute
import Datasets
import Foundation
import Training

struct EvaluateCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "evaluate",
    abstract: "Evaluate a model on test images.",
    discussion: """
      Figures are in nats per image, each with its standard error over the images.
      The noise is the same at each call.

      Examples:
        vae evaluate mnist-2d
        vae evaluate runs/mnist-20d --importance-samples 5000 --images 1000
        vae evaluate mnist-2d --estimator grid --images 50
        vae evaluate model.safetensors --data frey-face --json
      """)

  @Argument(
    help: ArgumentHelp(
      "A checkpoint file, a run, or a shipped model (for certain as shipped:NAME).", valueName: "model"))
  var model: String
  @Option(
    name: .customLong("data"),
    help: ArgumentHelp("A data set or path (default: the model's).", valueName: "dataset"))
  var dataset: String?
  @Option(help: ArgumentHelp("Only the first n images.", valueName: "n"))
  var images: Int?
  @Option(name: .customLong("samples"), help: ArgumentHelp("K, noise samples per image.", valueName: "k"))
  var noiseSamples = 1
  @OptionGroup var estimation: EstimatorOptions
  @Option(
    help: ArgumentHelp(
      "Evaluate on other pixels than the model was trained on; then figures are not comparable.",
      valueName: "mode"))
  var pixelMode: PixelMode?
  @Option(
    help: ArgumentHelp("The seed of the noise (default: that of the model's training).", valueName: "n"))
  var seed: UInt64?
  @OptionGroup(title: "With --data") var files: ReadingOptions
  @Flag(help: "Print JSON.")
  var json = false
  @OptionGroup var threads: ThreadOptions
  @OptionGroup var data: DataOptions

  func validate() throws {
    guard dataset != nil || !files.isGiven else {
      throw ValidationError(
        "--range, --layout and --transpose go with --data; the model has settled its own.")
    }
    for (option, value) in [("--images", images), ("--samples", noiseSamples)] {
      guard (1...1_000_000).contains(value ?? 1) else {
        throw ValidationError("\(option): expected 1 to 1000000, found \(value ?? 0)")
      }
    }
  }

  func run() throws {
    let path = try ModelFinder().checkpointPath(model)
    if let text = ModelFinder().ambiguity(of: model) { VAECommand.note(text) }
    let checkpoint = try Checkpoint(contentsOf: path)
    let configuration = checkpoint.configuration
    var options = configuration.loadOptions
    options.testCount = images
    // Another data set is read by its own rule.
    if dataset != nil { (options.reading, options.validationFraction) = (files.reading, nil) }
    options.reading?.channels = configuration.architecture.imageShape.channels
    let split = try data.catalogue.load(dataset ?? configuration.dataset, options: options)
    let isFixed = split.isBinary && configuration.architecture.likelihood.suitsBinaryPixels
    let mode = pixelMode ?? (isFixed ? .fixed : configuration.pixelMode)
    let (team, seed) = (threads.team(), seed ?? configuration.seed)
    let line = ProgressLine(console: .standardOutput, isQuiet: json)
    let importanceSamples = estimation.name == nil ? estimation.importanceSamples : nil
    let start = TrainingRun.systemClock()
    let evaluation = try ModelEvaluation(
      checkpoint.model, on: split.test, pixelMode: mode, samples: noiseSamples,
      importanceSamples: importanceSamples, seed: seed, team: team,
      progress: { done in if line.isDue { line.show(["log p(x) of \(done) of \(split.test.count) images"]) } }
    )
    let seconds = TrainingRun.systemClock() - start
    let work = importanceSamples.map {
      EvaluationWork(
        configuration.architecture, images: split.test.count, samples: noiseSamples + $0, seconds: seconds,
        peakGigaflopsPerSecond: Kernels.current.peakGigaflopsPerSecond(team: team))
    }
    let estimate = try estimation.report(
      of: checkpoint.model, on: split.test, pixelMode: mode, seed: seed, team: team, line)
    line.erase()
    let report = ModelReport(
      model: path, dataset: split.name, pixelMode: mode, latentSize: configuration.architecture.latentSize,
      epoch: checkpoint.metrics?.epoch, evaluation: evaluation, estimate: estimate, work: work)
    let console = Console.standardOutput
    if json { return console.printJSON(try report.json()) }
    console.print(report.text(trainedOn: configuration))
  }
}

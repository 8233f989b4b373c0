import ArgumentParser
import Autoencoder
import Commands
import Compute
import Datasets
import Foundation
import Training

struct BenchmarkCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "benchmark",
    abstract: "Time the training step.",
    discussion: """
      Reports the best of many blocks of steps, since other work on the machine can
      only slow a block down.

      Examples:
        vae benchmark
        vae benchmark --latent-size 2 --threads 1 --json
        vae benchmark --method mcem --latent-size 3
        vae benchmark --data frey-face --hidden 200 --latent-size 2
      """)

  @Option(
    name: .customLong("data"),
    help: ArgumentHelp("A data set or path (default: mnist, or digits without it).", valueName: "dataset"))
  var dataset: String?
  @Option(name: .shortAndLong, help: ArgumentHelp("L, the latent dimensions.", valueName: "n"))
  var latentSize = 20
  @Option(help: ArgumentHelp("Widths of the hidden layers.", valueName: "widths"))
  var hidden = HiddenSizes(sizes: [500])
  @Option(help: ArgumentHelp("B, images per minibatch.", valueName: "n"))
  var batchSize = 100
  @Option(help: ArgumentHelp("How a step learns: aevb, full-vb, wake-sleep or mcem.", valueName: "name"))
  var method = InferenceMethodName.aevb
  @Option(
    help: ArgumentHelp(
      "Which weights have a posterior with full-vb: decoder or all (default: decoder).", valueName: "name"))
  var weightPosterior: WeightPosterior.Extent?
  @Option(help: ArgumentHelp("How long to measure.", valueName: "seconds"))
  var seconds = 5.0
  @Flag(help: "Print JSON.")
  var json = false
  @OptionGroup var threads: ThreadOptions
  @OptionGroup var data: DataOptions

  func validate() throws {
    try Setting.latentSize.validate(latentSize)
    try Setting.batchSize.validate(batchSize)
    for width in hidden.sizes { try Setting.hiddenSizes.validate(width) }
    guard seconds > 0, seconds <= 3600 else {
      throw ValidationError("--seconds: expected more than 0, at most 3600, found \(seconds)")
    }
  }

  func run() throws {
    let usual: KnownDataset = data.catalogue.files(of: .mnist) == nil ? .digits : .mnist
    let split = try data.catalogue.load(
      dataset ?? usual.name, options: LoadOptions(trainCount: 20_000, testCount: 100))
    let architecture = Architecture(
      imageShape: split.imageShape, hiddenSizes: hidden.sizes, latentSize: latentSize,
      likelihood: split.isContinuous ? .gaussian : .bernoulli)
    var configuration = TrainingConfiguration(dataset: split.name, architecture: architecture)
    configuration.batchSize = batchSize
    configuration.method = method
    configuration.weightPosterior = weightPosterior
    try configuration.checkOptions()
    let team = threads.team()
    let result = try StepBenchmark(configuration: configuration, data: split, team: team).measure(
      seconds: seconds)
    if json {
      let encoder = JSONEncoder()
      encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
      print(String(decoding: try encoder.encode(result), as: UTF8.self))
    } else {
      print(result.text)
    }
  }
}

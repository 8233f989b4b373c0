import ArgumentParser
import Commands
import Experiments
import Training

struct Figure2Command: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "figure-2",
    abstract: "The lower bound against training examples: AEVB and wake–sleep.",
    discussion: """
      Kingma & Welling 2014, figure 2: MNIST with L = 3, 5, 10, 20, 200 and Frey Face
      with L = 2, 5, 10, 20, both methods, initial weights with a standard deviation
      of 0.01 and of 0.1. Ctrl-C saves; the same command goes on.

      Examples:
        vae reproduce figure-2 --datasets mnist --latent-sizes 3 --examples 1e6
        vae reproduce figure-2 --list | parallel -j 2
        vae reproduce figure-2 --collect
        vae reproduce figure-2 --datasets digits --latent-sizes 3 --examples 1e5
      """)

  @Option(
    help: ArgumentHelp("Of mnist, frey-face, digits, faces (default: mnist,frey-face).", valueName: "name,…"))
  var datasets: ExperimentDatasets?
  @Option(help: ArgumentHelp("L of each model (default: the paper's).", valueName: "n,…"))
  var latentSizes: GridValues?
  @Option(
    help: ArgumentHelp(
      "The standard deviations of the initial weights (default: 0.01,0.1).", valueName: "sd,…"))
  var initialDeviations: GridValues?
  @Option(help: ArgumentHelp("The seeds; curves are of the first (default: 0).", valueName: "n,…"))
  var seeds: GridValues?
  @Flag(help: "The paper's own budget: 1e8 examples.")
  var full = false
  @Option(name: .shortAndLong, help: ArgumentHelp("The folder of the results.", valueName: "folder"))
  var output = Figure2.standardOutput
  @OptionGroup var budget: BudgetOptions
  @OptionGroup var experiment: ExperimentOptions

  func validate() throws {
    let sizes: [Int] = try latentSizes?.numbers("--latent-sizes") ?? []
    for size in sizes { try Setting.latentSize.validate(size) }
    _ = try options()
    guard !full || budget.examples == nil else {
      throw ValidationError("--full and --examples exclude each other.")
    }
  }

  func run() throws { try experiment.carryOut(on: Figure2(try options(), output: output)) }

  private func options() throws -> Figure2.Options {
    var options = Figure2.Options(
      datasets: datasets?.values
        ?? ExperimentData.known.filter { ["mnist", "frey-face"].contains($0.dataset) })
    options.latentSizes = try latentSizes?.numbers("--latent-sizes")
    if let deviations = try initialDeviations?.positiveNumbers("--initial-deviations") {
      options.deviations = deviations
    }
    if let seeds: [UInt64] = try seeds?.numbers("--seeds") { options.seeds = seeds }
    options.examples = full ? Figure2.Options.fullExamples : budget.examples?.value ?? options.examples
    options.learningRate = budget.learningRate
    return options
  }
}

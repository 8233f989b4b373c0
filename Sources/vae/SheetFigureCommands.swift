import ArgumentParser
import Commands
import Experiments
import Training

struct Figure4Command: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "figure-4",
    abstract: "Manifolds of MNIST and Frey Face.",
    discussion: """
      Kingma & Welling 2014, figure 4: the decoded plane of models with L = 2, through
      the inverse of the normal distribution function.

      Examples:
        vae reproduce figure-4
        vae reproduce figure-4 --datasets digits,faces --examples 1e5
      """)

  @OptionGroup var sheets: SheetOptions
  @OptionGroup var budget: BudgetOptions
  @OptionGroup var experiment: ExperimentOptions

  func run() throws {
    try experiment.carryOut(on: sheets.figure(.manifolds, standard: "mnist,frey-face", budget))
  }
}

struct Figure5Command: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "figure-5",
    abstract: "Samples of MNIST at L = 2, 5, 10 and 20.",
    discussion: """
      Kingma & Welling 2014, figure 5: means decoded from draws of the prior.

      Examples:
        vae reproduce figure-5
        vae reproduce figure-5 --datasets digits --latent-sizes 2,5 --examples 1e5
      """)

  @Option(help: ArgumentHelp("L of each model (default: 2,5,10,20).", valueName: "n,…"))
  var latentSizes: GridValues?
  @OptionGroup var sheets: SheetOptions
  @OptionGroup var budget: BudgetOptions
  @OptionGroup var experiment: ExperimentOptions

  func validate() throws {
    let sizes: [Int] = try latentSizes?.numbers("--latent-sizes") ?? []
    for size in sizes { try Setting.latentSize.validate(size) }
  }

  func run() throws {
    try experiment.carryOut(
      on: sheets.figure(
        .samples, standard: "mnist", latentSizes: try latentSizes?.numbers("--latent-sizes"), budget))
  }
}

/// What figures 4 and 5 have in common.
struct SheetOptions: ParsableArguments {
  @Option(
    help: ArgumentHelp("Of mnist, frey-face, digits, faces (default: the paper's).", valueName: "name,…"))
  var datasets: ExperimentDatasets?
  @Option(help: ArgumentHelp("The seed.", valueName: "n"))
  var seed: UInt64 = 0
  @Option(
    name: .shortAndLong,
    help: ArgumentHelp("The folder of the results (default: results/NAME).", valueName: "folder"))
  var output: String?

  func figure(
    _ kind: SheetFigure.Kind, standard: String, latentSizes: [Int]? = nil, _ budget: BudgetOptions
  ) -> SheetFigure {
    SheetFigure(
      kind, datasets: (datasets ?? ExperimentDatasets(argument: standard)!).values, latentSizes: latentSizes,
      examples: budget.examples?.value ?? SheetFigure.standardExamples, learningRate: budget.learningRate,
      seed: seed,
      output: output)
  }
}

import ArgumentParser
import Commands
import Experiments
import Training

struct Figure3Command: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "figure-3",
    abstract: "The estimated marginal likelihood: AEVB, wake–sleep and Monte Carlo EM.",
    discussion: """
      Kingma & Welling 2014, figure 3: 100 hidden units, L = 3, the first 1,000 and
      50,000 training images; log p(x) of 1,000 training and 1,000 test images by
      Hamiltonian Monte Carlo (appendix D). Ctrl-C saves; the same command goes on.

      Examples:
        vae reproduce figure-3
        vae reproduce figure-3 --train-images 1000 --examples 1e6
        vae reproduce figure-3 --list | parallel -j 2
      """)

  @Option(help: ArgumentHelp("mnist, frey-face, digits or faces.", valueName: "name"))
  var dataset = ExperimentDatasets(argument: "mnist")!
  @OptionGroup var panels: PanelOptions
  @Option(name: .shortAndLong, help: ArgumentHelp("The folder of the results.", valueName: "folder"))
  var output = Figure3.standardOutput
  @OptionGroup var budget: BudgetOptions
  @OptionGroup var experiment: ExperimentOptions

  func validate() throws { try panels.validate(for: dataset) }

  func run() throws {
    let data = dataset.values[0]
    var options = Figure3.Options(data: data)
    options.trainImages = try panels.counts ?? options.trainImages.filter { $0 <= data.trainCount }
    options.deviation = panels.initialDeviation ?? options.deviation
    options.examples = budget.examples?.value ?? options.examples
    options.learningRate = budget.learningRate
    options.seed = panels.seed
    try experiment.carryOut(on: Figure3(options, output: output))
  }
}

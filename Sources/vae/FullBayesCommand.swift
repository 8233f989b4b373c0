import ArgumentParser
import Commands
import Experiments
import Training

struct FullBayesCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "full-vb",
    abstract: "A posterior over the weights: does it overfit less?",
    discussion: """
      Kingma & Welling 2014, appendix F, beside plain AEVB: L = 2, the first 1,000 and
      all training images. Ctrl-C saves; the same command goes on.

      Examples:
        vae reproduce full-vb
        vae reproduce full-vb --train-images 1000 --examples 1e6
        vae reproduce full-vb --list | parallel -j 2
      """)

  @Option(help: ArgumentHelp("mnist, frey-face, digits or faces.", valueName: "name"))
  var dataset = ExperimentDatasets(argument: "mnist")!
  @OptionGroup var panels: PanelOptions
  @Option(name: .shortAndLong, help: ArgumentHelp("The folder of the results.", valueName: "folder"))
  var output = FullBayesFigure.standardOutput
  @OptionGroup var budget: BudgetOptions
  @OptionGroup var experiment: ExperimentOptions

  func validate() throws { try panels.validate(for: dataset) }

  func run() throws {
    let data = dataset.values[0]
    var options = FullBayesFigure.Options(data: data)
    options.trainImages = try panels.counts ?? options.trainImages.filter { $0 <= data.trainCount }
    options.deviation = panels.initialDeviation ?? options.deviation
    options.examples = budget.examples?.value ?? options.examples
    options.learningRate = budget.learningRate
    options.seed = panels.seed
    try experiment.carryOut(on: FullBayesFigure(options, output: output))
  }
}

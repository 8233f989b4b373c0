import ArgumentParser
import Commands
import Experiments
import Training

struct IWAETableCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "iwae-table",
    abstract: "log p(x) of VAE and IWAE with k = 1, 5 and 50 samples.",
    discussion: """
      Burda, Grosse & Salakhutdinov 2016, table 1, one stochastic layer of 50 units;
      log p(x) with 5,000 samples on the whole test set. Ctrl-C saves; the same
      command goes on.

      Examples:
        vae reproduce iwae-table --samples 1
        vae reproduce iwae-table --samples 1,5 --passes 328
        vae reproduce iwae-table --list | parallel -j 2
      """)

  @Option(help: ArgumentHelp("mnist or digits.", valueName: "name"))
  var dataset = ExperimentDatasets(argument: "mnist")!
  @Option(help: ArgumentHelp("Which k, of 1, 5 and 50 (default: all).", valueName: "k,…"))
  var samples: GridValues?
  @Option(
    help: ArgumentHelp(
      "Passes over the data, in the proportions of the paper's schedule (default: 3280).", valueName: "n"))
  var passes = LearningRateSchedule.iwaePasses
  @Option(help: ArgumentHelp("The seed.", valueName: "n"))
  var seed: UInt64 = 0
  @Option(name: .shortAndLong, help: ArgumentHelp("The folder of the results.", valueName: "folder"))
  var output = IWAETable.standardOutput
  @OptionGroup var experiment: ExperimentOptions

  func validate() throws {
    let counts: [Int] = try samples?.numbers("--samples") ?? []
    guard counts.allSatisfy([1, 5, 50].contains) else {
      throw ValidationError(
        "--samples: expected some of 1, 5 and 50, found \(samples!.values.joined(separator: ","))")
    }
    guard passes > 0 else { throw ValidationError("--passes: expected 1 or more, found \(passes)") }
    try Setting.epochs.validate(passes)
    guard dataset.values.count == 1, !dataset.values[0].isContinuous else {
      throw ValidationError("--dataset: expected mnist or digits")
    }
  }

  func run() throws {
    try experiment.carryOut(
      on: IWAETable(
        data: dataset.values[0], samples: try samples?.numbers("--samples") ?? [1, 5, 50], passes: passes,
        seed: seed, output: output))
  }
}

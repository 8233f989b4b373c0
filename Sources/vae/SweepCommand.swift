import ArgumentParser
import Commands
import Compute
import Datasets
import Experiments
import Formats
import Foundation
import Training

struct SweepCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "sweep",
    abstract: "Train a grid of settings and tabulate the results.",
    discussion: """
      Every combination of the values is a job, whose state is a run below
      --output. Without --list, --job or --collect the missing jobs are run here,
      one after the other; then summary.csv and summary.md have a row per run, and
      timings.csv the seconds. Ctrl-C saves; the same command goes on.

      Examples:
        vae sweep mnist --latent-size 2,5,10 --seed 0-4 --epochs 50
        vae sweep digits -l 10 --kl-weight 1,4 --hidden 500/200,200 --output results/beta
        vae sweep mnist -l 3 --preset paper --method aevb,wake-sleep,mcem
        vae sweep mnist -l 2,5 --seed 0-4 --list | parallel -j 2
        vae sweep mnist -l 2,5 --seed 0-4 --collect
      """)

  @Argument(
    help: ArgumentHelp("A name that 'vae data list' shows, or a path.", valueName: "dataset"))
  var dataset: String
  @OptionGroup(title: "Settings, several values each") var settings: SweepOptions
  @Option(
    help: ArgumentHelp(
      "Passes over the data (default: 200; 2000 for faces; 3280 with --schedule iwae).", valueName: "n"))
  var epochs: Int?
  @Option(
    help: ArgumentHelp("Height×width of the images, where a file does not give them.", valueName: "hxw"))
  var imageSize: ImageShape?
  @Option(
    name: .shortAndLong,
    help: ArgumentHelp("The folder of the results (default: results/sweep-DATASET).", valueName: "folder"))
  var output: String?
  @OptionGroup var experiment: ExperimentOptions

  func validate() throws {
    guard epochs ?? 1 > 0 else { throw ValidationError("--epochs: expected 1 or more, found \(epochs!)") }
    try Setting.epochs.validate(epochs)
  }

  func run() throws {
    // One image of each part says all that settings depend on.
    let data = try experiment.data.catalogue.load(
      dataset, options: LoadOptions(imageShape: imageSize, trainCount: 1, testCount: 1))
    let sweep = try Sweep(
      dataset: data.name, grid: SettingGrid(axes: settings.axes),
      output: output ?? "results/sweep-\(data.name)"
    ) { try configuration(of: $0, data: data) }
    try experiment.carryOut(on: sweep)
  }

  /// The configuration that `vae train` would make of the same options.
  private func configuration(of point: SettingGrid.Point, data: DataSplit) throws -> TrainingConfiguration {
    var words = point.settings.map { "--\($0.name)=\($0.value)" }
    if let epochs { words.append("--epochs=\(epochs)") }
    let options: ModelOptions
    do {
      options = try ModelOptions.parse(words)
    } catch {
      throw InputError(.badSettings, "\(point.name): \(ModelOptions.message(for: error))")
    }
    return try options.configuration(dataset: dataset, data: data)
  }
}

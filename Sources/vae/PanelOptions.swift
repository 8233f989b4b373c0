import ArgumentParser
import Experiments

/// The runs of a figure with a panel for each number of training images.
struct PanelOptions: ParsableArguments {
  @Option(
    help: ArgumentHelp(
      "How many training images, of each panel (default: the figure's).", valueName: "n,…"))
  var trainImages: GridValues?
  @Option(
    help: ArgumentHelp("The standard deviation of the initial weights (default: 0.01).", valueName: "sd"))
  var initialDeviation: Float?
  @Option(help: ArgumentHelp("The seed.", valueName: "n"))
  var seed: UInt64 = 0

  /// N of each panel; `nil` where none is given.
  var counts: [Int]? { get throws { try trainImages?.numbers("--train-images") } }

  /// - Throws: an error that names the option.
  func validate(for dataset: ExperimentDatasets) throws {
    guard dataset.values.count == 1 else { throw ValidationError("--dataset: expected one data set") }
    guard initialDeviation ?? 1 > 0, (initialDeviation ?? 1).isFinite else {
      throw ValidationError("--initial-deviation: expected more than 0, found \(initialDeviation!)")
    }
    let limit = dataset.values[0].trainCount
    guard try counts?.allSatisfy({ (1...limit).contains($0) }) ?? true else {
      throw ValidationError(
        "--train-images: expected 1 to \(limit), found \(trainImages!.values.joined(separator: ","))")
    }
  }
}

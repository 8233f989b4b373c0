import ArgumentParser
import Experiments

/// How much the paper's figures are trained, and how.
struct BudgetOptions: ParsableArguments {
  @Option(
    help: ArgumentHelp("Training examples of each run, as 10000000 or 1e7 (default: 1e7).", valueName: "n"))
  var examples: ExampleCount?
  @Option(
    help: ArgumentHelp(
      "Adagrad's rate (default: chosen among 0.01, 0.02 and 0.1 on the first steps of each run).",
      valueName: "rate"))
  var learningRate: Float?

  func validate() throws {
    guard learningRate ?? 1 > 0, (learningRate ?? 1).isFinite else {
      throw ValidationError("--learning-rate: expected more than 0, found \(learningRate!)")
    }
  }
}

/// A whole number that may be written with a power of ten.
struct ExampleCount: ExpressibleByArgument {
  let value: Int

  init?(argument: String) {
    guard let number = Double(argument), number >= 1, number <= 1e12, number == number.rounded() else {
      return nil
    }
    value = Int(number)
  }
}

/// The data sets of an experiment by their names.
struct ExperimentDatasets: ExpressibleByArgument {
  let values: [ExperimentData]

  /// As a person types them, for the help.
  var defaultValueDescription: String { values.map(\.dataset).joined(separator: ",") }

  init?(argument: String) {
    let names = argument.split(separator: ",").map(String.init)
    values = names.compactMap { name in ExperimentData.known.first { $0.dataset == name } }
    guard values.count == names.count, !values.isEmpty, Set(names).count == names.count else { return nil }
  }
}

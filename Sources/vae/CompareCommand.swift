import ArgumentParser
import Commands
import Training

struct CompareCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "compare",
    abstract: "Compare runs: the settings that differ, and the figures.",
    discussion: """
      Settings have their names of config.json. Figures are those of the best
      epoch, in nats per image.

      Examples:
        vae compare mnist-2d mnist-20d
        vae compare runs/mnist-20d runs/mnist-20d-2 --json
      """)

  @Argument(help: ArgumentHelp("Runs or shipped models, two or more.", valueName: "run"))
  var names: [String]
  @Flag(help: "Print JSON.")
  var json = false

  func validate() throws {
    guard names.count >= 2 else {
      throw ValidationError("Name two runs, as in 'vae compare mnist-2d mnist-20d'.")
    }
  }

  func run() throws {
    let comparison = try RunComparison(names, finder: ModelFinder())
    Console.standardOutput.print(try json ? comparison.json() : comparison.text)
  }
}

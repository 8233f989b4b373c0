import ArgumentParser
import Commands
import Foundation
import Training

struct RemoveCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "rm",
    abstract: "Move runs to the trash.",
    discussion: """
      The trash is the folder .trash beside the run, from which the run can be moved
      back. What has been there for more than 30 days is deleted for good.

      Examples:
        vae rm mnist-2d-3
        vae runs state=broken --json | jq -r '.[].path' | xargs vae rm --yes
      """)

  @Argument(help: ArgumentHelp("Names or folders of runs.", valueName: "run"))
  var names: [String]
  @Flag(name: .shortAndLong, help: "Do not ask.")
  var yes = false

  func run() throws {
    let console = Console.standardOutput
    let isTerminal = isatty(STDIN_FILENO) == 1 && console.isTerminal
    let removal = RunRemoval(
      finder: ModelFinder(), console: console,
      ask: isTerminal
        ? { question in
          console.write(question)
          return ["y", "yes"].contains(readLine()?.lowercased() ?? "")
        } : nil)
    try removal.run(names, isSure: yes, now: Date())
  }
}

import ArgumentParser
import Commands
import Formats
import Training

struct RunsCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "runs",
    abstract: "List the runs.",
    discussion: """
      A filter is a part of a name, note or tag, or FIELD=VALUE with a field among
      name, state, data, latent, hidden, likelihood, pixels, preset, method,
      objective, optimizer, rate, batch, seed, epochs and tag; a run must fit all
      filters. Names are sorted from A to Z, numbers from the largest down.

      Examples:
        vae runs
        vae runs latent=2 data=mnist --sort best
        vae runs mnist --json | jq -r '.[] | [.name, .bestTestELBO] | @tsv'
      """)

  @Argument(help: ArgumentHelp("A part of a name, or FIELD=VALUE.", valueName: "filter"))
  var filters: [String] = []
  @Option(
    help: ArgumentHelp(
      "modified, name, state, data, best, epoch, latent or seconds.", valueName: "column"))
  var sort = RunOrder.modified
  @Flag(help: "Print JSON.")
  var json = false

  func run() throws {
    let filters = try filters.map { word throws(InputError) in try RunFilter(word) }
    let table = RunTable(RunLibrary.standard.runs(), sortedBy: sort, filters: filters)
    Console.standardOutput.print(try json ? table.json() : table.text)
  }
}

extension RunOrder: ExpressibleByArgument {}

import ArgumentParser
import Commands

struct ReproduceCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "reproduce",
    abstract: "Reproduce published figures.",
    discussion: """
      Without a name it lists the experiments: what each shows, its jobs, how long
      they take on this machine, and what is done.

      Examples:
        vae reproduce
        vae reproduce gallery mnist
        vae reproduce gallery mnist --shipped
        vae reproduce figure-2 --datasets mnist --latent-sizes 3 --examples 1e6
      """,
    subcommands: [
      GalleryCommand.self, Figure2Command.self, Figure3Command.self, Figure4Command.self, Figure5Command.self,
      FullBayesCommand.self, IWAETableCommand.self,
    ])

  @OptionGroup var threads: ThreadOptions
  @OptionGroup var data: DataOptions

  func run() throws {
    print(try ExperimentList(catalogue: data.catalogue, team: threads.team()).text())
  }
}

import ArgumentParser
import Commands
import Experiments
import Foundation
import Training

/// What is to be done with an experiment's jobs.
struct ExperimentOptions: ParsableArguments {
  @Flag(help: "Print one shell command per job, for parallel, xargs or Slurm.")
  var list = false
  @Option(help: ArgumentHelp("Run one job, from 0 on; resumed where it stood.", valueName: "n"))
  var job: Int?
  @Flag(help: "Write the results of the finished jobs, and say what is missing.")
  var collect = false
  @OptionGroup var threads: ThreadOptions
  @OptionGroup var data: DataOptions

  func validate() throws {
    guard [list, job != nil, collect].count(where: { $0 }) <= 1 else {
      throw ValidationError("--list, --job and --collect exclude each other.")
    }
  }

  private var action: ExperimentAction {
    if let job { return .job(job) }
    return list ? .list : collect ? .collect : .all
  }

  /// Carries out what was asked for; an interruption ends the program with the signal's code.
  func carryOut(on experiment: any Experiment) throws {
    let context = ExperimentContext(
      catalogue: data.catalogue, team: threads.team(), version: programVersion)
    let command = ExperimentCommand(
      experiment: experiment, runner: JobRunner(context: context, console: .standardOutput),
      arguments: CommandLine.arguments)
    Interruption.install()
    if let signal = try command.carryOut(action, interruption: { Interruption.signal }) {
      throw ExitCode(128 + signal)
    }
  }
}

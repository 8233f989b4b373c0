import Experiments
import Formats
import Foundation

/// What a command does with an experiment.
public enum ExperimentAction: Sendable, Equatable {
  /// Runs the missing jobs, then collects.
  case all
  /// Prints a shell command a job.
  case list
  /// Runs one job.
  case job(Int)
  /// Writes the results of what is finished.
  case collect
}

/// Carries out a command on an experiment.
public struct ExperimentCommand {
  public let experiment: any Experiment
  public let runner: JobRunner
  /// The words of the command line, the program first.
  public let arguments: [String]

  public init(experiment: any Experiment, runner: JobRunner, arguments: [String]) {
    self.experiment = experiment
    self.runner = runner
    self.arguments = arguments
  }

  /// - Parameter interruption: the signal that asks for an end, if one has come.
  /// - Returns: the signal that ended it, if one did.
  /// - Throws: `InputError` as jobs and collecting do, `badSettings` where there is no such job.
  public func carryOut(
    _ action: ExperimentAction, interruption: () -> Int32?
  ) throws(InputError) -> Int32? {
    switch action {
    case .list:
      for index in experiment.jobs.indices { runner.console.print(commandLine(ofJob: index)) }
      return nil
    case .job(let index):
      guard experiment.jobs.indices.contains(index) else {
        let expected = experiment.jobs.isEmpty ? "no job" : "0 to \(experiment.jobs.count - 1)"
        throw InputError(.badSettings, "--job: expected \(expected), found \(index)")
      }
      return try runner.run(index, of: experiment.jobs, interruption: interruption)
    case .collect:
      try collect()
      return nil
    case .all:
      if let signal = try runner.run(experiment.jobs, interruption: interruption) { return signal }
      try collect()
      return nil
    }
  }

  private func collect() throws(InputError) {
    let collected = try experiment.collect(runner.context)
    runner.console.print("\(collected.files.count) files in \(experiment.output)")
    guard !collected.missing.isEmpty else { return }
    runner.console.print("Not finished: \(collected.missing.joined(separator: ", "))")
  }

  /// The command as it was given, for one job alone.
  func commandLine(ofJob index: Int) -> String {
    let words = arguments.filter { $0 != "--list" } + ["--job", "\(index)"]
    return words.map(Self.quoted).joined(separator: " ")
  }

  /// A word as a shell reads it.
  private static func quoted(_ word: String) -> String {
    let isPlain = !word.isEmpty && word.allSatisfy { $0.isLetter || $0.isNumber || "-_./,=:@+~".contains($0) }
    return isPlain && !word.hasPrefix("~") ? word : "'" + word.replacing("'", with: "'\\''") + "'"
  }
}

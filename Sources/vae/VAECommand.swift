import ArgumentParser
import Commands
import Compute
import Datasets
import ExplorerRuntime
import Formats
import Foundation
import Terminal
import TerminalGraphics
import Training

/// The program's version, as `--version` says it and models keep it.
let programVersion = "0.1.0"

@main
struct VAECommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "vae",
    abstract: "Trains variational auto-encoders and explores their latent space.",
    discussion: """
      Without a command it trains a model and opens the explorer; without a
      terminal it trains for some seconds and prints what the model has learnt.

      Examples:
        vae
        vae explore mnist-2d
        vae train mnist --latent-size 2
        vae evaluate mnist-2d --importance-samples 500
        vae data fetch mnist

      'vae help COMMAND' explains a command, with examples.
      """,
    version: programVersion,
    subcommands: [
      TrainCommand.self, SweepCommand.self, ReproduceCommand.self, EvaluateCommand.self, DataCommand.self,
      EncodeCommand.self, DecodeCommand.self, SampleCommand.self, InterpolateCommand.self,
      ManifoldCommand.self,
      TraverseCommand.self, ImportCommand.self, ExportModelCommand.self, ShareCommand.self,
      ExploreCommand.self, ConfigCommand.self,
      RunsCommand.self, CompareCommand.self, RemoveCommand.self, BenchmarkCommand.self, DoctorCommand.self,
    ],
    defaultSubcommand: ExploreCommand.self)

  /// Runs the command. Errors of ours end with one line and their exit code of `sysexits.h`.
  static func main() {
    Interruption.allowFileSizeErrors()
    let words = CommandLine.arguments.dropFirst()
    if let message = unknownCommand(words.first) ?? unknownHelp(Array(words)) ?? unavailableKernels() {
      fail(message, code: EX_USAGE)
    }
    do {
      var command = try parseAsRoot()
      if let explorer = command as? ExploreCommand, words.first != ExploreCommand.configuration.commandName {
        try explorer.start()
      } else {
        try command.run()
      }
    } catch let error as InputError {
      fail(error.description, code: error.exitCode)
    } catch let error as TerminalError {
      fail(error.description, code: error.exitCode)
    } catch {
      exit(withError: error)
    }
  }

  /// What to say of a first word that is no command: the one that was probably meant.
  private static func unknownCommand(_ word: String?) -> String? {
    let names = configuration.subcommands.compactMap { $0.configuration.commandName } + ["help"]
    guard let word, !word.hasPrefix("-"), !names.contains(word) else { return nil }
    if (try? ModelFinder().checkpointPath(word)) != nil || KnownDataset(name: word) != nil {
      return "'\(word)' is no command; did you mean 'vae explore \(word)'?"
    }
    let likely =
      names.filter { word.count > 2 && $0.hasPrefix(word) } + names.filter { editDistance($0, word) <= 2 }
    return likely.isEmpty
      ? "'\(word)' is no command; there are \(names.joined(separator: ", "))"
      : "'\(word)' is no command; did you mean '\(likely[0])'?"
  }

  /// What to say of `help` of a command that there is not.
  private static func unknownHelp(_ words: [String]) -> String? {
    guard words.first == "help" else { return nil }
    var command: any ParsableCommand.Type = VAECommand.self
    var path = "vae"
    for word in words.dropFirst() where !word.hasPrefix("-") {
      let subcommands = command.configuration.subcommands
      guard let found = subcommands.first(where: { $0._commandName == word }) else {
        let names = subcommands.map { $0._commandName }.joined(separator: ", ")
        return "'\(word)' is no command of '\(path)'" + (names.isEmpty ? "" : "; there are \(names)")
      }
      command = found
      path += " " + word
    }
    return nil
  }

  /// What to say where `VAE_INSTRUCTION_SET` asks for kernels that this machine cannot run.
  private static func unavailableKernels() -> String? {
    guard let name = Kernels.unavailableRequest else { return nil }
    let names = Kernels.available.map(\.instructionSet).joined(separator: ", ")
    return "VAE_INSTRUCTION_SET is '\(name)'; this machine runs \(names)"
  }

  /// Says something beside what a command prints, on standard error.
  static func note(_ message: String) {
    FileHandle.standardError.write(Data("vae: \(message.printable)\n".utf8))
  }

  private static func fail(_ message: String, code: Int32) -> Never {
    note(message)
    Foundation.exit(code)
  }
}

/// How many characters must be added, left out or exchanged to make one word of another (Levenshtein).
private func editDistance(_ left: String, _ right: String) -> Int {
  let right = Array(right)
  var row = Array(0...right.count)
  for (index, letter) in left.enumerated() {
    var diagonal = row[0]
    row[0] = index + 1
    for column in 0..<right.count {
      let exchanged = diagonal + (letter == right[column] ? 0 : 1)
      diagonal = row[column + 1]
      row[column + 1] = min(exchanged, row[column] + 1, diagonal + 1)
    }
  }
  return row[right.count]
}

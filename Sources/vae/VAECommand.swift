import ArgumentParser
import Datasets
import Foundation
import Training

/// The program's version, as `--version` says it and models keep it.
let programVersion = "0.1.0"

@main
struct VAECommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "vae",
    abstract: "Trains variational auto-encoders and explores their latent space.",
    discussion: """
      Examples:
        vae train mnist --latent-size 2
        vae evaluate mnist-2d --importance-samples 500
        vae data fetch mnist

      'vae help COMMAND' tells more, with examples.
      """,
    version: programVersion,
    subcommands: [
      TrainCommand.self, EvaluateCommand.self, DataCommand.self, BenchmarkCommand.self, DoctorCommand.self,
      ExportModelCommand.self,
    ])

  /// Runs the command. Errors of ours end with one line and their exit code of `sysexits.h`.
  static func main() {
    do {
      var command = try parseAsRoot()
      try command.run()
    } catch let error as TrainingError {
      fail(error.description, code: error.exitCode)
    } catch let error as DatasetError {
      fail(error.description, code: error.exitCode)
    } catch {
      exit(withError: error)
    }
  }

  private static func fail(_ message: String, code: Int32) -> Never {
    FileHandle.standardError.write(Data("vae: \(message)\n".utf8))
    Foundation.exit(code)
  }
}

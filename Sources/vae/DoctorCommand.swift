import ArgumentParser
import Commands
import Foundation
import TerminalGraphics
import Training

struct DoctorCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "doctor",
    abstract: "Report what the program finds on this machine.",
    discussion: "Example: vae doctor --data-dir ~/data")

  @OptionGroup var data: DataOptions

  func run() {
    MachineReport(
      version: programVersion, catalogue: data.catalogue, models: .standard, library: .standard,
      environment: ProcessInfo.processInfo.environment, capabilities: .ofStandardOutput,
      console: .standardOutput
    ).print()
  }
}

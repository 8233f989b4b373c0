import ArgumentParser
import Commands
import Compute
import Datasets
import Foundation
import Terminal
import TerminalGraphics
import Training

struct DoctorCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "doctor",
    abstract: "Say what the program finds on this machine.",
    discussion: "Example: vae doctor --data-dir ~/data")

  @OptionGroup var data: DataOptions

  func run() throws {
    let process = ProcessInfo.processInfo
    show("vae", "\(programVersion), \(Self.architecture)")
    show("system", process.operatingSystemVersionString)
    show("processors", "\(process.activeProcessorCount), \(process.physicalMemory >> 20) MB of memory")
    let others = Kernels.available.map(\.instructionSet).joined(separator: ", ")
    show("instruction set", "\(Kernels.current.instructionSet) (VAE_INSTRUCTION_SET forces one of \(others))")
    showTerminal(process.environment)
    for dataset in KnownDataset.allCases { show(dataset.name, place(of: dataset)) }
    let catalogue = ModelCatalogue.standard
    let names = catalogue.entries.map(\.name).joined(separator: ", ")
    show(
      "shipped models",
      catalogue.directory.map { "\(names.isEmpty ? "none" : names) in \($0)" } ?? "not found")
    let runs = RunLibrary.standard
    show("runs", "\(runs.runs().count) in \(runs.directories.joined(separator: ", "))")
  }

  private func showTerminal(_ environment: [String: String]) {
    let isTerminal = isatty(STDOUT_FILENO) == 1
    let capabilities = Capabilities.ofStandardOutput(environment: environment)
    show(
      "terminal",
      "TERM=\(environment["TERM"] ?? "") "
        + (isTerminal ? "\(ProgressLine.terminalWidth) columns" : "(standard output is not one)")
        + ", colours: \(capabilities.colorDepth.rawValue), \(capabilities.isUnicode ? "Unicode" : "ASCII only")"
    )
  }

  private func place(of dataset: KnownDataset) -> String {
    if dataset.isBuiltIn { return "built in" }
    let path = data.catalogue.files(of: dataset)?.first.map { ($0 as NSString).deletingLastPathComponent }
    return path ?? "not found; 'vae data fetch \(dataset.name)'"
  }

  private func show(_ name: String, _ value: String) { print(name.padded(to: 17) + value) }

  private static var architecture: String {
    #if arch(x86_64)
      "x86-64"
    #elseif arch(arm64)
      "arm64"
    #else
      "another architecture"
    #endif
  }
}

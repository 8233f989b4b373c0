import Compute
import Datasets
import Foundation
import Terminal
import TerminalGraphics
import Training

/// What the program finds on the machine, as `vae doctor` prints it.
public struct MachineReport {
  public let version: String
  public let catalogue: DatasetCatalogue
  public let models: ModelCatalogue
  public let library: RunLibrary
  public let environment: [String: String]
  public let capabilities: Capabilities
  public let console: Console

  public init(
    version: String, catalogue: DatasetCatalogue, models: ModelCatalogue, library: RunLibrary,
    environment: [String: String], capabilities: Capabilities, console: Console
  ) {
    self.version = version
    self.catalogue = catalogue
    self.models = models
    self.library = library
    self.environment = environment
    self.capabilities = capabilities
    self.console = console
  }

  /// A line a fact, its name first.
  public func print() {
    let process = ProcessInfo.processInfo
    show("vae", "\(version), \(Self.processorArchitecture), \(build)")
    show("system", process.operatingSystemVersionString)
    let (usable, all) = (ProcessorCount.available, process.activeProcessorCount)
    show(
      "processors",
      (usable < all ? "\(usable) of \(all) (affinity or quota)" : "\(all)")
        + ", \(process.physicalMemory >> 20) MB of memory")
    let sets = Kernels.available.map(\.instructionSet).joined(separator: ", ")
    show("instruction set", "\(Kernels.current.instructionSet) (VAE_INSTRUCTION_SET forces one of \(sets))")
    show("terminal", terminal)
    let places = DatasetPlaces(catalogue: catalogue)
    for dataset in KnownDataset.allCases {
      show(dataset.name, places.place(of: dataset) ?? "not found; 'vae data fetch \(dataset.name)'")
    }
    let names = models.entries.map(\.name).joined(separator: ", ")
    show(
      "shipped models",
      models.directory.map { "\(names.isEmpty ? "none" : names) in \($0)" } ?? "not found")
    show("runs", "\(library.names().count) in \(library.directories.joined(separator: ", "))")
  }

  /// Which build this is: an installed copy, or one of the sources.
  private var build: String {
    if let shared = models.directory, shared.hasSuffix("/share/vae/models") {
      let prefix = shared.dropLast("/share/vae/models".count)
      return "installed in \(prefix); 'sh \(prefix)/share/vae/uninstall' removes it"
    }
    #if DEBUG
      return "debug build"
    #else
      return "release build"
    #endif
  }

  private var terminal: String {
    let type = environment["TERM"] ?? ""
    let place = console.isTerminal ? "\(console.width()) columns" : "(standard output is not one)"
    let characters = capabilities.isUnicode ? "Unicode" : "ASCII only"
    // Colours of a terminal that cannot show the explorer would say too much.
    let colors =
      TerminalType.isUsable(environment)
      ? "colours: \(capabilities.colorDepth.title)" : "the explorer cannot be shown on this type"
    return "TERM=\(type) \(place), \(colors), \(characters)"
  }

  private func show(_ name: String, _ value: String) { console.print(name.padded(to: 17) + value) }

  private static var processorArchitecture: String {
    #if arch(x86_64)
      "x86-64"
    #elseif arch(arm64)
      "arm64"
    #else
      "another architecture"
    #endif
  }
}

extension ColorDepth {
  /// The number of colours, as a person counts them.
  fileprivate var title: String {
    switch self {
    case .none: "none"
    case .ansi8: "8"
    case .ansi16: "16"
    case .indexed256: "256"
    case .direct: "any"
    }
  }
}

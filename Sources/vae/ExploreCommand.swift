import ArgumentParser
import Commands
import Compute
import Datasets
import Explorer
import ExplorerRuntime
import Formats
import Foundation
import Terminal
import TerminalGraphics
import Training

struct ExploreCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "explore",
    abstract: "Train, watch, and walk the latent space on the screen.",
    discussion: """
      Without a name it trains a model with two latent dimensions, on MNIST if it
      is on the machine, else on drawn digits. Inside, ? explains the page and
      its keys, o opens something else, and q quits; a run under way is saved.
      Without a terminal, 'vae' alone trains for some seconds and prints what the
      model has learnt.

      Examples:
        vae
        vae explore mnist-2d
        vae explore runs/mnist-2d
        vae explore --data frey-face --latent-size 10
        vae explore mnist-2d --once walk --size 100x30
      """)

  @Argument(
    help: ArgumentHelp("A shipped model, a run, a checkpoint, or a data set to train on.", valueName: "name"))
  var name: String?
  @Option(
    name: .customLong("data"),
    help: ArgumentHelp("Trains on this data set, or on a file of images.", valueName: "dataset"))
  var dataset: String?
  @OptionGroup(title: "Model and training, of a new run")
  var model: ModelOptions

  @Option(help: ArgumentHelp("The page to begin with.", valueName: "page"))
  var page: Page?
  @Option(
    name: .customLong("compare"),
    help: ArgumentHelp("Gives a run a column on the Reconstruct page; may be repeated.", valueName: "run"))
  var comparisons: [String] = []
  @Option(help: ArgumentHelp("Prints one page as text and ends.", valueName: "page"))
  var once: Page?
  @Option(help: ArgumentHelp("The size of the page printed (default: 80x24).", valueName: "wxh"))
  var size: Size?
  @OptionGroup var display: DisplayOptions
  @OptionGroup var threads: ThreadOptions
  @OptionGroup var data: DataOptions

  func validate() throws {
    guard name == nil || dataset == nil else { throw ValidationError("Give a name or --data, not both.") }
    guard size == nil || once != nil else { throw ValidationError("--size goes with --once.") }
  }

  func run() throws {
    let target = try target()
    let runs = try comparisons.map(comparedPath)
    if let once {
      try ExplorePrinter(page: once, size: size, display: display, comparedRuns: runs).print(
        target, settings(keepsRuns: false))
    } else {
      let first = page ?? (target.isDataset ? .train : .walk)
      try ExploreScreen(page: first, display: display, comparedRuns: runs).show(
        target, settings(keepsRuns: true))
    }
  }

  /// What `vae` alone does: the same, and where no screen can be had, a start in plain lines.
  func start() throws {
    guard name == nil, page == nil, once == nil, !ExploreScreen.isPossible else { return try run() }
    var capabilities = Capabilities.ofStandardOutput
    capabilities.isLight = display.light
    if display.ascii { capabilities.isUnicode = false }
    Interruption.install()
    let start = PlainStart(
      dataset: dataset ?? defaultDataset, catalogue: data.catalogue, library: .standard,
      loadOptions: model.loadOptions, configure: model.explorerConfiguration,
      trainsAllEpochs: model.epochs != nil,
      team: threads.team(), capabilities: capabilities, console: .standardOutput)
    if let signal = try start.run(interruption: { Interruption.signal }) { throw ExitCode(128 + signal) }
  }

  private var defaultDataset: String {
    data.catalogue.files(of: .mnist) == nil ? KnownDataset.digits.name : KnownDataset.mnist.name
  }

  /// What is meant: names of shipped models come before those of runs, which have paths as well.
  private func target() throws -> OpenTarget {
    if let dataset { return try presentDataset(dataset) }
    guard let name else { return .dataset(defaultDataset) }
    if ModelCatalogue.standard.path(of: name) != nil { return .model(name) }
    if let path = runPath(name) { return .run(path) }
    if KnownDataset(name: name) != nil { return try presentDataset(name) }
    guard name.hasSuffix(".safetensors") else {
      if FileManager.default.fileExists(atPath: name) { return .dataset(name) }
      throw InputError(
        .notFound,
        "\(name): expected a shipped model, a run, a checkpoint or a data set, found none; 'vae data list' and "
          + "'vae doctor' say what there is")
    }
    return .model(name)
  }

  /// A data set that is on the machine: what is not is downloaded from inside, where that is asked for.
  private func presentDataset(_ name: String) throws -> OpenTarget {
    let known = KnownDataset(name: name)
    let isMissing =
      known.map { !$0.isBuiltIn && data.catalogue.files(of: $0) == nil }
      ?? !FileManager.default.fileExists(atPath: name)
    if isMissing { _ = try data.catalogue.load(name) }
    return .dataset(name)
  }

  private func runPath(_ name: String) -> String? {
    let isRun = FileManager.default.fileExists(atPath: RunFolder(reading: name).configurationPath)
    return isRun ? name : RunLibrary.standard.path(of: name)
  }

  /// The path of a run to be compared with, as the list of runs has it.
  private func comparedPath(_ name: String) throws -> String {
    let library = RunLibrary.standard
    func isSame(_ left: String, _ right: String) -> Bool {
      URL(fileURLWithPath: left).resolvingSymlinksInPath()
        == URL(fileURLWithPath: right).resolvingSymlinksInPath()
    }
    let paths = library.directories.map { $0 + "/" + (name as NSString).lastPathComponent }
    guard let path = library.path(of: name) ?? paths.first(where: { isSame($0, name) }) else {
      throw InputError(
        .notFound, "\(name): expected a run in \(library.directories.joined(separator: " or ")), found none")
    }
    return path
  }

  private func settings(keepsRuns: Bool) -> ExplorerSettings {
    ExplorerSettings(
      catalogue: data.catalogue, library: .standard, models: .standard,
      threadCount: threads.count, keepsRuns: keepsRuns,
      configure: model.explorerConfiguration, loadOptions: model.loadOptions)
  }
}

extension ModelOptions {
  /// The configuration of a run in the explorer: two latent dimensions unless others are asked for.
  var explorerConfiguration: @Sendable (_ dataset: String, _ data: DataSplit) throws -> TrainingConfiguration
  {
    var options = self
    options.latentSize = latentSize ?? 2
    return { [options] in try options.configuration(dataset: $0, data: $1) }
  }
}

extension OpenTarget {
  /// Whether a new run is trained.
  var isDataset: Bool {
    if case .dataset = self { return true }
    return false
  }
}

extension Page: ExpressibleByArgument {}

extension Size: ExpressibleByArgument {
  /// Of a text as `100x30`, columns × rows.
  public init?(argument: String) {
    let parts = argument.split(whereSeparator: { "x×X".contains($0) }).map { Int($0) }
    guard parts.count == 2, let width = parts[0], let height = parts[1], (1...1000).contains(width),
      (1...1000).contains(height)
    else { return nil }
    self.init(width: width, height: height)
  }
}

/// The explorer on the terminal, with its last words.
struct ExploreScreen {
  let page: Page
  let display: DisplayOptions
  var comparedRuns: [String] = []

  /// Whether there is a terminal that can show it.
  static var isPossible: Bool {
    let type = ProcessInfo.processInfo.environment["TERM"] ?? ""
    return isatty(STDIN_FILENO) == 1 && isatty(STDOUT_FILENO) == 1 && !["", "dumb"].contains(type)
  }

  /// - Throws: `TerminalError` where there is no terminal. Ends the process where a signal ended the explorer.
  func show(_ target: OpenTarget, _ settings: ExplorerSettings) throws {
    let screen = try TerminalScreen(
      options: TerminalOptions(
        environment: ProcessInfo.processInfo.environment, isASCII: display.ascii, isLight: display.light))
    let session = ExplorerSession(page: page, settings: settings, screen: screen)
    let end = session.run(opening: target, comparing: comparedRuns)
    for line in end.lastWords { print(line) }
    if let signal = end.signal { Foundation.exit(128 + signal) }
  }
}

/// One page on standard output.
struct ExplorePrinter {
  let page: Page
  let size: Size?
  let display: DisplayOptions
  var comparedRuns: [String] = []

  func print(_ target: OpenTarget, _ settings: ExplorerSettings) throws {
    var capabilities = Capabilities.ofStandardOutput
    let isTerminal = isatty(STDOUT_FILENO) == 1
    // A pipe or a file takes UTF-8 whatever the locale, unless ASCII is asked for.
    capabilities.isUnicode = !display.ascii && (capabilities.isUnicode || !isTerminal)
    capabilities.isLight = display.light
    let grid = try PagePrinter(
      page: page, size: size ?? Size(width: 80, height: 24), capabilities: capabilities
    ).grid(opening: target, comparing: comparedRuns, settings: settings)
    Swift.print(isTerminal ? grid.ansi(depth: capabilities.colorDepth) : grid.text())
  }
}

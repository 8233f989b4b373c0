import ArgumentParser
import Commands
import Datasets
import Explorer
import ExplorerRuntime
import Foundation
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
      A run that another process trains is followed.
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
    help: ArgumentHelp(
      "A run, a shipped model (for certain as shipped:NAME), a checkpoint, or a data set to train on.",
      valueName: "name"))
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
    let target = try openTarget()
    let runs = try comparisons.map(targets.comparedRun)
    if let once {
      let text = ExplorerPageText(
        page: once, size: size, comparedRuns: runs, isASCII: display.ascii, isLight: display.light,
        console: .standardOutput)
      return try text.print(target, settings(keepsRuns: false))
    }
    let screen = ExplorerScreen(
      page: page ?? (target.isDataset ? .train : .walk), comparedRuns: runs, isASCII: display.ascii,
      preferences: display.preferences, console: .standardOutput)
    if let signal = try screen.show(target, settings(keepsRuns: true)) { throw ExitCode(128 + signal) }
  }

  /// What `vae` alone does: the same, and where no screen can be had, a start in plain lines.
  func start() throws {
    let environment = ProcessInfo.processInfo.environment
    guard name == nil, page == nil, once == nil, !ExplorerScreen.isPossible(environment: environment) else {
      return try run()
    }
    var capabilities = Capabilities.ofStandardOutput
    capabilities.isLight = display.light
    if display.ascii { capabilities.isUnicode = false }
    Interruption.install()
    let start = PlainStart(
      dataset: dataset ?? targets.defaultDataset, catalogue: data.catalogue, library: .standard,
      loadOptions: model.loadOptions, configure: model.explorerConfiguration,
      trainsAllEpochs: model.epochs != nil, team: threads.team(), capabilities: capabilities,
      console: .standardOutput)
    if let signal = try start.run(interruption: { Interruption.signal }) { throw ExitCode(128 + signal) }
  }

  private var targets: ExplorerTargets {
    ExplorerTargets(catalogue: data.catalogue, models: .standard, library: .standard)
  }

  private func openTarget() throws -> OpenTarget {
    if let dataset { return try targets.dataset(dataset) }
    if let name, let text = ModelFinder().ambiguity(of: name) { VAECommand.note(text) }
    return try name.map(targets.target) ?? .dataset(targets.defaultDataset)
  }

  private func settings(keepsRuns: Bool) -> ExplorerSettings {
    var settings = ExplorerSettings(
      catalogue: data.catalogue, library: .standard, models: .standard,
      threadCount: threads.count, keepsRuns: keepsRuns, configure: model.explorerConfiguration,
      loadOptions: model.loadOptions)
    settings.preferencesFile = .standard
    return settings
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

import ArgumentParser
import Commands
import Datasets
import Explorer
import ExplorerRuntime
import Formats
import Training

struct TrainCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "train",
    abstract: "Train a model.",
    discussion: """
      A run is a folder with its configuration, a line of metrics per epoch, and
      the last and the best checkpoint. Ctrl-C finishes the step under way and
      saves the run.

      Examples:
        vae train mnist --latent-size 2 --epochs 50
        vae train frey-face -l 10 --output runs/frey
        vae train binarized-mnist --objective iwae --samples 5 --hidden 200,200 -l 50
        vae train photos.npy --image-size 32x32 --likelihood gaussian
        vae train --resume --output runs/frey --epochs 4000
        vae train mnist -l 2 --explore
      """)

  @Argument(
    help: ArgumentHelp("A name that 'vae data list' shows, or a path.", valueName: "dataset"))
  var dataset: String?

  @OptionGroup(title: "Model and training")
  var model: ModelOptions

  @Option(
    name: .shortAndLong,
    help: ArgumentHelp("The run's folder (default: runs/DATASET-Ld).", valueName: "folder"))
  var output: String?
  @Flag(help: "Resume a run: that of --output, or the newest of the data set and latent size.")
  var resume = false
  @Flag(help: "Overwrite a run that is there.")
  var force = false
  @Flag(help: "Watch the training and walk the latent space in the explorer.")
  var explore = false
  @OptionGroup(title: "With --explore") var display: DisplayOptions
  @OptionGroup var threads: ThreadOptions
  @OptionGroup var data: DataOptions

  func validate() throws {
    guard !(resume && force) else { throw ValidationError("--resume and --force exclude each other.") }
    guard explore || !(display.ascii || display.light) else {
      throw ValidationError("--ascii and --light go with --explore.")
    }
  }

  func run() throws {
    // Not in `validate`, which would come before an option that there is not.
    guard dataset != nil || (resume && output != nil) else {
      throw InputError(
        .badSettings,
        "Name a data set, as in 'vae train mnist', or a run, as in 'vae train --resume --output RUN'.")
    }
    if explore { return try showExplorer() }
    let start = RunStart(catalogue: data.catalogue, library: .standard, team: threads.team())
    let console = Console.standardOutput
    var training = HeadlessTraining(
      try resume
        ? start.resumedRun(
          resumedPath(), epochs: model.epochs, learningRate: model.learningRate,
          notice: console.print)
        : start.newRun(
          dataset!, loadOptions: model.loadOptions, configure: model.configuration, output: output,
          overwrites: force, notice: console.print),  // See above.
      console: console)
    Interruption.install()
    if let signal = try training.train(interruption: { Interruption.signal }) { throw ExitCode(128 + signal) }
  }

  /// Trains on the explorer's thread for it.
  private func showExplorer() throws {
    let screen = ExplorerScreen(
      page: .train, isASCII: display.ascii, isLight: display.light, console: .standardOutput)
    var settings = ExplorerSettings(
      catalogue: data.catalogue, library: .standard, models: .standard, threadCount: threads.count,
      keepsRuns: true, configure: { [model] in try model.configuration(dataset: $0, data: $1) },
      loadOptions: model.loadOptions)
    let target: OpenTarget
    if resume {
      let path = try resumedPath()
      settings.resumption = ExplorerSettings.Resumption(path: path, epochs: model.epochs)
      target = .run(path)
    } else {
      let dataset = dataset!  // `run` asks for it.
      settings.output = output.map { ExplorerSettings.Output(dataset: dataset, path: $0, overwrites: force) }
      target = .dataset(dataset)
    }
    if let signal = try screen.show(target, settings) { throw ExitCode(128 + signal) }
  }

  private func resumedPath() throws(InputError) -> String {
    let settled = model.settled.filter { $0 != .latentSize || output != nil }.compactMap(\.option)
    guard settled.isEmpty else {
      throw InputError(
        .badSettings,
        "\(settled.joined(separator: ", ")): the run has settled this; leave it out with --resume")
    }
    if let output { return output }
    return try RunStart.newestRun(of: dataset!, latentSize: model.latentSize, in: .standard)  // As above.
  }
}

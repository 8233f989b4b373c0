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
      saves the run, and so does TERM; USR1 saves and goes on. With --resume the
      same command starts a run and goes on with it, as a requeued job does; a
      data set given then is where the run's data is now. --epochs,
      --learning-rate and --patience may change, other settings may not. On a full
      disk training waits for room, an hour at most.

      Examples:
        vae train mnist --latent-size 2 --epochs 50
        vae train frey-face -l 10 --output runs/frey
        vae train binarized-mnist --objective iwae --samples 5 --hidden 200,200 -l 50
        vae train photos.npy --image-size 32x32 --likelihood gaussian
        vae train --resume --output runs/frey --epochs 4000
        vae train mnist -l 10 --resume --output runs/job-7
        vae train photos.npy --validation-fraction 0.1 --patience 20
        vae train mnist -l 2 --explore
        vae train mnist -l 2 --tensorboard logs/mnist-2d
      """)

  @Argument(
    help: ArgumentHelp("A name that 'vae data list' shows, or a path.", valueName: "dataset"))
  var dataset: String?

  @OptionGroup(title: "Model and training")
  var model: ModelOptions

  @Option(
    name: .shortAndLong,
    help: ArgumentHelp("The run's folder (default: runs/DATASET-Ld, numbered if taken).", valueName: "folder")
  )
  var output: String?
  @Flag(
    help: ArgumentHelp(
      "Resume a run: that of --output, or the newest of the data set and latent size; start it if there is none."
    ))
  var resume = false
  @Flag(help: "Overwrite a run that is there.")
  var force = false
  @Flag(help: "Watch the training and walk the latent space in the explorer.")
  var explore = false
  @Option(
    help: ArgumentHelp(
      "Write figures and pictures for TensorBoard into this folder too.", valueName: "folder"))
  var tensorboard: String?
  @OptionGroup(title: "With --explore") var display: DisplayOptions
  @OptionGroup var threads: ThreadOptions
  @OptionGroup var data: DataOptions

  func validate() throws {
    guard !(resume && force) else { throw ValidationError("--resume and --force exclude each other.") }
    guard explore || !display.isGiven else {
      throw ValidationError("--ascii, --light and --dark go with --explore.")
    }
    guard !explore || tensorboard == nil else {
      throw ValidationError("--tensorboard goes with training without --explore.")
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
    Interruption.prepare()
    let console = Console.standardOutput
    // The only copy of the run: another would keep its first weights and moments in memory.
    var training = HeadlessTraining(try startedRun(console), console: console)
    var log = try tensorboard.map { directory throws(InputError) in
      try TensorBoardLog(directory: directory, trainer: training.run.trainer)
    }
    Interruption.install()
    let signal = try training.train(
      interruption: { Interruption.signal },
      afterStep: { trainer throws(InputError) in
        do {
          try log?.note(trainer)
        } catch {
          VAECommand.note("\(error). Training goes on without the files for TensorBoard.")
          log = nil
        }
      })
    if let signal { throw ExitCode(128 + signal) }
  }

  /// The run that goes on where one is asked for and there, else a new one.
  private func startedRun(_ console: Console) throws -> TrainingRun {
    let start = RunStart(catalogue: data.catalogue, library: .standard, team: threads.team())
    if let found = try resumableRun() {
      return try start.resumedRun(
        found.path, changes: model.changes(dataset: movedData(of: found)), notice: console.print)
    }
    return try start.newRun(
      startedDataset(), loadOptions: model.loadOptions, configure: model.configuration, output: output,
      overwrites: force, notice: console.print)
  }

  /// Trains on the explorer's thread for it.
  private func showExplorer() throws {
    let screen = ExplorerScreen(
      page: .train, isASCII: display.ascii, preferences: display.preferences, console: .standardOutput)
    var settings = ExplorerSettings(
      catalogue: data.catalogue, library: .standard, models: .standard, threadCount: threads.count,
      keepsRuns: true, configure: { [model] in try model.configuration(dataset: $0, data: $1) },
      loadOptions: model.loadOptions)
    settings.preferencesFile = .standard
    let target: OpenTarget
    if let found = try resumableRun() {
      settings.resumption = ExplorerSettings.Resumption(
        path: found.path, changes: model.changes(dataset: try movedData(of: found)))
      target = .run(found.path)
    } else {
      let dataset = try startedDataset()
      settings.output = output.map { ExplorerSettings.Output(dataset: dataset, path: $0, overwrites: force) }
      target = .dataset(dataset)
    }
    if let signal = try screen.show(target, settings) { throw ExitCode(128 + signal) }
  }

  /// The run to go on with, whose settings the options agree with; `nil` where one is to be started.
  private func resumableRun() throws(InputError) -> ResumableRun? {
    guard resume else { return nil }
    let found = try ResumableRun.find(
      output: output, dataset: dataset, latentSize: model.latentSize, library: .standard)
    if let found { try model.check(against: found.configuration, at: found.path) }
    return found
  }

  /// The data set of a new run.
  private func startedDataset() throws(InputError) -> String {
    guard let dataset else {
      throw InputError(
        .notFound, "\(output ?? "--resume"): expected a run, found none; name a data set to start one")
    }
    return dataset
  }

  /// Where the data of a run is now; `nil` where that is no other place than before.
  private func movedData(of run: ResumableRun) throws(InputError) -> String? {
    guard let dataset else { return nil }
    let place = ModelOptions.recordedName(of: dataset)
    return place == run.configuration.dataset ? nil : place
  }
}

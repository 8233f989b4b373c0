import ArgumentParser
import Autoencoder
import Commands
import Datasets
import Explorer
import ExplorerRuntime
import Formats
import Foundation
import Training

struct TrainCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "train",
    abstract: "Train a model.",
    discussion: """
      The run goes to a folder with its configuration, a line of metrics an
      epoch, and the last and the best checkpoint. Interrupt it with Ctrl-C: the
      step is finished and the run saved.

      Examples:
        vae train mnist --latent-size 2 --epochs 50
        vae train frey-face -l 10 --output runs/frey
        vae train binarized-mnist --objective iwae --samples 5 --hidden 200,200 -l 50
        vae train photos.npy --image-size 32x32 --likelihood gaussian
        vae train --resume --output runs/frey --epochs 4000
        vae train mnist -l 2 --explore
      """)

  @Argument(
    help: ArgumentHelp("mnist, frey-face, binarized-mnist, digits, faces, or a path.", valueName: "dataset"))
  var dataset: String?

  @OptionGroup(title: "Model and training")
  var model: ModelOptions

  @Option(
    name: .shortAndLong,
    help: ArgumentHelp("The run's folder (default: runs/DATASET-Ld).", valueName: "folder"))
  var output: String?
  @Flag(help: "Go on with a run: that of --output, or the newest of the data set and latent size.")
  var resume = false
  @Flag(help: "Overwrite a run that is there.")
  var force = false
  @Flag(help: "Watch it and walk its latent space in the explorer.")
  var explore = false
  @OptionGroup(title: "With --explore") var display: DisplayOptions
  @OptionGroup var threads: ThreadOptions
  @OptionGroup var data: DataOptions

  func validate() throws {
    guard dataset != nil || (resume && output != nil) else {
      throw ValidationError("Name a data set, as in 'vae train mnist', or a run with --resume --output.")
    }
    guard !(resume && force) else { throw ValidationError("--resume and --force exclude each other.") }
    guard explore || !(display.ascii || display.light) else {
      throw ValidationError("--ascii and --light go with --explore.")
    }
  }

  func run() throws {
    if explore { return try showExplorer() }
    var training = HeadlessTraining(try resume ? resumedRun() : newRun())
    if let signal = try training.train() { throw ExitCode(128 + signal) }
  }

  /// Trains on the explorer's thread for it.
  private func showExplorer() throws {
    let screen = ExploreScreen(page: .train, display: display)
    var settings = ExplorerSettings(
      catalogue: data.catalogue, library: .standard, models: .standard, threadCount: threads.count,
      keepsRuns: true, configure: { [model] in try model.configuration(dataset: $0, data: $1) },
      loadOptions: model.loadOptions)
    if resume {
      let path = try resumedPath()
      settings.resumption = ExplorerSettings.Resumption(path: path, epochs: model.epochs)
      return try screen.show(.run(path), settings)
    }
    settings.output = output.map { ExplorerSettings.Output(dataset: dataset!, path: $0, overwrites: force) }
    try screen.show(.dataset(dataset!), settings)  // `validate` asks for a data set.
  }

  private func newRun() throws -> TrainingRun {
    let dataset = dataset!  // `validate` asks for it.
    let split = try data.catalogue.load(dataset, options: model.loadOptions)
    let configuration = try model.configuration(dataset: dataset, data: split)
    let path = output ?? RunLibrary.standard.newPath(for: configuration)
    let folder = try RunFolder.create(path, configuration: configuration, overwrites: force)
    return TrainingRun(configuration, data: split, folder: folder, team: threads.team())
  }

  private func resumedRun() throws -> TrainingRun {
    let folder = try RunFolder.open(resumedPath())
    let checkpoint = try Checkpoint(contentsOf: folder.lastCheckpointPath)
    let split = try data.catalogue.load(
      checkpoint.configuration.dataset, options: checkpoint.configuration.loadOptions)
    var run = try TrainingRun(
      resuming: folder, from: checkpoint, epochs: model.epochs, data: split, team: threads.team())
    if let rate = model.learningRate {
      guard rate > 0, rate.isFinite else {
        throw InputError(.badSettings, "--learning-rate: expected more than 0, found \(rate)")
      }
      run.setLearningRate(rate)
    }
    return run
  }

  private func resumedPath() throws(InputError) -> String {
    let settled = model.settled.filter { $0 != "--latent-size" || output != nil }
    guard settled.isEmpty else {
      throw InputError(
        .badSettings,
        "\(settled.joined(separator: ", ")): the run has settled this; leave it out with --resume")
    }
    if let output { return output }
    guard let path = RunLibrary.standard.newestPath(dataset: dataset!, latentSize: model.latentSize) else {
      throw InputError(
        .notFound, "--resume: expected a run of \(dataset!) among the runs, found none; name it with --output"
      )
    }
    return path
  }
}

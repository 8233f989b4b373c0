import Compute
import Datasets
import Explorer
import Formats
import TerminalGraphics
import Training

/// What `vae` alone does where there is no terminal: it trains for some seconds, a line an epoch, and prints the
/// manifold and some reconstructions as text.
public struct PlainStart {
  public let dataset: String
  public let catalogue: DatasetCatalogue
  public let library: RunLibrary
  public let loadOptions: LoadOptions
  /// The configuration of the run on the data.
  public let configure: (_ dataset: String, _ data: DataSplit) throws -> TrainingConfiguration
  /// Whether the run trains all epochs of its configuration rather than for some seconds.
  public let trainsAllEpochs: Bool
  public let team: ThreadTeam
  public let capabilities: Capabilities
  public let console: Console

  /// As many images as make the manifold of the default model recognisable.
  private static let enoughImages = 720_000
  /// A slow machine trains no longer than this.
  private static let enoughSeconds = 30.0

  public init(
    dataset: String, catalogue: DatasetCatalogue, library: RunLibrary, loadOptions: LoadOptions,
    configure: @escaping (_ dataset: String, _ data: DataSplit) throws -> TrainingConfiguration,
    trainsAllEpochs: Bool, team: ThreadTeam, capabilities: Capabilities, console: Console
  ) {
    self.dataset = dataset
    self.catalogue = catalogue
    self.library = library
    self.loadOptions = loadOptions
    self.configure = configure
    self.trainsAllEpochs = trainsAllEpochs
    self.team = team
    self.capabilities = capabilities
    self.console = console
  }

  /// - Parameter interruption: the signal that asks for an end, if one has come.
  /// - Returns: the signal that ended it, if one did; then no pictures are printed.
  /// - Throws: `InputError` as loading and training do.
  public func run(interruption: () -> Int32?) throws -> Int32? {
    let data = try catalogue.load(dataset, options: loadOptions)
    let configuration = try configure(dataset, data)
    var training = HeadlessTraining(newRun(configuration, data), limit: limit(for: data), console: console)
    if let signal = try training.train(interruption: interruption) { return signal }
    show(training.run, TestImages(data, of: configuration))
    return nil
  }

  /// A run, in a folder of its own where one can be made.
  private func newRun(_ configuration: TrainingConfiguration, _ data: DataSplit) -> TrainingRun {
    let trainer = Trainer(configuration, data: data, team: team)
    let folder = newFolder(for: trainer.checkpoint(seconds: 0))
    data.report.forEach(console.print)
    return TrainingRun(trainer, folder: folder)
  }

  private func limit(for data: DataSplit) -> HeadlessTraining.Limit? {
    guard !trainsAllEpochs else { return nil }
    return HeadlessTraining.Limit(
      epochs: max(1, Self.enoughImages / max(1, data.train.count)), seconds: Self.enoughSeconds)
  }

  /// The run's folder; `nil`, with a line that says so, where none can be made.
  private func newFolder(for start: Checkpoint) -> RunFolder? {
    do throws(InputError) {
      let folder = try library.newRun(start: start)
      if let notice = library.notice { console.print(notice) }
      return folder
    } catch {
      console.print("The run is not kept; VAE_RUNS_DIR names another folder: \(error)")
      return nil
    }
  }

  private func show(_ run: TrainingRun, _ images: TestImages) {
    let sheet = PictureSheet(capabilities: capabilities, imageShape: images.imageShape)
    let pictures = ModelPictures(model: run.trainer.model)
    console.print("\nThe manifold: what the network draws at places spread evenly over the latent plane.\n")
    console.printPictures(sheet.text(pictures.manifold(columns: sheet.columns, rows: sheet.columns)))
    console.print("\nTest images, and below each what the network makes of its code.\n")
    console.printPictures(sheet.text(pictures.reconstructions(of: images, count: sheet.columns)))
    guard let path = run.folder?.path else {
      return console.print("\nIn a terminal 'vae' shows the explorer.")
    }
    console.print("\nThe run is in \(path). In a terminal 'vae explore \(path)' shows the explorer.")
  }
}

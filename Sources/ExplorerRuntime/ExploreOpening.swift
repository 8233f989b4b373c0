import Autoencoder
import Compute
import Datasets
import Explorer
import Foundation
import Training

/// How the explorer opens things and starts runs.
public struct ExploreSettings: Sendable {
  /// Where a run of a data set is to go.
  public struct Output: Sendable {
    public let dataset: String
    public let path: String
    public let overwrites: Bool

    public init(dataset: String, path: String, overwrites: Bool) {
      self.dataset = dataset
      self.path = path
      self.overwrites = overwrites
    }
  }

  /// A run that is to be resumed.
  public struct Resumption: Sendable {
    public let path: String
    /// `nil` for as many as before.
    public let epochs: Int?

    public init(path: String, epochs: Int?) {
      self.path = path
      self.epochs = epochs
    }
  }

  public let catalogue: DatasetCatalogue
  public let library: RunLibrary
  public let models: ModelCatalogue
  public let threadCount: Int
  /// Whether runs are kept in folders; not when one page is printed.
  public let keepsRuns: Bool
  /// The configuration of a new run on some data.
  public let configure: @Sendable (_ dataset: String, _ data: DataSplit) throws -> TrainingConfiguration
  /// How a data set is loaded for a new run: with the seed of the run, so that resuming meets the same images.
  public let loadOptions: LoadOptions
  /// `nil` for a new name each time.
  public var output: Output?
  /// A run that goes on at once when it is opened, rather than with Space.
  public var resumption: Resumption?

  public init(
    catalogue: DatasetCatalogue, library: RunLibrary, models: ModelCatalogue, threadCount: Int,
    keepsRuns: Bool,
    configure: @escaping @Sendable (_ dataset: String, _ data: DataSplit) throws -> TrainingConfiguration,
    loadOptions: LoadOptions
  ) {
    self.catalogue = catalogue
    self.library = library
    self.models = models
    self.threadCount = threadCount
    self.keepsRuns = keepsRuns
    self.configure = configure
    self.loadOptions = loadOptions
  }
}

/// Something opened, before the explorer shows it.
struct ExploreOpened: Sendable {
  let openModel: OpenModel
  let testImages: TestImages
  /// Positions that came with a shipped model.
  var encoding: PlaneEncoding?
  /// The state to be shown; of a run to be trained its worker tells it.
  var snapshot: Snapshot?
  /// How training stands, where no worker tells it.
  var progress: TrainingProgress?
  /// Makes the run for the worker, where there is something to train.
  var prepare: (@Sendable () throws -> TrainingRun)?
  /// Whether the worker waits for Space.
  var startsPaused = false
  /// What the footer is to say.
  var notice: String?
}

/// Opens data sets, models and runs; may take seconds.
struct ExploreOpening: Sendable {
  let settings: ExploreSettings

  /// - Parameter progress: told how far a download is, in a line.
  func open(_ target: OpenTarget, progress: @escaping @Sendable (String) -> Void) throws -> ExploreOpened {
    switch target {
    case .dataset(let name): try openDataset(name, progress)
    case .model(let name): try openModel(name)
    case .run(let path): try openRun(path)
    }
  }

  /// A run for a data set, to be trained at once.
  private func openDataset(_ name: String, _ progress: (String) -> Void) throws -> ExploreOpened {
    try fetchWhereMissing(name, progress)
    let data = try settings.catalogue.load(name, options: settings.loadOptions)
    let configuration = try settings.configure(name, data)
    let output = settings.output.flatMap { $0.dataset == name ? $0 : nil }
    let path = output?.path ?? settings.library.newPath(for: configuration)
    let folder =
      settings.keepsRuns
      ? try RunFolder.create(path, configuration: configuration, overwrites: output?.overwrites ?? false)
      : nil
    let threads = settings.threadCount
    var opened = ExploreOpened(
      openModel: OpenModel(
        name: data.name, origin: .run(path: path), configuration: configuration),
      testImages: TestImages(data, mode: configuration.pixelMode))
    opened.prepare = {
      giveWayToInterface()
      return TrainingRun(configuration, data: data, folder: folder, team: ThreadTeam(threadCount: threads))
    }
    return opened
  }

  private func fetchWhereMissing(_ name: String, _ progress: (String) -> Void) throws {
    guard let known = KnownDataset(name: name), !known.isBuiltIn, settings.catalogue.files(of: known) == nil,
      let directory = settings.catalogue.locator.downloadDirectory
    else { return }
    var last = -1
    _ = try Downloader().fetch(known, into: directory) { state in
      let percent = state.received * 100 / max(1, state.total)
      if percent != last { progress("fetching \(known.name): \(percent) % of \(state.total / 1_000_000) MB") }
      last = percent
      return true
    }
  }

  /// A run folder: to be resumed where its data is there and no other process trains it, else to be looked at.
  private func openRun(_ path: String) throws -> ExploreOpened {
    let reading = RunFolder(reading: path)
    let last = try Checkpoint(contentsOf: reading.lastCheckpointPath)
    let configuration = last.configuration
    let history = try reading.metrics()
    let data = Result {
      try settings.catalogue.load(configuration.dataset, options: configuration.loadOptions)
    }
    let images = (try? data.get()).map { TestImages($0, mode: configuration.pixelMode) }
    let openModel = OpenModel(
      name: reading.name, origin: .run(path: path), configuration: configuration,
      klPerDimension: history.last?.klPerDimension ?? [])
    var opened = ExploreOpened(
      openModel: openModel, testImages: images ?? TestImages.examples(for: configuration))
    do {
      let data = try data.get()
      let folder = try RunFolder.open(path)
      let resumption = settings.resumption.flatMap { $0.path == path ? $0 : nil }
      let (threads, epochs) = (settings.threadCount, resumption?.epochs)
      opened.prepare = {
        giveWayToInterface()
        return try TrainingRun(
          resuming: folder, from: last, epochs: epochs, data: data, team: ThreadTeam(threadCount: threads))
      }
      opened.startsPaused = resumption == nil
      let isFinished = (history.last?.epoch ?? 0) >= configuration.epochs
      if isFinished {
        opened.notice = "All \(configuration.epochs) epochs of \(reading.name) are done."
      } else if opened.startsPaused {
        opened.notice = "Space goes on with the training of \(reading.name)."
      }
    } catch {
      opened.snapshot = Snapshot(last)
      opened.progress = TrainingProgress(history, configuration)
      opened.notice = "To be looked at only: \(error)"
    }
    return opened
  }

  /// A shipped model, or any checkpoint: to be looked at.
  private func openModel(_ name: String) throws -> ExploreOpened {
    let finder = ModelFinder(library: settings.library, catalogue: settings.models)
    let path = try settings.models.path(of: name) ?? finder.checkpointPath(name)
    let checkpoint = try Checkpoint(contentsOf: path)
    let configuration = checkpoint.configuration
    let openModel = OpenModel(
      name: (name as NSString).lastPathComponent, origin: .shipped, configuration: configuration,
      klPerDimension: checkpoint.metrics?.klPerDimension ?? [])
    var opened = ExploreOpened(openModel: openModel, testImages: TestImages.examples(for: configuration))
    opened.snapshot = Snapshot(checkpoint)
    opened.encoding = try settings.models.planePoints(of: name).map {
      PlaneEncoding(mean: $0.positions, labels: $0.labels, isOfTestImages: false)
    }
    return opened
  }

  /// The data set of a model's images, where it is on the machine: it comes after the model, as it takes longer.
  func testImages(of target: OpenTarget) -> TestImages? {
    guard case .model(let name) = target else { return nil }
    let finder = ModelFinder(library: settings.library, catalogue: settings.models)
    guard let path = try? settings.models.path(of: name) ?? finder.checkpointPath(name),
      let configuration = settings.models.entries.first(where: { $0.name == name })?.configuration
        ?? (try? Checkpoint(contentsOf: path).configuration),
      let data = try? settings.catalogue.load(configuration.dataset, options: configuration.loadOptions)
    else { return nil }
    return TestImages(data, mode: configuration.pixelMode)
  }

  /// What can be opened from here.
  func listing() -> Listing {
    let datasets = KnownDataset.allCases.map { dataset in
      let isPresent = dataset.isBuiltIn || settings.catalogue.files(of: dataset) != nil
      let megabytes = (Double(dataset.downloadSize) / 1e5).rounded() / 10
      return Listing.Dataset(
        name: dataset.name,
        detail: isPresent ? dataset.brief : "\(megabytes) MB to fetch: \(dataset.brief)",
        isPresent: isPresent)
    }
    let models = settings.models.entries.map { entry in
      Listing.Model(
        name: entry.name, dataset: entry.configuration.dataset,
        latentSize: entry.configuration.architecture.latentSize, testELBO: entry.metrics.test.elbo,
        imageShape: entry.configuration.architecture.imageShape)
    }
    return Listing(datasets: datasets, models: models, runs: settings.library.runs())
  }

  /// A network to be compared with.
  func network(_ reference: NetworkReference) throws -> VariationalAutoencoder? {
    let finder = ModelFinder(library: settings.library, catalogue: settings.models)
    switch reference {
    case .current: return nil
    case .model(let name):
      return try Checkpoint(contentsOf: settings.models.path(of: name) ?? finder.checkpointPath(name)).model
    case .run(let path): return try Checkpoint(contentsOf: finder.checkpointPath(path)).model
    }
  }
}

extension TestImages {
  /// The first images of the test set, as the model meets them.
  public init(_ data: DataSplit, mode: PixelMode) {
    let images = data.test.count > 0 ? data.test : data.train
    let shown = images.selecting(0..<min(TestImages.limit, images.count))
    var pixels = shown.pixels
    let area = shown.imageShape.count
    pixels.withUnsafeMutableBufferPointer { pixels in
      for image in 0..<shown.count {
        mode.apply(
          to: UnsafeMutableBufferPointer(rebasing: pixels[image * area..<(image + 1) * area]), seed: 0,
          epoch: 0,
          image: UInt32(image))
      }
    }
    self.init(imageShape: shown.imageShape, pixels: pixels, labels: shown.labels)
  }

  /// The few images that the program draws itself, where they are of the right size.
  static func examples(for configuration: TrainingConfiguration) -> TestImages {
    guard let images = ModelCatalogue.exampleInputs(for: configuration) else {
      return TestImages(imageShape: configuration.architecture.imageShape, pixels: [], labels: nil)
    }
    return TestImages(imageShape: images.imageShape, pixels: images.pixels, labels: images.labels)
  }
}

extension Snapshot {
  /// A checkpoint's model.
  init(_ checkpoint: Checkpoint) {
    self.init(
      model: checkpoint.model, epoch: checkpoint.position?.epoch ?? checkpoint.metrics?.epoch ?? 0,
      examplesSeen: checkpoint.position?.examplesSeen ?? checkpoint.metrics?.examplesSeen ?? 0,
      metrics: checkpoint.metrics)
  }

  /// What pages call it.
  var label: StateLabel {
    StateLabel(epoch: epoch, examplesSeen: examplesSeen, testELBO: metrics?.test.elbo)
  }
}

extension TrainingProgress {
  /// A run at rest with its epochs.
  init(_ history: [EpochMetrics], _ configuration: TrainingConfiguration) {
    let last = history.last
    self.init(
      state: last?.epoch ?? 0 >= configuration.epochs ? .finished : .stopped, epoch: last?.epoch ?? 0,
      epochs: configuration.epochs, examplesSeen: last?.examplesSeen ?? 0,
      examplesPerEpoch: (last?.examplesSeen ?? 0) / max(1, last?.epoch ?? 1), elapsed: last?.seconds ?? 0,
      learningRate: configuration.learningRate ?? 0, recent: last?.train, history: history)
  }
}

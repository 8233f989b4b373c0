import Autoencoder
import Compute
import Datasets
import Explorer
import ForeignModels
import Formats
import Foundation
import Training

/// Opens data sets, models and runs. This takes minutes if something is downloaded.
struct Opening: Sendable {
  let settings: ExplorerSettings
  let cancellation: Cancellation
  /// The state of the time machine from which a fork goes on.
  var forkedState: Snapshot?

  /// - Parameter progress: called with a line about the progress of a download.
  /// - Throws: the reason if the target cannot be opened, or `CancellationError`.
  func open(_ target: OpenTarget, progress: (String) -> Void) throws -> Opened {
    var opened = try openTarget(target, progress: progress)
    do {
      let file = settings.bookmarkFile(of: opened.openModel)
      opened.openModel.bookmarks = try file?.bookmarks(latentSize: opened.openModel.latentSize) ?? []
    } catch {
      opened.notice = "\(error)"
    }
    return opened
  }

  private func openTarget(_ target: OpenTarget, progress: (String) -> Void) throws -> Opened {
    switch target {
    case .dataset(let name): try openDataset(name, nil, progress)
    case .newRun(let name, let chosen): try openDataset(name, chosen, progress)
    case .model(let name): try openModel(name)
    case .run(let path): try openRun(path)
    case .foreign(let command, let data): try openForeign(command, data)
    case .fork(let fork): try openFork(fork)
    }
  }

  /// A new run on a data set, which starts training at once.
  /// - Parameter chosen: the settings that a person chose; `nil` for those of the command line.
  private func openDataset(
    _ name: String, _ chosen: NewRunSettings?, _ progress: (String) -> Void
  ) throws -> Opened {
    try fetchWhereMissing(name, progress)
    var options = settings.loadOptions
    if let chosen { options.seed = chosen.seed }
    let data = try settings.catalogue.load(name, options: options)
    let configuration = try configuration(name, data, chosen)
    let images = TestImages(data, of: configuration)
    let output = settings.output.flatMap { $0.dataset == name && chosen == nil ? $0 : nil }
    // A cancelled opening must not leave a folder behind.
    try cancellation.check()
    let folder = settings.keepsRuns ? try newFolder(output, chosen?.name, configuration, data) : nil
    let path = folder?.path ?? settings.library.newPath(for: configuration)
    let threads = settings.threadCount
    var opened = Opened(
      OpenModel(name: data.name, origin: .run(path: path), configuration: configuration), images
    ) {
      TrainingRun(configuration, data: data, folder: folder, team: ThreadTeam(threadCount: threads))
    }
    opened.trainingImages = data.train
    if let folder { opened.discard = folder.discard }
    if KnownDataset(name: name) == nil { opened.notice = data.summary }
    return opened
  }

  private func configuration(
    _ name: String, _ data: DataSplit, _ chosen: NewRunSettings?
  ) throws -> TrainingConfiguration {
    var configuration = try settings.configure(name, data)
    guard let chosen else { return configuration }
    do {
      try chosen.apply(to: &configuration)
    } catch {
      throw InputError(.badSettings, "\(error)")
    }
    configuration.selection = Selection(for: configuration.objective, data: data)
    return configuration
  }

  private func newFolder(
    _ output: ExplorerSettings.Output?, _ name: String?, _ configuration: TrainingConfiguration,
    _ data: DataSplit
  ) throws -> RunFolder {
    if let name { return try settings.library.newRun(named: name, configuration, data: data) }
    guard let output else { return try settings.library.newRun(configuration, data: data) }
    return try RunFolder.create(
      output.path, configuration: configuration, data: data, overwrites: output.overwrites)
  }

  private func fetchWhereMissing(_ name: String, _ progress: (String) -> Void) throws {
    guard let known = KnownDataset(name: name), !known.isBuiltIn, settings.catalogue.files(of: known) == nil,
      let directory = settings.catalogue.locator.downloadDirectory
    else { return }
    var last = -1
    try settings.fetch(known, directory) { state in
      let percent = state.received * 100 / max(1, state.total)
      if percent != last {
        progress("Fetching \(known.name): \(percent) % of \(state.total / 1_000_000) MB; Esc cancels.")
      }
      last = percent
      return !cancellation.isCancelled
    }
  }

  /// A run folder. If another process trains the run, it is followed. If not, it can be resumed where its data is present;
  /// otherwise its last checkpoint is shown.
  private func openRun(_ path: String) throws -> Opened {
    let reading = RunFolder(reading: path)
    if reading.isBeingTrained { return try followed(reading) }
    let last = try Checkpoint(contentsOf: reading.lastCheckpointPath)
    let configuration = last.configuration
    let record = try reading.record()
    let resumption = settings.resumption.flatMap { $0.path == path ? $0 : nil }
    let dataset = resumption?.changes.dataset ?? configuration.dataset
    let data = Result { try settings.catalogue.load(dataset, options: configuration.loadOptions) }
    let images = (try? data.get()).map { TestImages($0, of: configuration) }
    let shown = images ?? TestImages.examples(for: configuration)
    let openModel = OpenModel(
      name: reading.name, origin: .run(path: path), configuration: configuration,
      klPerDimension: record.epochs.last?.klPerDimension ?? [])
    do {
      return try resumable(openModel, shown, from: last, record.epochs, data: data.get())
    } catch let error as InputError where error.kind == .occupied {
      return try followed(reading)
    } catch {
      var opened = Opened(
        openModel, shown, checkpoint: last, progress: TrainingProgress(record, configuration),
        notice: "This run can only be looked at: \(error)")
      opened.trainingImages = (try? data.get())?.train
      return opened
    }
  }

  /// A run that another process trains, perhaps before its first checkpoint.
  private func followed(_ folder: RunFolder) throws -> Opened {
    let configuration = try folder.configuration()
    let data = try? settings.catalogue.load(configuration.dataset, options: configuration.loadOptions)
    let images = data.map { TestImages($0, of: configuration) }
    return Opened(
      openModel: OpenModel(
        name: folder.name, origin: .run(path: folder.path), configuration: configuration,
        klPerDimension: try folder.metrics(of: configuration).last?.klPerDimension ?? []),
      testImages: images ?? TestImages.examples(for: configuration), trainingImages: data?.train,
      feed: { onNews in
        let follower = RunFollower(folder, configuration, onNews: onNews)
        follower.start()
        return follower
      },
      notice: "Another process trains \(folder.name): it is followed here.")
  }

  private func resumable(
    _ openModel: OpenModel, _ images: TestImages, from last: Checkpoint, _ history: [EpochMetrics],
    data: DataSplit
  ) throws -> Opened {
    guard case .run(let path) = openModel.origin else { preconditionFailure("a run has a path") }
    let folder = try RunFolder.open(path)
    let damage = try folder.damage(beside: last)
    let resumption = settings.resumption.flatMap { $0.path == path ? $0 : nil }
    let (threads, changes) = (settings.threadCount, resumption?.changes ?? RunChanges())
    var opened = Opened(openModel, images, isPaused: resumption == nil) {
      try TrainingRun(
        resuming: folder, from: last, changes: changes, data: data, team: ThreadTeam(threadCount: threads))
    }
    opened.trainingImages = data.train
    var configuration = last.configuration
    try changes.apply(to: &configuration)
    if configuration.isFinished(after: history) {
      opened.notice =
        "Training of \(openModel.name) is finished: epoch \(history.last?.epoch ?? 0) of \(configuration.epochs)."
    } else if let text = damage.first {
      opened.notice = text
    } else if resumption == nil {
      opened.notice = "Space goes on with the training of \(openModel.name)."
    }
    return opened
  }

  /// A shipped model or any other checkpoint, which is not trained further.
  private func openModel(_ name: String) throws -> Opened {
    let checkpoint = try Checkpoint(contentsOf: checkpointPath(name))
    let configuration = checkpoint.configuration
    let encoding = try settings.models.planePoints(of: name).map {
      PlaneEncoding(mean: $0.positions, labels: $0.labels, isOfTestImages: false)
    }
    return Opened(
      OpenModel(
        name: (name as NSString).lastPathComponent, origin: .shipped, configuration: configuration,
        klPerDimension: checkpoint.metrics?.klPerDimension ?? [], record: settings.models.record(of: name)),
      TestImages.examples(for: configuration), encoding: encoding, checkpoint: checkpoint)
  }

  /// A model that another program computes, beside images of a data set.
  private func openForeign(_ command: String, _ dataset: String?) throws -> Opened {
    let model = try ForeignModel(command: command, onError: settings.onModelOutput)
    let shape = model.imageShape
    let images: TestImages?
    do {
      images = try dataset.map { try self.images(of: $0, shape: shape) }
    } catch {
      model.end()
      throw error
    }
    var opened = Opened(
      openModel: OpenModel(foreign: model, name: model.name),
      testImages: images ?? TestImages(imageShape: shape, pixels: [], labels: nil),
      feed: { _ in RestingRun(RunNews()) })
    opened.foreign = model
    opened.discard = model.end
    return opened
  }

  /// The test images of a data set, in colour where `shape` is.
  private func images(of dataset: String, shape: ImageShape) throws -> TestImages {
    let reading = ImageReading(channels: shape.channels)
    let images = TestImages(try settings.catalogue.load(dataset, options: LoadOptions(reading: reading)))
    guard images.imageShape == shape else {
      throw InputError(
        .badSettings, "--data: expected images of \(shape), as the model has, found \(images.imageShape)")
    }
    return images
  }

  /// The images of a model's data set, if the data set is on the machine. They are loaded after the model, since they take
  /// longer.
  func images(of target: OpenTarget, for opened: Opened) -> (test: TestImages, train: ImageDataset)? {
    guard case .model = target, let configuration = opened.openModel.configuration else { return nil }
    guard
      let data = try? settings.catalogue.load(configuration.dataset, options: configuration.loadOptions)
    else { return nil }
    let images = TestImages(data, of: configuration)
    return images.imageShape == configuration.architecture.imageShape ? (images, data.train) : nil
  }

  private func checkpointPath(_ name: String) throws -> String {
    try settings.models.path(of: name)
      ?? ModelFinder(library: settings.library, catalogue: settings.models).checkpointPath(name)
  }
}

extension ExplorerSettings {
  /// The file of the bookmarks of what is open; `nil` where nothing is kept.
  func bookmarkFile(of openModel: OpenModel) -> BookmarkFile? {
    switch openModel.origin {
    case .run(let path): keepsRuns ? BookmarkFile(run: path) : nil
    case .shipped: BookmarkFile(shippedModel: openModel.name, in: library)
    // Its dimensions may mean something else after its next training.
    case .foreign: nil
    }
  }

  /// Reads a model to be compared with.
  func model(_ reference: ModelReference) throws -> any LatentModel {
    let finder = ModelFinder(library: library, catalogue: models)
    let path =
      switch reference {
      case .current: preconditionFailure("the open model is not read")
      case .model(let name): try models.path(of: name) ?? finder.checkpointPath(name)
      case .run(let path): try finder.checkpointPath(path)
      }
    return try Checkpoint(contentsOf: path).model
  }
}

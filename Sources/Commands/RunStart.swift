import Compute
import Datasets
import Formats
import Training

/// Makes the run that is to be trained without a screen: a new one, or one that goes on.
public struct RunStart {
  public let catalogue: DatasetCatalogue
  public let library: RunLibrary
  public let team: ThreadTeam

  /// A requeued job waits so long for the lock that it left on another host.
  public static let secondsOfWaiting = 180.0

  public init(catalogue: DatasetCatalogue, library: RunLibrary, team: ThreadTeam) {
    self.catalogue = catalogue
    self.library = library
    self.team = team
  }

  /// A new run on a data set.
  /// - Parameters:
  ///   - configure: the configuration of the run on the data.
  ///   - output: the run's folder; `nil` for the next free name of the library.
  ///   - overwrites: whether a run that is there gives way.
  ///   - notice: told, in lines, what data was read, and where the run goes if that is not the usual folder.
  /// - Throws: `InputError` as loading and `RunFolder.create` do.
  public func newRun(
    _ dataset: String, loadOptions: LoadOptions,
    configure: (_ dataset: String, _ data: DataSplit) throws -> TrainingConfiguration, output: String?,
    overwrites: Bool, notice: (String) -> Void
  ) throws -> TrainingRun {
    let data = try catalogue.load(dataset, options: loadOptions)
    data.report.forEach(notice)
    let configuration = try configure(dataset, data)
    if output == nil, let text = library.notice { notice(text) }
    let trainer = Trainer(configuration, data: data, team: team)
    let folder = try newFolder(output, trainer.checkpoint(seconds: 0), overwrites: overwrites)
    return TrainingRun(trainer, folder: folder)
  }

  /// Makes the run's folder; where a run is in the way, says which options help.
  private func newFolder(
    _ output: String?, _ start: Checkpoint, overwrites: Bool
  ) throws(InputError) -> RunFolder {
    guard let output else { return try library.newRun(start: start) }
    do {
      return try RunFolder.create(output, start: start, overwrites: overwrites)
    } catch  where error.kind == .occupied {
      throw InputError(.occupied, "\(error) (--resume, --force, --output)")
    }
  }

  /// A run that goes on from its last checkpoint.
  /// - Parameters:
  ///   - changes: what is to be otherwise from now on; a data set is where the run's data is now.
  ///   - notice: told, in lines, what data was read, what was mended, and whom it waits for.
  /// - Throws: `InputError` as `RunFolder.open`, loading and `TrainingRun.init(resuming:)` do.
  public func resumedRun(
    _ path: String, changes: RunChanges, notice: @escaping @Sendable (String) -> Void
  ) throws(InputError) -> TrainingRun {
    let folder = try RunFolder.open(
      path, waiting: LockWaiting(seconds: Self.secondsOfWaiting, notice: notice))
    let checkpoint = try Checkpoint(contentsOf: folder.lastCheckpointPath)
    let data = try data(of: checkpoint.configuration, at: path, from: changes.dataset)
    data.report.forEach(notice)
    let run = try TrainingRun(resuming: folder, from: checkpoint, changes: changes, data: data, team: team)
    run.notices.forEach(notice)
    return run
  }

  /// The data of a run, from where it was or from a new place.
  private func data(
    of configuration: TrainingConfiguration, at path: String, from place: String?
  ) throws(InputError) -> DataSplit {
    do {
      return try catalogue.load(place ?? configuration.dataset, options: configuration.loadOptions)
    } catch  where error.kind == .notFound && place == nil && KnownDataset(name: configuration.dataset) == nil
    {
      throw InputError(
        .notFound,
        "\(error); where the data of the run has moved, 'vae train NEWPLACE --resume --output \(path)' goes on"
      )
    }
  }
}

/// The run that `--resume` goes on with.
public struct ResumableRun {
  public let path: String
  /// That of its last checkpoint.
  public let configuration: TrainingConfiguration

  /// - Parameters:
  ///   - output: the folder of the run; `nil` for the newest of the data set and the latent size.
  /// - Returns: `nil` where there is none yet, so that a run is to be started.
  /// - Throws: `badSettings` where the run is of another data set, `notFound` where its last checkpoint is gone, `badFile`,
  ///   `inputOutput`.
  public static func find(
    output: String?, dataset: String?, latentSize: Int?, library: RunLibrary
  ) throws(InputError) -> ResumableRun? {
    let newest = dataset.flatMap { library.newestPath(dataset: $0, latentSize: latentSize) }
    guard let path = output ?? newest else { return nil }
    let folder = RunFolder(reading: path)
    guard folder.holdsCheckpoint else {
      guard !folder.holdsRun else {
        throw InputError(
          .notFound,
          "\(folder.lastCheckpointPath): expected the checkpoint of a run, found none beside the run's other files; "
            + "--force starts anew")
      }
      return nil
    }
    // A kill may have left it beside the configuration of a run that it was to replace, or beside none.
    let configuration = try Checkpoint(contentsOf: folder.lastCheckpointPath).configuration
    if let given = dataset.flatMap({ KnownDataset(name: $0) }),
      let own = KnownDataset(name: configuration.dataset),
      given != own
    {
      throw InputError(
        .badSettings,
        "\(given.name): the run \(path) is of \(own.name); leave the data set out, or give another --output")
    }
    return ResumableRun(path: path, configuration: configuration)
  }
}

import Compute
import Datasets
import Formats
import Training

/// Makes the run that is to be trained without a screen: a new one, or one that goes on.
public struct RunStart {
  public let catalogue: DatasetCatalogue
  public let library: RunLibrary
  public let team: ThreadTeam

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
    let path = output ?? library.newPath(for: configuration)
    let folder = try newFolder(path, configuration, overwrites: overwrites)
    return TrainingRun(configuration, data: data, folder: folder, team: team)
  }

  /// Makes the run's folder; where a run is in the way, says which options help.
  private func newFolder(
    _ path: String, _ configuration: TrainingConfiguration, overwrites: Bool
  ) throws(InputError) -> RunFolder {
    do {
      return try RunFolder.create(path, configuration: configuration, overwrites: overwrites)
    } catch  where error.kind == .occupied {
      throw InputError(.occupied, "\(error) (--resume, --force, --output)")
    }
  }

  /// A run that goes on from its last checkpoint.
  /// - Parameters:
  ///   - epochs: how many there are to be in all; `nil` for as many as before.
  ///   - learningRate: the rate from now on; `nil` for that of the checkpoint.
  ///   - notice: told, in lines, what data was read.
  /// - Throws: `InputError` as `RunFolder.open`, loading and `TrainingRun.init(resuming:)` do.
  public func resumedRun(
    _ path: String, epochs: Int?, learningRate: Float?, notice: (String) -> Void
  ) throws(InputError) -> TrainingRun {
    let folder = try RunFolder.open(path)
    let checkpoint = try Checkpoint(contentsOf: folder.lastCheckpointPath)
    let configuration = checkpoint.configuration
    let data = try catalogue.load(configuration.dataset, options: configuration.loadOptions)
    data.report.forEach(notice)
    var run = try TrainingRun(resuming: folder, from: checkpoint, epochs: epochs, data: data, team: team)
    if let learningRate { run.setLearningRate(learningRate) }
    return run
  }

  /// The folder of the newest run of a data set, and of a latent size where one is given.
  /// - Throws: `notFound` where there is none.
  public static func newestRun(
    of dataset: String, latentSize: Int?, in library: RunLibrary
  ) throws(InputError) -> String {
    guard let path = library.newestPath(dataset: dataset, latentSize: latentSize) else {
      throw InputError(
        .notFound, "--resume: expected a run of \(dataset) among the runs, found none; name it with --output")
    }
    return path
  }
}

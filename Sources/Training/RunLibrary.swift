import Formats
import Foundation

/// What the list of runs shows of one.
public struct RunSummary: Sendable {
  public enum State: Sendable, Equatable {
    /// A process is training it now.
    case training
    /// It ended before its last epoch and can be resumed.
    case resumable
    /// All its epochs are done.
    case finished
    /// Why it cannot be read, in one line.
    case broken(String)
  }

  public let name: String
  /// The folder's path.
  public let path: String
  public let state: State
  /// `nil` when broken.
  public let configuration: TrainingConfiguration?
  /// The epochs done, in order.
  public let metrics: [EpochMetrics]
  /// When its files last changed.
  public let modified: Date

  /// The epoch with the highest ELBO on the test set.
  public var best: EpochMetrics? {
    metrics.filter { $0.test.elbo.isFinite }.max { $0.test.elbo < $1.test.elbo }
  }
}

/// The runs found in some folders.
public struct RunLibrary: Sendable {
  /// Where runs are looked for; the first is where new ones go.
  public let directories: [String]

  /// A folder that is named twice counts once.
  public init(directories: [String]) {
    var seen: Set<String> = []
    self.directories = directories.filter {
      seen.insert(URL(fileURLWithPath: $0).resolvingSymlinksInPath().path).inserted
    }
  }

  /// `$VAE_RUNS_DIR` where that is set, then `runs` in the working directory.
  public init(environment: [String: String]) {
    let chosen = environment["VAE_RUNS_DIR"].flatMap { $0.isEmpty ? nil : $0 }
    self.init(directories: (chosen.map { [$0] } ?? []) + ["runs"])
  }

  /// That of this process's environment.
  public static var standard: RunLibrary { RunLibrary(environment: ProcessInfo.processInfo.environment) }

  /// Every run, newest first; broken ones say so.
  public func runs() -> [RunSummary] {
    directories.flatMap { directory in
      let names = (try? FileManager.default.contentsOfDirectory(atPath: directory)) ?? []
      return names.compactMap { summary(path: directory + "/" + $0) }
    }
    .sorted { ($0.modified, $0.name) > ($1.modified, $1.name) }
  }

  /// The summary of the run in a folder; `nil` where the folder is not one of a run.
  public func summary(path: String) -> RunSummary? {
    let folder = RunFolder(reading: path)
    let files = [folder.metricsPath, folder.configurationPath, folder.lastCheckpointPath]
    let dates = files.compactMap {
      (try? FileManager.default.attributesOfItem(atPath: $0))?[.modificationDate] as? Date
    }
    guard let modified = dates.max() else { return nil }
    do {
      let configuration = try folder.configuration()
      let metrics = try folder.metrics(of: configuration)
      return RunSummary(
        name: folder.name, path: path, state: state(of: folder, configuration, metrics),
        configuration: configuration, metrics: metrics, modified: modified)
    } catch {
      return RunSummary(
        name: folder.name, path: path, state: .broken("\(error)"), configuration: nil, metrics: [],
        modified: modified)
    }
  }

  private func state(
    of folder: RunFolder, _ configuration: TrainingConfiguration, _ metrics: [EpochMetrics]
  ) -> RunSummary.State {
    if folder.isBeingTrained { return .training }
    guard FileManager.default.fileExists(atPath: folder.lastCheckpointPath) else {
      return .broken("it ended before its first checkpoint")
    }
    return metrics.last?.epoch ?? 0 >= configuration.epochs ? .finished : .resumable
  }

  /// The path of the run of a name; `nil` where there is none.
  public func path(of name: String) -> String? {
    guard !name.isEmpty, !name.hasPrefix(".") else { return nil }
    return directories.map { $0 + "/" + name }
      .first { FileManager.default.fileExists(atPath: RunFolder(reading: $0).configurationPath) }
  }

  /// A path for a new run: the data set and the latent size, and a number where that name is taken.
  public func newPath(for configuration: TrainingConfiguration) -> String {
    let base = Self.baseName(
      dataset: configuration.dataset, latentSize: configuration.architecture.latentSize)
    let names = [base] + (2...100_000).lazy.map { "\(base)-\($0)" }
    let free = names.first { !FileManager.default.fileExists(atPath: directories[0] + "/" + $0) }
    return directories[0] + "/" + (free ?? base)
  }

  /// The path of the newest run of a data set, and of a latent size where one is given.
  public func newestPath(dataset: String, latentSize: Int? = nil) -> String? {
    runs().first { run in
      guard let configuration = run.configuration else { return false }
      return Self.plainName(configuration.dataset) == Self.plainName(dataset)
        && latentSize ?? configuration.architecture.latentSize == configuration.architecture.latentSize
    }?.path
  }

  /// Deletes a run with all its files.
  /// - Throws: `occupied` where a process trains it, `inputOutput`.
  public func delete(_ run: RunSummary) throws(InputError) {
    guard !RunFolder(reading: run.path).isBeingTrained else {
      throw InputError(.occupied, "\(run.path): a process trains this run")
    }
    do {
      try FileManager.default.removeItem(atPath: run.path)
    } catch {
      throw InputError(.inputOutput, "\(run.path): cannot delete it: \(error.localizedDescription)")
    }
  }

  private static func baseName(dataset: String, latentSize: Int) -> String {
    "\(plainName(dataset))-\(latentSize)d"
  }

  /// A data set's name, or that of a file without folder and extension, in characters good for a folder's name.
  private static func plainName(_ dataset: String) -> String {
    let last = (dataset as NSString).lastPathComponent
    let stem = last.split(separator: ".").first.map(String.init) ?? "data"
    let name = stem == "freyface" ? "frey-face" : stem
    return String(name.map { $0.isLetter || $0.isNumber || "-_".contains($0) ? $0 : "-" })
  }
}

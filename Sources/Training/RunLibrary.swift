import Formats
import Foundation

/// A run as the list of runs shows it.
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
  /// Where runs are looked for; new ones go to the first that can be written.
  public let directories: [String]
  /// Whether the user named the first: then new runs go nowhere else.
  private var isChosen = false

  /// A folder that is named twice counts once.
  public init(directories: [String]) {
    var seen: Set<String> = []
    self.directories = directories.filter {
      seen.insert(URL(fileURLWithPath: $0).resolvingSymlinksInPath().path).inserted
    }
  }

  /// `$VAE_RUNS_DIR` where that is set, then `runs` in the working directory, then the user's state folder
  /// (`$XDG_STATE_HOME/vae/runs`, `~/.local/state/vae/runs`).
  public init(environment: [String: String]) {
    func value(_ name: String) -> String? { environment[name].flatMap { $0.isEmpty ? nil : $0 } }
    let chosen = value("VAE_RUNS_DIR")
    let home = value("HOME").map { $0 + "/.local/state" }
    let state = value("XDG_STATE_HOME").flatMap { $0.hasPrefix("/") ? $0 : nil } ?? home
    self.init(directories: [chosen, "runs", state.map { $0 + "/vae/runs" }].compactMap { $0 })
    isChosen = chosen != nil
  }

  /// That of this process's environment.
  public static var standard: RunLibrary { RunLibrary(environment: ProcessInfo.processInfo.environment) }

  /// Where new runs go; where no directory can be written, the first, so that its error is the one seen.
  public var newDirectory: String {
    isChosen ? directories[0] : directories.first(where: Self.isWritable) ?? directories[0]
  }

  /// What to say where new runs go to another directory than usual; `nil` where they do not.
  public var notice: String? {
    newDirectory == directories[0]
      ? nil : "\(directories[0]): this folder cannot be written, so the run goes to \(newDirectory)."
  }

  /// Whether files can be made in a directory, or it can be made itself.
  private static func isWritable(_ directory: String) -> Bool {
    var path = URL(fileURLWithPath: directory).standardizedFileURL
    while !FileManager.default.fileExists(atPath: path.path), path.pathComponents.count > 1 {
      path.deleteLastPathComponent()
    }
    return access(path.path, W_OK | X_OK) == 0
  }

  /// Every run, newest first; broken ones say so.
  public func runs() -> [RunSummary] {
    directories.flatMap { directory in
      let names = (try? FileManager.default.contentsOfDirectory(atPath: directory)) ?? []
      return names.filter { !$0.hasPrefix(".") }.compactMap { summary(path: directory + "/" + $0) }
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
    let directory = newDirectory
    let names = [base] + (2...100_000).lazy.map { "\(base)-\($0)" }
    let free = names.first { !FileManager.default.fileExists(atPath: directory + "/" + $0) }
    return directory + "/" + (free ?? base)
  }

  /// The path of the newest run of a data set, and of a latent size where one is given.
  public func newestPath(dataset: String, latentSize: Int? = nil) -> String? {
    runs().first { run in
      guard let configuration = run.configuration else { return false }
      return Self.plainName(configuration.dataset) == Self.plainName(dataset)
        && latentSize ?? configuration.architecture.latentSize == configuration.architecture.latentSize
    }?.path
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

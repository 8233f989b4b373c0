import Formats
import Foundation

/// The runs found in some folders.
public struct RunLibrary: Sendable {
  /// Where runs are looked for; new ones go to the first that can be written.
  public let directories: [String]
  /// Whether the user named the first: then new runs go nowhere else.
  private var isChosen = false
  /// Where summaries are kept of runs that have none beside them; `nil` for nowhere.
  var cache: SummaryCache?

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
    cache = SummaryCache(environment: environment)
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
    places().first { place in
      guard let configuration = try? place.folder.configuration() else { return false }
      return Self.plainName(configuration.dataset) == Self.plainName(dataset)
        && latentSize ?? configuration.architecture.latentSize == configuration.architecture.latentSize
    }?.folder.path
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

import Formats
import Foundation

/// The runs found in some folders.
public struct RunLibrary: Sendable {
  /// Where runs are looked for; new ones go to the first that can be written.
  public let directories: [String]
  /// Names that new runs do not get by default: those of the models that ship.
  public var reservedNames: Set<String> = []
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
  public static var standard: RunLibrary {
    var library = RunLibrary(environment: ProcessInfo.processInfo.environment)
    library.reservedNames = Set(ModelCatalogue.standard.entries.map(\.name))
    return library
  }

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

  /// The path of the newest run of a data set, and of a latent size where one is given.
  public func newestPath(dataset: String, latentSize: Int? = nil) -> String? {
    places().first { place in
      guard let configuration = try? place.folder.configuration() else { return false }
      return Self.plainName(configuration.dataset) == Self.plainName(dataset)
        && latentSize ?? configuration.architecture.latentSize == configuration.architecture.latentSize
    }?.folder.path
  }
}

import Formats
import Foundation

/// A reader's own summaries of runs that have none beside them: a file a run, in the user's cache. Nothing is lost where it
/// is deleted.
struct SummaryCache: Sendable {
  let directory: String

  /// `$XDG_CACHE_HOME/vae/runs`, or `~/.cache/vae/runs`; `nil` where the environment names no home.
  init?(environment: [String: String]) {
    func value(_ name: String) -> String? { environment[name].flatMap { $0.hasPrefix("/") ? $0 : nil } }
    guard let root = value("XDG_CACHE_HOME") ?? value("HOME").map({ $0 + "/.cache" }) else { return nil }
    directory = root + "/vae/runs"
  }

  init(directory: String) { self.directory = directory }

  /// The summary of the run in a folder.
  func path(of run: String) -> String {
    let place = URL(fileURLWithPath: run).standardizedFileURL.path
    return directory + "/" + SHA256.digest(Array(place.utf8)).prefix(32) + ".txt"
  }

  /// Keeps a summary. Where it cannot be written, the metrics are read again next time.
  func keep(_ summary: SummaryFile, of run: String) {
    try? FileManager.default.createDirectory(atPath: directory, withIntermediateDirectories: true)
    try? summary.write(to: path(of: run))
  }
}

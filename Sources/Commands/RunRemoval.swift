import Formats
import Foundation
import Training

/// Moves runs to the trash.
public struct RunRemoval {
  public let finder: ModelFinder
  public let console: Console
  /// Asks a question that is answered by yes or no; `nil` where nobody can be asked.
  public let ask: ((String) -> Bool)?

  public init(finder: ModelFinder, console: Console, ask: ((String) -> Bool)?) {
    self.finder = finder
    self.console = console
    self.ask = ask
  }

  /// Moves runs to the trash, after a question; none where one of them is not found.
  /// - Parameters:
  ///   - isSure: whether nothing is asked.
  ///   - now: the time of the deletion.
  /// - Throws: `notFound`, `badSettings` where nobody can be asked, and what `RunLibrary.trash` throws.
  public func run(_ names: [String], isSure: Bool, now: Date) throws(InputError) {
    var paths: [String] = []
    for name in names {
      let path = try finder.runPath(name)
      if !paths.contains(path) { paths.append(path) }
    }
    let isAgreed = isSure ? true : try isConfirmed(paths)
    guard isAgreed else { return console.print("Nothing was moved.") }
    for path in paths {
      let run = try finder.library.trash(path, now: now)
      console.print("\(path) is in the trash: 'mv \(quoted(run.path)) \(quoted(path))' brings it back.")
    }
    let emptied = finder.library.emptyTrash(now: now)
    if emptied > 0 {
      console.print("Deleted for good, after \(RunLibrary.daysInTrash) days in the trash: \(emptied).")
    }
  }

  private func isConfirmed(_ paths: [String]) throws(InputError) -> Bool {
    guard let ask else {
      throw InputError(
        .badSettings, "rm: expected a terminal to ask, found none; --yes moves the runs without asking")
    }
    return ask("Move \(paths.joined(separator: ", ")) to the trash? [y/N] ")
  }

  /// A path as a shell takes it.
  private func quoted(_ path: String) -> String {
    path.allSatisfy { $0.isLetter || $0.isNumber || "-_./@".contains($0) }
      ? path : "'\(path.replacingOccurrences(of: "'", with: "'\\''"))'"
  }
}

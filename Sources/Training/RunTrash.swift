import Formats
import Foundation

/// A run in the trash.
public struct TrashedRun: Sendable, Equatable {
  /// The folder's path in the trash.
  public let path: String
  /// The path that it had.
  public let formerPath: String

  /// The name that it had.
  public var name: String { (formerPath as NSString).lastPathComponent }
  /// The folder of the trash.
  public var trash: String { (path as NSString).deletingLastPathComponent }
}

/// The trash: the folder `.trash` beside the runs, which is on the same disk and never listed. A run there is called by its
/// name and the time of its deletion, as in `mnist-2d@20261126T001020Z`.
extension RunLibrary {
  /// The days after which a run in the trash may be deleted for good.
  public static let daysInTrash = 30

  /// Moves the folder of a run to the trash, with all its files.
  /// - Parameter now: the time of the deletion.
  /// - Throws: `occupied` if a process trains it, `notFound`, `cannotWrite`.
  public func trash(_ path: String, now: Date) throws(InputError) -> TrashedRun {
    guard FileManager.default.fileExists(atPath: path) else {
      throw InputError(.notFound, "\(path): expected the folder of a run, found none")
    }
    guard !RunFolder(reading: path).isBeingTrained else {
      throw InputError(.occupied, "\(path): a process trains this run; stop it first")
    }
    let trash = Self.trash(in: (path as NSString).deletingLastPathComponent)
    let stamped = trash + "/\((path as NSString).lastPathComponent)@\(now.formatted(Self.stamp))"
    let names = [stamped] + (2...1000).lazy.map { "\(stamped)-\($0)" }
    let free = names.first { !FileManager.default.fileExists(atPath: $0) } ?? stamped
    do {
      try FileManager.default.createDirectory(atPath: trash, withIntermediateDirectories: true)
    } catch {
      throw InputError(.cannotWrite, "\(trash): cannot make this folder: \(error.localizedDescription)")
    }
    guard rename(path, free) == 0 else { throw Self.cannotMove(path, to: free) }
    return TrashedRun(path: free, formerPath: path)
  }

  /// Moves a run out of the trash to where it was.
  /// - Throws: `occupied` if something is there now, `cannotWrite`.
  public func restore(_ run: TrashedRun) throws(InputError) {
    guard !FileManager.default.fileExists(atPath: run.formerPath) else {
      throw InputError(
        .occupied, "\(run.formerPath): expected no folder, found one; the deleted run stays in \(run.path)")
    }
    guard rename(run.path, run.formerPath) == 0 else { throw Self.cannotMove(run.path, to: run.formerPath) }
  }

  /// Deletes for good the runs that have been in the trash for more than ``daysInTrash`` days.
  /// - Returns: the number of runs deleted.
  public func emptyTrash(now: Date) -> Int {
    let limit = now.addingTimeInterval(-Double(Self.daysInTrash) * 86_400)
    let old = directories.map(Self.trash).flatMap { trash in
      let names = (try? FileManager.default.contentsOfDirectory(atPath: trash)) ?? []
      return names.filter { Self.date(ofTrashed: $0).map { $0 < limit } ?? false }.map { trash + "/" + $0 }
    }
    return old.count { (try? FileManager.default.removeItem(atPath: $0)) != nil }
  }

  private static func trash(in directory: String) -> String { directory.nonEmptyPath + "/.trash" }

  private static func cannotMove(_ path: String, to target: String) -> InputError {
    InputError(.cannotWrite, "\(path): cannot move it to \(target): \(String(cString: strerror(errno)))")
  }

  /// A time as in `20261126T001020Z`.
  private static let stamp = Date.ISO8601FormatStyle(dateSeparator: .omitted, timeSeparator: .omitted)

  /// The time of deletion in the name of a run in the trash; `nil` if there is none.
  private static func date(ofTrashed name: String) -> Date? {
    guard let start = name.lastIndex(of: "@") else { return nil }
    return try? Self.stamp.parse(String(name[start...].dropFirst().prefix(16)))
  }
}

import Compute
import Formats
import Foundation

/// The right to train the run in a folder, among the processes of all hosts that share it, until the value is released.
///
/// `flock` decides on one host. A lock file decides among hosts: it is left over if its process has ended (on the same
/// host), if its counter has stood still for two minutes by the clock of whoever waits, or if it has not changed for ten
/// by the clock of the file system.
final class RunLock: Sendable {
  private let folder: String
  private let file: LockFile
  private let flock: FolderLock
  private let heartbeat: Heartbeat

  static let longestSilence = 120.0
  static let longestAge = 600.0
  private static let interval = 1.0

  /// - Throws: `occupied` where another process trains the run, `inputOutput`, `diskFull`.
  init(_ folder: String, waiting: LockWaiting = .none) throws(InputError) {
    let file = LockFile(owner: .current, token: UUID().uuidString)
    do throws(InputError) {
      flock = try FolderLock(folder)
    } catch {
      guard error.kind == .occupied else { throw error }
      throw Self.occupied(folder, by: (try? LockFile.find(in: folder))?.lock)
    }
    try Self.acquire(file, in: folder, waiting: waiting)
    self.folder = folder
    self.file = file
    heartbeat = Heartbeat(file, in: folder)
  }

  deinit {
    heartbeat.stop()
    let found = try? LockFile.find(in: folder)
    if found?.lock?.token == file.token { unlink(LockFile.path(in: folder)) }
  }

  /// Makes sure that nobody has taken the run over, as happens to a process that was suspended for long. If the lock file
  /// was removed, it is put back.
  /// - Throws: `occupied` if the lock is lost, `inputOutput`, `diskFull`.
  func verify() throws(InputError) {
    if let found = try LockFile.find(in: folder) {
      if found.lock?.token == file.token { return }
    } else if try file.place(in: folder).isPlaced {
      return
    }
    let other = try LockFile.find(in: folder)?.lock
    throw InputError(
      .occupied,
      "\(folder): \(other?.owner.title ?? "another process") has taken this run over, since this process gave no sign of "
        + "life; nothing more is written here")
  }

  /// Whether a process trains the run, as far as can be told by looking once: one on another host does if it raised its
  /// counter in the last two minutes of this host's clock.
  static func isHeld(_ folder: String) -> Bool {
    // Earlier versions hold no lock file.
    guard let found = try? LockFile.find(in: folder) else { return FolderLock.isHeld(folder) }
    if let hasEnded = found.lock?.owner.hasEnded { return !hasEnded }
    return Date().timeIntervalSince1970 - found.modified < longestSilence
  }

  private static func acquire(
    _ file: LockFile, in folder: String, waiting: LockWaiting
  ) throws(InputError) {
    var watch = LockWatch(start: waiting.clock())
    while true {
      let attempt = try file.place(in: folder)
      let found = try LockFile.find(in: folder)
      // Where there is no `flock`, processes of one host may have put each other's in place.
      if attempt.isPlaced || found?.lock?.token == file.token {
        // Whoever judged the same lock left over may have taken ours away instead, and puts it back at once.
        if watch.hasRemoved { waiting.sleep(0.2) }
        if try LockFile.find(in: folder)?.lock?.token == file.token { return }
      }
      guard let found, !attempt.isPlaced else {
        try watch.countRetry(in: folder)
        continue
      }
      let now = waiting.clock()
      if watch.isLeftOver(found, at: now, fileTime: attempt.time) {
        file.remove(found, in: folder)
        watch.hasRemoved = true
        continue
      }
      let isElsewhere = found.lock?.owner.hasEnded == nil
      guard isElsewhere, now - watch.start < waiting.seconds else {
        throw occupied(folder, by: found.lock)
      }
      if !watch.hasSaid {
        watch.hasSaid = true
        waiting.notice(
          "\(folder): \(found.lock?.owner.title ?? "another process") trains this run or has left its lock; waiting up to "
            + "\(Int(waiting.seconds)) seconds.")
      }
      waiting.sleep(interval)
    }
  }

  private static func occupied(_ folder: String, by lock: LockFile?) -> InputError {
    let title = lock.map { " (\($0.owner.title))" } ?? ""
    let advice =
      lock?.owner.hasEnded == nil && lock != nil
      ? "wait for its end; 'vae train --resume --output \(folder)' does" : "choose another folder"
    return InputError(.occupied, "\(folder): another process trains this run\(title); \(advice)")
  }
}

/// A thread that raises the counter of a lock file every few seconds.
private final class Heartbeat: Sendable {
  private let stopped = DispatchSemaphore(value: 0)
  private static let interval = 5.0

  init(_ file: LockFile, in folder: String) {
    let thread = Thread { [stopped] in
      blockSignals()
      var file = file
      while stopped.wait(timeout: .now() + Self.interval) == .timedOut {
        file.counter += 1
        file.raise(in: folder)
      }
    }
    thread.name = "vae-lock"
    thread.start()
  }

  func stop() { stopped.signal() }
}

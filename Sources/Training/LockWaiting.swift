import Formats
import Foundation

/// How long a lock is waited for that a process of another host holds or has left.
public struct LockWaiting: Sendable {
  public let seconds: Double
  let clock: @Sendable () -> Double
  let sleep: @Sendable (_ seconds: Double) -> Void
  let notice: @Sendable (String) -> Void

  /// Not at all.
  public static let none = LockWaiting(seconds: 0, notice: { _ in })

  /// - Parameters:
  ///   - clock: seconds since some moment.
  ///   - notice: told, in a line, that it waits and for whom.
  public init(
    seconds: Double, clock: @escaping @Sendable () -> Double = TrainingRun.systemClock,
    sleep: @escaping @Sendable (_ seconds: Double) -> Void = { Thread.sleep(forTimeInterval: $0) },
    notice: @escaping @Sendable (String) -> Void
  ) {
    self.seconds = seconds
    self.clock = clock
    self.sleep = sleep
    self.notice = notice
  }
}

/// What is known of a lock file that stands in the way.
struct LockWatch {
  let start: Double
  var hasSaid = false
  var hasRemoved = false
  private var last: (found: LockFile.Found, since: Double)?
  private var retries = 0

  init(start: Double) { self.start = start }

  /// - Throws: `occupied` after many, which other processes that come and go cannot be the reason of.
  mutating func countRetry(in folder: String) throws(InputError) {
    retries += 1
    guard retries < 100 else {
      throw InputError(
        .occupied, "\(LockFile.path(in: folder)): it does not stay; other processes take this run")
    }
  }

  /// - Parameters:
  ///   - now: by the clock of this process.
  ///   - fileTime: now, by the clock of the file system.
  mutating func isLeftOver(_ found: LockFile.Found, at now: Double, fileTime: Double) -> Bool {
    if let hasEnded = found.lock?.owner.hasEnded { return hasEnded }
    if last?.found != found { last = (found, now) }
    return now - last!.since >= RunLock.longestSilence || fileTime - found.modified >= RunLock.longestAge
  }
}

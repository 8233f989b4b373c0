import Compute
import Formats
import Foundation
import Synchronization
import Testing

@testable import Training

/// Locks that hold across hosts: a lock file that names another host stands for a process there.
struct RunLockTests {
  private static func identity(host: String, pid: Int32 = 7, start: String = "1") -> ProcessIdentity {
    let here = ProcessIdentity.current
    let isHere = host == here.host
    return ProcessIdentity(
      host: host, boot: isHere ? here.boot : "another", namespace: isHere ? here.namespace : "", pid: pid,
      start: start)
  }

  private static func lock(host: String = "kestrel", token: String = "theirs") -> LockFile {
    LockFile(owner: identity(host: host), token: token)
  }

  /// A folder of a run with somebody's lock file.
  private func withLock(_ lock: LockFile, _ body: (String) throws -> Void) throws {
    try Fixture.withFolder { folder in
      #expect(try lock.place(in: folder).isPlaced)
      try body(folder)
    }
  }

  /// A clock that goes on as far as is slept, with what happens at each sleep.
  private static func waiting(
    seconds: Double, atSleep: @escaping @Sendable () -> Void = {}
  ) -> LockWaiting {
    let time = Time()
    return LockWaiting(
      seconds: seconds, clock: { time.now },
      sleep: {
        time.sleep($0)
        atSleep()
      }, notice: { time.say($0) })
  }

  private final class Time: Sendable {
    private let state = Mutex((now: 0.0, said: [String]()))
    var now: Double { state.withLock { $0.now } }
    var said: [String] { state.withLock { $0.said } }
    func sleep(_ seconds: Double) { state.withLock { $0.now += seconds } }
    func say(_ text: String) { state.withLock { $0.said.append(text) } }
  }

  @Test func aLockOfAnotherHostIsRespected() throws {
    try withLock(Self.lock()) { folder in
      let error = #expect(throws: InputError.self) { try RunFolder.open(folder) }
      #expect(error?.kind == .occupied && error?.description.contains("process 7 of kestrel") == true)
      #expect(RunLock.isHeld(folder))
      let found = try LockFile.find(in: folder)
      #expect(found?.lock?.token == "theirs")
    }
  }

  @Test func aLockWhoseCounterStandsStillIsBrokenAfterTwoMinutes() throws {
    try withLock(Self.lock()) { folder in
      let time = Time()
      let waiting = LockWaiting(
        seconds: 180, clock: { time.now }, sleep: { time.sleep($0) }, notice: { time.say($0) })
      let held = try RunFolder.open(folder, waiting: waiting)
      #expect((120...122).contains(time.now))
      #expect(time.said.count == 1 && time.said[0].contains("process 7 of kestrel"))
      #expect(try LockFile.find(in: folder)?.lock?.owner == .current)
      #expect(try FileManager.default.contentsOfDirectory(atPath: folder) == ["lock.json"])
      withExtendedLifetime(held) {}
    }
  }

  @Test func aLockWhoseCounterRisesIsWaitedForInVain() throws {
    try withLock(Self.lock()) { folder in
      let theirs = Mutex(Self.lock())
      let time = Time()
      let waiting = LockWaiting(
        seconds: 180, clock: { time.now },
        sleep: { seconds in
          time.sleep(seconds)
          theirs.withLock {
            $0.counter += 1
            $0.raise(in: folder)
          }
        }, notice: { time.say($0) })
      let error = #expect(throws: InputError.self) { try RunFolder.open(folder, waiting: waiting) }
      #expect(error?.kind == .occupied && (180...181).contains(time.now))
      let found = try LockFile.find(in: folder)
      #expect(found?.lock?.counter == theirs.withLock { $0.counter })
    }
  }

  @Test func aLockThatIsReleasedInTheMeantimeIsTaken() throws {
    try withLock(Self.lock()) { folder in
      let waiting = Self.waiting(seconds: 180) { unlink(LockFile.path(in: folder)) }
      _ = try RunFolder.open(folder, waiting: waiting)
    }
  }

  /// The same number, but another process: this one began at another time.
  @Test func aLockOfAnEndedProcessOfThisHostIsBrokenAtOnce() throws {
    let ended = LockFile(
      owner: Self.identity(host: ProcessIdentity.current.host, pid: getpid(), start: "0"), token: "ended")
    try withLock(ended) { folder in
      #if os(Linux)
        #expect(!RunLock.isHeld(folder))
        let held = try RunFolder.open(folder)
        #expect(RunLock.isHeld(folder))
        withExtendedLifetime(held) {}
      #endif
    }
  }

  @Test func aLockThatHasNotChangedForTenMinutesIsBrokenAtOnce() throws {
    try withLock(Self.lock()) { folder in
      let old = Date(timeIntervalSinceNow: -RunLock.longestAge - 5)
      try FileManager.default.setAttributes([.modificationDate: old], ofItemAtPath: LockFile.path(in: folder))
      #expect(!RunLock.isHeld(folder))
      _ = try RunFolder.open(folder)
    }
  }

  @Test func aLockIsReleasedWithItsValue() throws {
    try Fixture.withFolder { folder in
      do {
        let held = try RunFolder.open(folder)
        let found = try #require(try LockFile.find(in: folder))
        #expect(found.lock?.owner == .current && RunLock.isHeld(folder))
        withExtendedLifetime(held) {}
      }
      #expect(try LockFile.find(in: folder) == nil && !RunLock.isHeld(folder))
    }
  }

  @Test func onlyTheOwnerRaisesTheCounter() throws {
    try withLock(Self.lock(token: "one")) { folder in
      var other = Self.lock(token: "two")
      other.counter = 9
      other.raise(in: folder)
      #expect(try LockFile.find(in: folder)?.lock?.counter == 0)
      var own = Self.lock(token: "one")
      own.counter = 1_000_000
      own.raise(in: folder)
      let found = try #require(try LockFile.find(in: folder))
      #expect(found.lock == own && found.bytes.count == Self.lock().bytes.count)
    }
  }

  /// Two hosts judge the same lock left over, and the second takes away what the first has just put there.
  @Test func whatIsTakenAwayByMistakeIsPutBack() throws {
    try withLock(Self.lock(token: "fresh")) { folder in
      let leftOver = LockFile.Found(bytes: Self.lock(token: "old").bytes, modified: 0)
      Self.lock(token: "mine").remove(leftOver, in: folder)
      let found = try LockFile.find(in: folder)
      #expect(found?.lock?.token == "fresh")
      #expect(try FileManager.default.contentsOfDirectory(atPath: folder) == ["lock.json"])
    }
  }

  /// A process that was suspended for long wakes up after another has taken the run over.
  @Test func aRunThatIsTakenOverIsNotWrittenAnyMore() throws {
    try Fixture.withFolder { folder in
      let configuration = Fixture.configuration()
      let own = try RunFolder.create(folder + "/r", configuration: configuration, data: Fixture.data)
      var run = TrainingRun(
        configuration, data: Fixture.data, folder: own, team: ThreadTeam(threadCount: 1))
      for _ in 0..<3 { _ = try run.advance() }
      unlink(LockFile.path(in: own.path))
      try run.save()
      #expect(try LockFile.find(in: own.path)?.lock?.owner == .current, "a lock that was removed is put back")
      let before = try WholeFile.read(own.lastCheckpointPath)
      unlink(LockFile.path(in: own.path))
      #expect(try Self.lock().place(in: own.path).isPlaced)
      // The end of the epoch writes a line, which asks for the lock.
      let error = #expect(throws: InputError.self) { _ = try run.advance() }
      #expect(error?.kind == .occupied && error?.description.contains("process 7 of kestrel") == true)
      #expect(throws: InputError.self) { try run.save() }
      #expect(try WholeFile.read(own.lastCheckpointPath) == before)
      #expect(try WholeFile.read(own.metricsPath).isEmpty)
    }
  }

  @Test func errorsOfFlockAreNotInUse() {
    let codes: [Int32: FolderLock.Outcome] = [
      0: .held, EWOULDBLOCK: .inUse, ENOLCK: .unavailable, ENOTSUP: .unavailable, ENOSYS: .unavailable,
      EIO: .failed(EIO), EBADF: .failed(EBADF),
    ]
    for (code, outcome) in codes { #expect(FolderLock.Outcome(code: code) == outcome) }
  }

  @Test func aPipeInTheLocksPlaceIsNotWaitedFor() throws {
    try Fixture.withFolder { folder in
      #expect(mkfifo(LockFile.path(in: folder), 0o600) == 0)
      let error = #expect(throws: InputError.self) { try RunFolder.open(folder) }
      #expect(error?.description.contains("lock.json: expected a file") == true)
    }
  }
}

import Compute
import Foundation
import Synchronization
import Testing

@Suite struct ThreadTeamTests {
  /// How often each task ran. Sharing plain memory is right as each task has its own place, which is what is
  /// tested: a task that ran twice at once, or a result seen too early, is a race that the sanitizer reports.
  private final class Tally: @unchecked Sendable {
    private let counts: UnsafeMutableBufferPointer<Int>

    init(_ tasks: Int) {
      counts = .allocate(capacity: tasks)
      counts.initialize(repeating: 0)
    }

    deinit { counts.deallocate() }

    func visit(_ task: Int) { counts[task] += 1 }
    func isOnce(_ times: Int = 1) -> Bool { counts.allSatisfy { $0 == times } }
  }

  @Test(arguments: 1...4)
  func eachTaskRunsOnce(threads: Int) {
    let team = ThreadTeam(threadCount: threads)
    #expect(team.threadCount == threads)
    for phase in 0..<2_000 {
      let tasks = [0, 1, 2, 3, 5, 8, 17][phase % 7]
      let tally = Tally(tasks)
      team.run(tasks: tasks) { tally.visit($0) }
      guard tally.isOnce() else {
        Issue.record("phase \(phase) of \(tasks) tasks")
        return
      }
    }
  }

  /// Pauses about as long as a thread spins before it sleeps: some sleep, some are about to, some have not yet
  /// woken from the phase before.
  @Test(.timeLimit(.minutes(1)), arguments: [2, 3, 4])
  func sleepingTeamsWake(threads: Int) {
    let team = ThreadTeam(threadCount: threads)
    var random = RandomStream(seed: 1, stream: UInt64(threads))
    for _ in 0..<500 {
      let tally = Tally(2 * threads)
      team.run(tasks: 2 * threads) { tally.visit($0) }
      #expect(tally.isOnce())
      usleep(UInt32(random.below(300)))
    }
  }

  @Test func whatTasksWroteIsSeenAfterThePhase() {
    let team = ThreadTeam(threadCount: 3)
    let numbers = ScratchMatrix(rows: 1, columns: 64)
    for phase in 1...500 {
      team.run(tasks: 64) { numbers.base[$0] += Float($0) }
      #expect((0..<64).allSatisfy { numbers.base[$0] == Float(phase * $0) })
    }
  }

  /// Sums of subnormal numbers would be slow on some processors; the caller's own arithmetic is left alone.
  @Test(arguments: 1...3)
  func numbersTooSmallToBeNormalAreZeroOnAllThreads(threads: Int) {
    let team = ThreadTeam(threadCount: threads)
    let numbers = ScratchMatrix(rows: 1, columns: 64)
    let half = { (index: Int) in numbers.base[index] * 0.5 }
    for index in 0..<64 {
      numbers.base[index] = index < 32 ? .leastNormalMagnitude : 4 * .leastNonzeroMagnitude
    }
    #expect(half(0) > 0 && half(63) > 0)
    team.run(tasks: 64) { numbers.base[$0] = half($0) }
    #expect((0..<64).allSatisfy { numbers.base[$0] == 0 })
    numbers.base[0] = .leastNormalMagnitude
    #expect(half(0) > 0)
  }

  @Test func teamsOfDifferentThreadsDoNotMeet() async {
    await withTaskGroup(of: Bool.self) { group in
      for _ in 0..<2 {
        group.addTask {
          let outer = ThreadTeam(threadCount: 2)
          let tally = Tally(6)
          for _ in 0..<50 {
            outer.run(tasks: 2) { half in
              // A task may drive a team of its own.
              ThreadTeam(threadCount: 2).run(tasks: 3) { tally.visit(3 * half + $0) }
            }
          }
          return tally.isOnce(50)
        }
      }
      for await isRight in group { #expect(isRight) }
    }
  }

  #if os(Linux)
    /// The calling thread's place in the file system, which goes with the thread.
    private var ownThread: String {
      (try? FileManager.default.destinationOfSymbolicLink(atPath: "/proc/thread-self")) ?? ""
    }

    @Test func aTeamThatIsLetGoLeavesNoThread() {
      let threads = UnsafeMutableBufferPointer<String>.allocate(capacity: 4)
      threads.initialize(repeating: "")
      defer { threads.deinitialize().deallocate() }
      do {
        let team = ThreadTeam(threadCount: 4)
        let arrived = Atomic<Int>(0)
        // Each task waits for the others, so that each thread runs one.
        team.run(tasks: 4) { task in
          threads[task] = ownThread
          arrived.add(1, ordering: .sequentiallyConsistent)
          while arrived.load(ordering: .sequentiallyConsistent) < 4 { usleep(100) }
        }
        // By now they sleep.
        usleep(20_000)
        withExtendedLifetime(team) {}
      }
      #expect(Set(threads).count == 4)
      let others = Set(threads).subtracting([ownThread])
      let isAnyAlive = { others.contains { FileManager.default.fileExists(atPath: "/proc/\($0)") } }
      let start = ContinuousClock.now
      while isAnyAlive() && ContinuousClock.now - start < .seconds(20) { usleep(1_000) }
      #expect(!isAnyAlive())
    }
  #endif
}

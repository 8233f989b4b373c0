import CKernels
import Foundation
import Synchronization

/// Threads that share the tasks of one phase of a computation, then meet again.
///
/// Each thread begins with its own contiguous part of the tasks, so that the same data tends to stay with the same
/// core from phase to phase, and helps the others when it is done. Between phases a thread spins for some
/// microseconds, then sleeps. One thread at a time may drive a team.
public final class ThreadTeam: Sendable {
  /// The threads that work, the caller of `run` among them.
  public let threadCount: Int
  private let shared: TeamState

  /// Precondition: `threadCount ≥ 1`.
  public init(threadCount: Int) {
    precondition(threadCount >= 1, "a team of \(threadCount) threads")
    self.threadCount = threadCount
    let shared = TeamState(threadCount: threadCount)
    self.shared = shared
    for index in 1..<max(2, threadCount) where index < threadCount {
      let thread = Thread { shared.serve(as: index) }
      thread.name = "vae-compute-\(index)"
      thread.start()
    }
  }

  deinit { shared.dismiss() }

  /// Calls `body` once with each of 0..<`tasks` and returns when all are done.
  ///
  /// `body` is called on several threads at once. It must be safe to call for different tasks at the same time, and
  /// what a task computes must not depend on the thread that runs it. On all threads, numbers too small to be normal
  /// are zero.
  public func run(tasks: Int, _ body: (Int) -> Void) {
    let mode = flushSubnormals()
    defer { setFloatingPointMode(mode) }
    if threadCount == 1 || tasks <= 1 {
      for task in 0..<tasks { body(task) }
    } else {
      withoutActuallyEscaping(body) { shared.run(tasks: tasks, $0) }
    }
  }
}

/// What the threads of a team share.
///
/// `@unchecked Sendable` is right: `work` and `taskCount` are written by the driving thread only while all others
/// wait for the next `phase`, whose sequentially consistent change publishes them.
private final class TeamState: @unchecked Sendable {
  private let threadCount: Int
  /// The next task of each thread's part, a cache line apart.
  private let cursors: UnsafeMutablePointer<Atomic<Int>>
  private static let spacing = 16
  private let phase = Atomic<Int>(0)
  private let busyThreads = Atomic<Int>(0)
  /// A flag for each thread, spaced as the cursors: 1 while the thread has announced that it goes to sleep.
  private let sleepers: UnsafeMutablePointer<Atomic<Int>>
  /// One for each thread: with a common one, a quick thread could take the wake-up meant for a slow one.
  private let wakes: [DispatchSemaphore]
  private let isDismissed = Atomic<Bool>(false)
  private var work: ((Int) -> Void)?
  private var taskCount = 0

  init(threadCount: Int) {
    self.threadCount = threadCount
    cursors = Self.counters(threadCount)
    sleepers = Self.counters(threadCount)
    wakes = (0..<threadCount).map { _ in DispatchSemaphore(value: 0) }
  }

  deinit {
    for counters in [cursors, sleepers] {
      counters.deinitialize(count: threadCount * Self.spacing)
      counters.deallocate()
    }
  }

  private static func counters(_ count: Int) -> UnsafeMutablePointer<Atomic<Int>> {
    let counters = UnsafeMutablePointer<Atomic<Int>>.allocate(capacity: count * spacing)
    for index in 0..<count * spacing { (counters + index).initialize(to: Atomic(0)) }
    return counters
  }

  /// Drives one phase; called by the thread that is number 0.
  func run(tasks: Int, _ body: @escaping (Int) -> Void) {
    work = body
    taskCount = tasks
    for thread in 0..<threadCount {
      cursors[thread * Self.spacing].store(part(thread).lowerBound, ordering: .relaxed)
    }
    busyThreads.store(threadCount - 1, ordering: .relaxed)
    nextPhase()
    share(from: 0)
    spin(atMost: .max) { self.busyThreads.load(ordering: .acquiring) == 0 }
    work = nil
  }

  /// Ends the threads of the team.
  func dismiss() {
    isDismissed.store(true, ordering: .relaxed)
    nextPhase()
  }

  /// The life of a thread of the team.
  func serve(as thread: Int) {
    blockSignals()
    _ = flushSubnormals()
    var seen = 0
    while true {
      awaitPhase(after: seen, as: thread)
      seen = phase.load(ordering: .acquiring)
      if isDismissed.load(ordering: .relaxed) { return }
      share(from: thread)
      busyThreads.subtract(1, ordering: .releasing)
    }
  }

  private func part(_ thread: Int) -> Range<Int> {
    taskCount * thread / threadCount..<taskCount * (thread + 1) / threadCount
  }

  /// Runs the tasks of a thread's own part, then what is left of the others' parts.
  private func share(from thread: Int) {
    let work = self.work!
    for step in 0..<threadCount {
      let owner = (thread + step) % threadCount
      let end = part(owner).upperBound
      while true {
        let task = cursors[owner * Self.spacing].add(1, ordering: .relaxed).oldValue
        if task >= end { break }
        work(task)
      }
    }
  }

  private func nextPhase() {
    phase.add(1, ordering: .sequentiallyConsistent)
    for thread in 1..<max(1, threadCount) where takeBackSleep(of: thread) { wakes[thread].signal() }
  }

  /// Spins for a while, then sleeps until the next phase.
  private func awaitPhase(after seen: Int, as thread: Int) {
    let hasBegun = { self.phase.load(ordering: .sequentiallyConsistent) != seen }
    while !spin(atMost: 2_000, until: hasBegun) {
      sleepers[thread * Self.spacing].store(1, ordering: .sequentiallyConsistent)
      if hasBegun() && takeBackSleep(of: thread) { return }
      wakes[thread].wait()
    }
  }

  /// Withdraws a thread's announcement that it sleeps. Of the thread itself and the driver, one gets `true`: the thread
  /// then need not sleep, or the driver must signal.
  private func takeBackSleep(of thread: Int) -> Bool {
    let sleeper = sleepers + thread * Self.spacing
    return sleeper.pointee.load(ordering: .sequentiallyConsistent) == 1
      && sleeper.pointee.exchange(0, ordering: .sequentiallyConsistent) == 1
  }

  /// Waits until a condition holds, and yields to other threads in a long wait. Returns `false` if the condition did not
  /// hold after `turns` tries.
  @discardableResult
  private func spin(atMost turns: Int, until condition: () -> Bool) -> Bool {
    for turn in 0..<turns {
      if condition() { return true }
      if turn % 4_096 == 4_095 { sched_yield() } else { spinHint() }
    }
    return false
  }
}

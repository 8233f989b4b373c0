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
  /// what a task computes must not depend on the thread that runs it.
  public func run(tasks: Int, _ body: (Int) -> Void) {
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
  private static let cursorSpacing = 16
  private let phase = Atomic<Int>(0)
  private let busyThreads = Atomic<Int>(0)
  private let sleepingThreads = Atomic<Int>(0)
  private let isDismissed = Atomic<Bool>(false)
  private let wake = DispatchSemaphore(value: 0)
  private var work: ((Int) -> Void)?
  private var taskCount = 0

  init(threadCount: Int) {
    self.threadCount = threadCount
    cursors = .allocate(capacity: threadCount * Self.cursorSpacing)
    for index in 0..<threadCount * Self.cursorSpacing { (cursors + index).initialize(to: Atomic(0)) }
  }

  deinit {
    cursors.deinitialize(count: threadCount * Self.cursorSpacing)
    cursors.deallocate()
  }

  /// Drives one phase; called by the thread that is number 0.
  func run(tasks: Int, _ body: @escaping (Int) -> Void) {
    work = body
    taskCount = tasks
    for thread in 0..<threadCount {
      cursors[thread * Self.cursorSpacing].store(part(thread).lowerBound, ordering: .relaxed)
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
    var seen = 0
    while true {
      awaitPhase(after: seen)
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
        let task = cursors[owner * Self.cursorSpacing].add(1, ordering: .relaxed).oldValue
        if task >= end { break }
        work(task)
      }
    }
  }

  private func nextPhase() {
    phase.add(1, ordering: .sequentiallyConsistent)
    for _ in 0..<sleepingThreads.exchange(0, ordering: .sequentiallyConsistent) { wake.signal() }
  }

  /// Spins for a while, then sleeps until the next phase.
  private func awaitPhase(after seen: Int) {
    let hasBegun = { self.phase.load(ordering: .sequentiallyConsistent) != seen }
    while !spin(atMost: 2_000, until: hasBegun) {
      sleepingThreads.add(1, ordering: .sequentiallyConsistent)
      if hasBegun() && takeBackSleeper() { return }
      wake.wait()
    }
  }

  /// Withdraws one announced sleeper; false where the driver has already counted it and will signal.
  private func takeBackSleeper() -> Bool {
    var count = sleepingThreads.load(ordering: .sequentiallyConsistent)
    while count > 0 {
      let result = sleepingThreads.compareExchange(
        expected: count, desired: count - 1, ordering: .sequentiallyConsistent)
      if result.exchanged { return true }
      count = result.original
    }
    return false
  }

  /// Waits until a condition holds; false when it did not after so many turns. A long wait gives way to others.
  @discardableResult
  private func spin(atMost turns: Int, until condition: () -> Bool) -> Bool {
    for turn in 0..<turns {
      if condition() { return true }
      if turn % 4_096 == 4_095 { sched_yield() } else { spinHint() }
    }
    return false
  }
}

/// Signals are for the thread that owns the terminal.
public func blockSignals() {
  var all = sigset_t()
  sigfillset(&all)
  pthread_sigmask(SIG_BLOCK, &all, nil)
}

import Compute
import Foundation
import Synchronization

/// A thread that does what it is given, one after the other, and ends with its owner. Signals are left to the terminal's
/// thread.
final class WorkThread: Sendable {
  private let queue = WorkQueue()

  init(name: String) {
    let thread = Thread { [queue] in
      blockSignals()
      while let work = queue.next() { work() }
    }
    thread.name = name
    thread.start()
  }

  deinit { queue.append(nil) }

  func run(_ work: @escaping @Sendable () -> Void) { queue.append(work) }
}

/// Work that waits for its thread; `nil` ends it.
private final class WorkQueue: Sendable {
  private let waiting = Mutex<[(@Sendable () -> Void)?]>([])
  private let count = DispatchSemaphore(value: 0)

  func append(_ work: (@Sendable () -> Void)?) {
    waiting.withLock { $0.append(work) }
    count.signal()
  }

  /// Waits for work and takes it.
  func next() -> (@Sendable () -> Void)? {
    count.wait()
    return waiting.withLock { $0.removeFirst() }
  }
}

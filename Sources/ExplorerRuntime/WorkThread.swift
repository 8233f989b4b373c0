import Compute
import Foundation
import Synchronization

/// A thread that carries out work in order and ends when its owner is gone. It blocks signals, which are for the
/// terminal's thread.
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

/// The work that waits for a thread; `nil` ends the thread.
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

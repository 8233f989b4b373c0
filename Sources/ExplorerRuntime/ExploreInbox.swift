import Compute
import Explorer
import Foundation
import Synchronization

/// What other threads bring, in order, with a pipe that wakes whoever waits for it.
final class ExploreInbox: Sendable {
  enum Item: Sendable {
    case message(Message)
    case opened(ExploreOpened)
  }

  /// Becomes readable when something was posted.
  let wakeDescriptor: Int32
  private let writeEnd: Int32
  private let items = Mutex<[Item]>([])

  init() {
    var ends: [Int32] = [-1, -1]
    precondition(pipe(&ends) == 0, "no pipe")
    for end in ends {
      _ = fcntl(end, F_SETFL, fcntl(end, F_GETFL) | O_NONBLOCK)
      _ = fcntl(end, F_SETFD, FD_CLOEXEC)
    }
    (wakeDescriptor, writeEnd) = (ends[0], ends[1])
  }

  func post(_ message: Message) { post(.message(message)) }

  func post(_ item: Item) {
    items.withLock { $0.append(item) }
    wake()
  }

  /// Wakes the reader without a message: a mailbox has something.
  func wake() {
    var byte: UInt8 = 1
    // A full pipe wakes as well as one byte more.
    _ = write(writeEnd, &byte, 1)
  }

  /// What was posted since the last call, oldest first.
  func take() -> [Item] {
    items.withLock { held in
      defer { held = [] }
      return held
    }
  }

  deinit {
    close(wakeDescriptor)
    close(writeEnd)
  }
}

/// A thread that does what it is given, one after the other; signals are left to the terminal's thread.
final class ExploreThread: Sendable {
  private let queue = JobQueue()

  init(name: String) {
    let thread = Thread { [queue] in
      blockSignals()
      while true { queue.next()() }
    }
    thread.name = name
    thread.start()
  }

  func run(_ job: @escaping @Sendable () -> Void) { queue.append(job) }
}

/// Jobs that wait for their thread.
private final class JobQueue: Sendable {
  private let jobs = Mutex<[@Sendable () -> Void]>([])
  private let count = DispatchSemaphore(value: 0)

  func append(_ job: @escaping @Sendable () -> Void) {
    jobs.withLock { $0.append(job) }
    count.signal()
  }

  /// Waits for a job and takes it.
  func next() -> @Sendable () -> Void {
    count.wait()
    return jobs.withLock { $0.removeFirst() }
  }
}

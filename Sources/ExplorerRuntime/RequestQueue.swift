import Autoencoder
import Explorer
import Foundation
import Synchronization

/// The requests that wait for a model's thread: of those for one purpose only the newest is kept.
final class RequestQueue: Sendable {
  /// A request and what says whether its answer is still wanted.
  struct Entry: Sendable {
    let request: ModelRequest
    let cancellation: Cancellation
  }

  fileprivate struct Held {
    /// In the order in which their purposes were first asked for.
    var entries: [Entry] = []
    /// That of every request since the last `cancelAll()`.
    var cancellation = Cancellation()
    var isClosed = false
  }

  private let held = Mutex(Held())
  private let changed = DispatchSemaphore(value: 0)

  /// - Returns: the request whose place it takes, to be answered as superseded.
  func add(_ request: ModelRequest) -> ModelRequest? {
    let superseded = held.withLock { held -> ModelRequest? in
      let entry = Entry(request: request, cancellation: held.cancellation)
      guard let index = held.entries.firstIndex(where: { $0.request.purpose == request.purpose }) else {
        held.entries.append(entry)
        return nil
      }
      defer { held.entries[index] = entry }
      return held.entries[index].request
    }
    changed.signal()
    return superseded
  }

  /// The next request, an urgent one before all others. Sleeps until there is one.
  /// - Returns: `nil` when the queue is closed.
  func next() -> Entry? {
    while true {
      changed.wait()
      let (entry, isClosed) = held.withLock { held in
        (held.takeFirst(where: \.isUrgent) ?? held.takeFirst { _ in true }, held.isClosed)
      }
      if isClosed { return nil }
      if let entry { return entry }
    }
  }

  /// An urgent request that waits, while something longer is under way.
  func takeUrgent() -> Entry? { held.withLock { $0.takeFirst(where: \.isUrgent) } }

  /// Cancels the requests that wait, and what is under way.
  /// - Returns: those that waited, to be answered as superseded.
  func cancelAll() -> [ModelRequest] {
    held.withLock { held in
      held.cancellation.cancel()
      held.cancellation = Cancellation()
      defer { held.entries = [] }
      return held.entries.map(\.request)
    }
  }

  /// Ends the thread that takes requests, after what is under way.
  func close() {
    held.withLock {
      $0.isClosed = true
      $0.cancellation.cancel()
    }
    changed.signal()
  }
}

extension RequestQueue.Held {
  fileprivate mutating func takeFirst(where isWanted: (ModelTask) -> Bool) -> RequestQueue.Entry? {
    entries.firstIndex { isWanted($0.request.task) }.map { entries.remove(at: $0) }
  }
}

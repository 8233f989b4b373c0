import Autoencoder
import Explorer
import Foundation
import Synchronization

/// The requests that wait for a model's thread. Only the newest request for each purpose is kept.
final class RequestQueue: Sendable {
  /// A request and its cancellation.
  struct Entry: Sendable {
    let request: ModelRequest
    let cancellation: Cancellation
  }

  fileprivate struct Held {
    /// In the order in which their purposes were first asked for.
    var entries: [Entry] = []
    /// Shared by all requests since the last `cancelAll()`.
    var cancellation = Cancellation()
    var isClosed = false
  }

  private let held = Mutex(Held())
  private let changed = DispatchSemaphore(value: 0)

  /// - Returns: the older request that it replaces, to be answered as superseded.
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

  /// Waits for a request and takes it, the first of the highest priority.
  /// - Returns: `nil` once the queue is closed.
  func next() -> Entry? {
    while true {
      changed.wait()
      let (entry, isClosed) = held.withLock { held in
        (held.takeFirst(), held.isClosed)
      }
      if isClosed { return nil }
      if let entry { return entry }
    }
  }

  /// Takes a request of a higher priority, if one waits.
  func take(above priority: ModelTask.Priority) -> Entry? { held.withLock { $0.takeFirst(above: priority) } }

  /// Cancels the request under way and those that wait.
  /// - Returns: the requests that waited, to be answered as superseded.
  func cancelAll() -> [ModelRequest] {
    held.withLock { held in
      held.cancellation.cancel()
      held.cancellation = Cancellation()
      defer { held.entries = [] }
      return held.entries.map(\.request)
    }
  }

  /// Ends the thread that takes requests, after the request under way.
  func close() {
    held.withLock {
      $0.isClosed = true
      $0.cancellation.cancel()
    }
    changed.signal()
  }
}

extension RequestQueue.Held {
  /// Takes the first entry of the highest priority, if that is above `priority`.
  fileprivate mutating func takeFirst(above priority: ModelTask.Priority? = nil) -> RequestQueue.Entry? {
    guard let highest = entries.map(\.request.task.priority).max() else { return nil }
    if let priority, highest <= priority { return nil }
    return entries.firstIndex { $0.request.task.priority == highest }.map { entries.remove(at: $0) }
  }
}

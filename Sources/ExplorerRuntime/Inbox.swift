import Synchronization

/// Items that other threads post, in order.
final class Inbox<Item: Sendable>: Sendable {
  private let items = Mutex<[Item]>([])
  private let wake: @Sendable () -> Void

  /// - Parameter wake: called after each post on the posting thread, to wake the reader.
  init(wake: @escaping @Sendable () -> Void) { self.wake = wake }

  func post(_ item: Item) {
    items.withLock { $0.append(item) }
    wake()
  }

  /// The items posted since the last call, oldest first.
  func take() -> [Item] {
    items.withLock { held in
      defer { held = [] }
      return held
    }
  }
}

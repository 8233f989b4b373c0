import Synchronization

/// Holds the newest value posted until it is taken; an untaken older one is dropped.
public final class Mailbox<Value: Sendable>: Sendable {
  private let value = Mutex<Value?>(nil)
  private let onPost: @Sendable () -> Void

  /// `onPost` is called after each post, on the thread that posts: it must be quick, such as a write to a pipe.
  public init(onPost: @escaping @Sendable () -> Void = {}) {
    self.onPost = onPost
  }

  /// Puts a value in place of one that was not taken.
  public func post(_ newValue: Value) {
    value.withLock { $0 = newValue }
    onPost()
  }

  /// The newest value, if one was posted since the last call.
  public func take() -> Value? {
    value.withLock { held in
      defer { held = nil }
      return held
    }
  }
}

import Synchronization

/// Cancels work on another thread.
public final class Cancellation: Sendable {
  private let state = Atomic(false)

  public init() {}

  /// Whether the work was cancelled.
  public var isCancelled: Bool { state.load(ordering: .relaxed) }

  /// Asks for an end; may be called from any thread, more than once.
  public func cancel() { state.store(true, ordering: .relaxed) }

  /// - Throws: `CancellationError` if the work was cancelled.
  public func check() throws {
    if isCancelled { throw CancellationError() }
  }
}

import Synchronization

/// Tells work on another thread that its result is not wanted any more.
public final class Cancellation: Sendable {
  private let state = Atomic(false)

  public init() {}

  /// Whether the work is to give up.
  public var isCancelled: Bool { state.load(ordering: .relaxed) }

  public func cancel() { state.store(true, ordering: .relaxed) }

  /// - Throws: `CancellationError` where the work is to give up.
  public func check() throws {
    if isCancelled { throw CancellationError() }
  }
}

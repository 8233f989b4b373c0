import Synchronization

#if canImport(Glibc)
  import Glibc
#else
  import Darwin
#endif

/// A pipe that ends the wait of a screen's thread: signals write their number to it, other threads wake it.
///
/// It lives as long as anybody may wake with it, longer than the screen.
public final class Waker: Sendable {
  let readEnd: Int32
  let writeEnd: Int32
  /// Whether a wake has been written that was not read.
  private let isPending = Atomic(false)
  /// Stands for a wake: no signal has this number.
  static let wakeByte: UInt8 = 0

  /// `nil` where the system has no pipe left.
  init?() {
    guard let ends = Descriptor.pipe() else { return nil }
    (readEnd, writeEnd) = ends
  }

  deinit { [readEnd, writeEnd].forEach(Descriptor.close) }

  /// Makes `nextEvents` return with a `wake`, now or when it is called; from any thread. Many wakes may come as one.
  public func wake() {
    guard !isPending.exchange(true, ordering: .acquiringAndReleasing) else { return }
    var byte = Self.wakeByte
    _ = write(writeEnd, &byte, 1)
  }

  /// What was written since the last call: signals, and `wakeByte` where somebody woke.
  func take() -> [UInt8] {
    let bytes = Descriptor.read(readEnd)
    if bytes.contains(Self.wakeByte) { isPending.store(false, ordering: .releasing) }
    return bytes
  }
}

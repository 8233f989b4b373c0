import Synchronization

#if canImport(Glibc)
  import Glibc
#else
  import Darwin
#endif

/// A pipe that ends the wait for events: signals write their numbers to it, and other threads wake the waiting one.
///
/// It stays open as long as a thread holds it, even after the screen is closed.
public final class Waker: Sendable {
  let readEnd: Int32
  let writeEnd: Int32
  /// Whether a wake has been written but not read.
  private let isPending = Atomic(false)
  /// The byte of a wake; no signal has this number.
  static let wakeByte: UInt8 = 0

  /// `nil` if no pipe can be made.
  init?() {
    guard let ends = Descriptor.pipe() else { return nil }
    (readEnd, writeEnd) = ends
  }

  deinit { [readEnd, writeEnd].forEach(Descriptor.close) }

  /// Makes `nextEvents` return with a `wake`, now or at its next call. May be called from any thread; several calls may
  /// cause one `wake`.
  public func wake() {
    guard !isPending.exchange(true, ordering: .acquiringAndReleasing) else { return }
    var byte = Self.wakeByte
    _ = write(writeEnd, &byte, 1)
  }

  /// Reads what was written since the last call: the numbers of signals, and `wakeByte`.
  func take() -> [UInt8] {
    let bytes = Descriptor.read(readEnd)
    if bytes.contains(Self.wakeByte) { isPending.store(false, ordering: .releasing) }
    return bytes
  }
}

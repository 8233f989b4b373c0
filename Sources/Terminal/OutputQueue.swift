#if canImport(Glibc)
  import Glibc
#else
  import Darwin
#endif

/// The bytes that wait to be written to the terminal; writing them never blocks.
struct OutputQueue: ~Copyable {
  /// The descriptor that they are written to.
  let descriptor: Int32
  /// Whether the terminal no longer exists.
  private(set) var isBroken = false
  /// The number of bytes that the system has taken so far.
  private(set) var writtenCount = 0

  private let blocks: Bool
  private var bytes: [UInt8] = []
  private var start = 0

  /// A queue for the terminal `output`, which is opened again. If that fails, `output` itself is used, in small pieces.
  init(to output: Int32) {
    let own = Descriptor.reopenForWriting(output)
    blocks = own == nil
    descriptor = own ?? Descriptor.copy(output)
  }

  deinit { close(descriptor) }

  /// Whether everything has been written.
  var isEmpty: Bool { start == bytes.count }

  /// Adds `more` at the end.
  mutating func append(_ more: [UInt8]) {
    if isEmpty {
      bytes.removeAll(keepingCapacity: true)
      start = 0
    }
    bytes += more
  }

  /// Writes as much as the terminal takes now.
  mutating func flush() {
    while !isEmpty && !isBroken {
      // If the descriptor can block, only a small piece is sure to fit when the terminal is ready.
      if blocks && !isReady(milliseconds: 0) { return }
      let limit = blocks ? 256 : Int.max
      let count = bytes.withUnsafeBytes { buffer in
        write(descriptor, buffer.baseAddress! + start, min(limit, buffer.count - start))
      }
      if count > 0 {
        start += count
        writtenCount += count
      } else if count == 0 || errno == EAGAIN || errno == EWOULDBLOCK {
        return
      } else if errno != EINTR {
        isBroken = true
      }
    }
  }

  /// Writes everything; gives up when the terminal takes nothing for `patience` milliseconds.
  mutating func drain(patience: Int32) {
    flush()
    while !isEmpty && !isBroken && isReady(milliseconds: patience) { flush() }
  }

  private func isReady(milliseconds: Int32) -> Bool {
    var polls = [pollfd(fd: descriptor, events: Int16(POLLOUT), revents: 0)]
    Descriptor.wait(&polls, milliseconds: milliseconds)
    return polls[0].revents != 0
  }
}

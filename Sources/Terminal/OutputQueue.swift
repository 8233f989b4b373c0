#if canImport(Glibc)
  import Glibc
#else
  import Darwin
#endif

/// Bytes on their way to the terminal; writing them never blocks.
struct OutputQueue: ~Copyable {
  /// Where they go.
  let descriptor: Int32
  /// Whether the terminal is gone.
  private(set) var isBroken = false
  /// How many bytes the system has taken so far.
  private(set) var writtenCount = 0

  private let blocks: Bool
  private var bytes: [UInt8] = []
  private var start = 0

  /// A queue for the terminal `output`, which is opened anew; where that is refused it is used as it is, with care.
  init(to output: Int32) {
    let own = Descriptor.reopenForWriting(output)
    blocks = own == nil
    descriptor = own ?? Descriptor.copy(output)
  }

  deinit { close(descriptor) }

  /// Whether everything was taken.
  var isEmpty: Bool { start == bytes.count }

  /// Adds `more` at the end.
  mutating func append(_ more: [UInt8]) {
    if isEmpty {
      bytes.removeAll(keepingCapacity: true)
      start = 0
    }
    bytes += more
  }

  /// Writes what the terminal takes now.
  mutating func flush() {
    while !isEmpty && !isBroken {
      // Where the descriptor blocks, there is room for a little if there is room at all.
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

  /// Writes everything, waiting as long as the terminal goes on taking some each `patience` milliseconds.
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

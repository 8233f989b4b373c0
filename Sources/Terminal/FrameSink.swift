import CNcurses

#if canImport(Glibc)
  import Glibc
#else
  import Darwin
#endif

/// The nameless file that ncurses writes to.
///
/// ncurses writes in pieces of some 2 KB and waits for each: on a slow terminal the program would stand still in the
/// middle of a frame, and a pipe instead would have to be emptied by a second thread. A file takes everything at once; then
/// the frame is in one piece, its size is known, and it goes out at the pace of the terminal.
struct FrameSink: ~Copyable {
  /// The file.
  let descriptor: Int32

  /// Makes the file; nil if there can be none.
  init?() {
    let made = terminal_make_sink()
    guard made >= 0 else { return nil }
    descriptor = made
  }

  deinit { close(descriptor) }

  /// What was written since the last time.
  func take() -> [UInt8] {
    let count = Int(lseek(descriptor, 0, SEEK_CUR))
    guard count > 0 else { return [] }
    let bytes = [UInt8](unsafeUninitializedCapacity: count) { buffer, initialized in
      initialized = max(0, pread(descriptor, buffer.baseAddress!, count, 0))
    }
    _ = lseek(descriptor, 0, SEEK_SET)
    return bytes
  }
}

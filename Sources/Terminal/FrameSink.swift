import CNcurses

#if canImport(Glibc)
  import Glibc
#else
  import Darwin
#endif

/// The anonymous file that ncurses writes to.
///
/// ncurses writes in pieces of some 2 KB and waits for each. On a slow terminal the program would block in the middle of a
/// frame, and a pipe would have to be read by a second thread. A file takes everything at once; then the frame is in one
/// piece, its size is known, and it is sent at the pace of the terminal.
struct FrameSink: ~Copyable {
  /// The file.
  let descriptor: Int32

  /// Creates the file; `nil` if that fails.
  init?() {
    let made = terminal_make_sink()
    guard made >= 0 else { return nil }
    descriptor = made
  }

  deinit { close(descriptor) }

  /// The bytes written since the last call.
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

#if canImport(Glibc)
  import Glibc
#else
  import Darwin
#endif

/// The system calls on file descriptors that this module makes.
enum Descriptor {
  /// A pipe whose ends do not block and are closed by `exec`; `nil` if there can be none.
  static func pipe() -> (read: Int32, write: Int32)? {
    var ends: (Int32, Int32) = (-1, -1)
    let made = withUnsafeMutableBytes(of: &ends) {
      systemPipe($0.baseAddress!.assumingMemoryBound(to: Int32.self))
    }
    guard made == 0 else { return nil }
    for end in [ends.0, ends.1] {
      _ = fcntl(end, F_SETFL, fcntl(end, F_GETFL) | O_NONBLOCK)
      _ = fcntl(end, F_SETFD, FD_CLOEXEC)
    }
    return (ends.0, ends.1)
  }

  /// A second descriptor of the same file.
  static func copy(_ descriptor: Int32) -> Int32 { fcntl(descriptor, F_DUPFD_CLOEXEC, 3) }

  /// The terminal of `descriptor`, opened again for writing without blocking; `nil` if that fails.
  ///
  /// Whether writing blocks is a property of the open file, which a descriptor inherited from the shell shares with it.
  static func reopenForWriting(_ descriptor: Int32) -> Int32? {
    var name = [CChar](repeating: 0, count: 1024)
    guard ttyname_r(descriptor, &name, name.count) == 0 else { return nil }
    let opened = open(name, O_WRONLY | O_NOCTTY | O_NONBLOCK | O_CLOEXEC)
    return opened < 0 ? nil : opened
  }

  /// The bytes that can be read now, at most `count`; empty at the end, after an error, or if there are none.
  static func read(_ descriptor: Int32, atMost count: Int = 4096) -> [UInt8] {
    [UInt8](unsafeUninitializedCapacity: count) { buffer, initialized in
      initialized = max(0, systemRead(descriptor, buffer.baseAddress!, count))
    }
  }

  /// Waits at most `milliseconds` (negative: for ever) for one of `polls`, and sets their `revents`.
  static func wait(_ polls: inout [pollfd], milliseconds: Int32) {
    if poll(&polls, nfds_t(polls.count), milliseconds) <= 0 {
      for index in polls.indices { polls[index].revents = 0 }
    }
  }

  /// Closes `descriptor`.
  static func close(_ descriptor: Int32) {
    #if canImport(Glibc)
      _ = Glibc.close(descriptor)
    #else
      _ = Darwin.close(descriptor)
    #endif
  }

  private static func systemPipe(_ ends: UnsafeMutablePointer<Int32>) -> Int32 {
    #if canImport(Glibc)
      Glibc.pipe(ends)
    #else
      Darwin.pipe(ends)
    #endif
  }

  private static func systemRead(_ descriptor: Int32, _ bytes: UnsafeMutableRawPointer, _ count: Int) -> Int {
    #if canImport(Glibc)
      Glibc.read(descriptor, bytes, count)
    #else
      Darwin.read(descriptor, bytes, count)
    #endif
  }
}

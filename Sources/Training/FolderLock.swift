import Formats
import Foundation

/// `flock` on a folder: it ends with the value or the process, however that ends, but holds among the processes of one
/// host only.
final class FolderLock: Sendable {
  /// What `flock` came to.
  enum Outcome: Equatable {
    case held
    /// Another process holds it.
    case inUse
    /// The file system has no such locks.
    case unavailable
    /// The error's number.
    case failed(Int32)

    /// - Parameter code: the error's number, 0 for none.
    init(code: Int32) {
      switch code {
      case 0: self = .held
      case EWOULDBLOCK: self = .inUse
      case ENOLCK, ENOTSUP, EOPNOTSUPP, ENOSYS, EINVAL: self = .unavailable
      default: self = .failed(code)
      }
    }
  }

  private let descriptor: Int32

  /// - Parameter waits: whether another process's lock is waited for.
  /// - Throws: `occupied` where another process holds it and is not waited for, `inputOutput`.
  init(_ path: String, waits: Bool = false) throws(InputError) {
    descriptor = open(path, O_RDONLY | O_DIRECTORY | O_CLOEXEC)
    guard descriptor >= 0 else { throw AtomicFile.failure("open", path) }
    switch Self.lock(descriptor, waits ? LOCK_EX : LOCK_EX | LOCK_NB) {
    case .held, .unavailable: break
    case .inUse:
      close(descriptor)
      throw InputError(.occupied, "\(path): another process trains this run")
    case .failed(let code):
      close(descriptor)
      throw AtomicFile.failure("lock", path, code: code)
    }
  }

  deinit { close(descriptor) }

  /// Whether a process of this host holds the lock.
  static func isHeld(_ path: String) -> Bool {
    let descriptor = open(path, O_RDONLY | O_DIRECTORY | O_CLOEXEC)
    guard descriptor >= 0 else { return false }
    defer { close(descriptor) }
    return lock(descriptor, LOCK_SH | LOCK_NB, tries: 1) == .inUse
  }

  /// - Parameter tries: a listing may look at the lock at the same instant, and lets go of it at once.
  private static func lock(_ descriptor: Int32, _ operation: Int32, tries: Int = 5) -> Outcome {
    for attempt in 1...tries {
      var code: Int32 = 0
      repeat { code = flock(descriptor, operation) == 0 ? 0 : errno } while code == EINTR
      let outcome = Outcome(code: code)
      if outcome != .inUse || attempt == tries { return outcome }
      usleep(10_000)
    }
    return .inUse
  }
}

import Foundation

/// Writes whole files: a file appears complete under its name, or not at all.
public enum AtomicFile {
  /// The stages of a write, between which the disk changes.
  public enum Stage: Hashable, Sendable {
    case opened, partlyWritten, written, synced, renamed, folderSynced
  }

  /// Writes a file so that a kill or a power cut at any instant leaves the former one whole: into a file beside it,
  /// which is forced to the disk and takes the name at the end.
  /// - Parameter observe: called at each stage; where it throws, nothing more is done, as after a kill.
  /// - Throws: `inputOutput`, with the system's reason.
  public static func write(
    _ bytes: [UInt8], to path: String,
    observe: (Stage) throws(InputError) -> Void = { (_) throws(InputError) in }
  ) throws(InputError) {
    let partial = path + ".partial"
    let file = open(partial, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0o644)
    guard file >= 0 else { throw failure("write", path) }
    do {
      defer { close(file) }
      try observe(.opened)
      try write(bytes, to: file, path: path, observe: observe)
      try observe(.written)
      guard fsync(file) == 0 else { throw failure("write", path, removing: partial) }
    }
    try observe(.synced)
    guard rename(partial, path) == 0 else { throw failure("write", path, removing: partial) }
    try observe(.renamed)
    syncFolder(of: path)
    try observe(.folderSynced)
  }

  private static func write(
    _ bytes: [UInt8], to file: Int32, path: String, observe: (Stage) throws(InputError) -> Void
  ) throws(InputError) {
    let chunk = 1 << 20
    var position = 0
    while position < bytes.count {
      let written = bytes.withUnsafeBytes { all in
        Foundation.write(file, all.baseAddress! + position, min(chunk, all.count - position))
      }
      guard written > 0 || errno == EINTR else { throw failure("write", path, removing: path + ".partial") }
      position += max(0, written)
      try observe(.partlyWritten)
    }
  }

  /// Makes a new name in a folder lasting. A file system that cannot do that is left alone.
  private static func syncFolder(of path: String) {
    let folder = open((path as NSString).deletingLastPathComponent.nonEmptyPath, O_RDONLY | O_CLOEXEC)
    guard folder >= 0 else { return }
    fsync(folder)
    close(folder)
  }

  /// The same, once the file that was not finished is gone: on a full disk it would take the room that is left.
  private static func failure(_ verb: String, _ path: String, removing partial: String) -> InputError {
    let failure = failure(verb, path)
    unlink(partial)
    return failure
  }

  /// The system's reason why a file could not be used, in a line.
  public static func failure(_ verb: String, _ path: String) -> InputError {
    InputError(.inputOutput, "\(path): cannot \(verb) it: \(String(cString: strerror(errno)))")
  }
}

extension String {
  /// A path, where the empty one stands for the working directory.
  public var nonEmptyPath: String { isEmpty ? "." : self }
}

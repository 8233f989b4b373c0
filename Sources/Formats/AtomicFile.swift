import Foundation
import Synchronization

/// Writes whole files: a file appears complete under its name, or not at all.
public enum AtomicFile {
  /// The stages of a write, between which the disk changes.
  public enum Stage: Hashable, Sendable {
    case opened, partlyWritten, written, synced, renamed, folderSynced
  }

  /// Writes a file so that a kill or a power cut at any instant leaves the former one whole: into a file beside it,
  /// which is forced to the disk and takes the name at the end.
  /// - Parameters:
  ///   - isShared: whether other processes may write the same file at the same time, so that each needs a file beside
  ///     it of its own.
  ///   - observe: called at each stage; where it throws, nothing more is done, as after a kill.
  /// - Throws: `diskFull` or `inputOutput`, with the system's reason. Nothing of the new file is left then.
  public static func write(
    _ contents: some FileContents, to path: String, isShared: Bool = false,
    observe: (Stage) throws(InputError) -> Void = { (_) throws(InputError) in }
  ) throws(InputError) {
    try stage(contents, for: path, isShared: isShared, observe: observe).commit(observe: observe)
  }

  /// A file that is on the disk whole, but does not have its name yet.
  public struct Staged: Sendable {
    let partial: String
    let path: String

    /// Gives the file its name, in place of the former one.
    /// - Throws: `inputOutput`.
    public func commit(
      observe: (Stage) throws(InputError) -> Void = { (_) throws(InputError) in }
    ) throws(InputError) {
      guard rename(partial, path) == 0 else {
        let failure = AtomicFile.failure("write", path)
        discard()
        throw failure
      }
      try observe(.renamed)
      AtomicFile.syncFolder(of: path)
      try observe(.folderSynced)
    }

    /// Deletes the file.
    public func discard() { unlink(partial) }
  }

  /// Writes a file beside `path` and forces it to the disk; `commit` gives it its name. So several files can be written
  /// before the first of them replaces what was there.
  /// - Throws: `diskFull`, `inputOutput`.
  public static func stage(
    _ contents: some FileContents, for path: String, isShared: Bool = false,
    observe: (Stage) throws(InputError) -> Void = { (_) throws(InputError) in }
  ) throws(InputError) -> Staged {
    let staged = Staged(partial: path + (isShared ? uniqueSuffix : "") + ".partial", path: path)
    // A pipe in its place fails instead of being waited for.
    let flags = O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC | O_NONBLOCK
    let file = open(staged.partial, flags, 0o644)
    guard file >= 0 else { throw failure("write", path) }
    defer { close(file) }
    try observe(.opened)
    do {
      try contents.write { (bytes) throws(InputError) in
        try write(bytes, to: file, path: path, observe: observe)
      }
    } catch {
      if error.kind == .diskFull || error.kind == .inputOutput { staged.discard() }
      throw error
    }
    try observe(.written)
    guard fsync(file) == 0 else {
      let failure = failure("write", path)
      staged.discard()
      throw failure
    }
    try observe(.synced)
    return staged
  }

  private static let count = Atomic<Int>(0)

  /// A suffix that no other file of this process or of another one has at present.
  private static var uniqueSuffix: String {
    ".\(getpid())-\(count.wrappingAdd(1, ordering: .relaxed).newValue)"
      + "-\(UInt32.random(in: .min ... .max))"
  }

  private static func write(
    _ bytes: UnsafeRawBufferPointer, to file: Int32, path: String, observe: (Stage) throws(InputError) -> Void
  ) throws(InputError) {
    let chunk = 1 << 20
    var position = 0
    while position < bytes.count {
      let written = Foundation.write(
        file, bytes.baseAddress! + position, min(chunk, bytes.count - position))
      guard written > 0 || errno == EINTR else { throw failure("write", path) }
      position += max(0, written)
      try observe(.partlyWritten)
    }
  }

  /// Makes a new name in a folder lasting. A file system that cannot do that is left alone.
  public static func syncFolder(of path: String) {
    let folder = open((path as NSString).deletingLastPathComponent.nonEmptyPath, O_RDONLY | O_CLOEXEC)
    guard folder >= 0 else { return }
    fsync(folder)
    close(folder)
  }

  /// The system's reason why a file could not be used, in a line: `diskFull` where the disk, a quota or the limit on the
  /// size of files has no room, else `inputOutput`.
  public static func failure(_ verb: String, _ path: String, code: Int32 = errno) -> InputError {
    let hasNoRoom = [ENOSPC, EDQUOT, EFBIG].contains(code)
    return InputError(
      hasNoRoom ? .diskFull : .inputOutput,
      "\(path): cannot \(verb) it: \(String(cString: strerror(code)))"
        + (code == EFBIG ? " (ulimit -f)" : ""))
  }
}

extension String {
  /// A path, where the empty one stands for the working directory.
  public var nonEmptyPath: String { isEmpty ? "." : self }
}

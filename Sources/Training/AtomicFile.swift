import Foundation

/// Whole files in and out: a file that is written appears complete under its name, or not at all.
enum AtomicFile {
  /// The instants between which the disk changes.
  enum Moment: Hashable, Sendable {
    case opened, partlyWritten, written, synced, renamed, folderSynced
  }

  /// Writes a file so that a kill or a power cut at any instant leaves the former one whole: into a file beside it,
  /// which is forced to the disk and takes the name at the end.
  /// - Parameter observe: called at each moment; where it throws, nothing more is done, as after a kill.
  /// - Throws: `inputOutput`, with the system's reason.
  static func write(
    _ bytes: [UInt8], to path: String,
    observe: (Moment) throws(TrainingError) -> Void = { (_) throws(TrainingError) in }
  ) throws(TrainingError) {
    let partial = path + ".partial"
    let file = open(partial, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0o644)
    guard file >= 0 else { throw failure("write", path) }
    do {
      defer { close(file) }
      try observe(.opened)
      try write(bytes, to: file, path: path, observe: observe)
      try observe(.written)
      guard fsync(file) == 0 else { throw failure("write", path) }
    }
    try observe(.synced)
    guard rename(partial, path) == 0 else { throw failure("write", path) }
    try observe(.renamed)
    syncFolder(of: path)
    try observe(.folderSynced)
  }

  private static func write(
    _ bytes: [UInt8], to file: Int32, path: String, observe: (Moment) throws(TrainingError) -> Void
  ) throws(TrainingError) {
    let chunk = 1 << 20
    var position = 0
    while position < bytes.count {
      let written = bytes.withUnsafeBytes { all in
        Foundation.write(file, all.baseAddress! + position, min(chunk, all.count - position))
      }
      guard written > 0 || errno == EINTR else { throw failure("write", path) }
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

  /// The bytes of a file.
  /// - Throws: `notFound` where there is none, `badFile` where it is not a file or larger than `limit`,
  ///   `inputOutput` where it cannot be read.
  static func read(_ path: String, limit: Int = 2 << 30) throws(TrainingError) -> [UInt8] {
    let file = open(path, O_RDONLY | O_CLOEXEC)
    guard file >= 0 else {
      let isMissing = errno == ENOENT || errno == ENOTDIR
      throw isMissing ? TrainingError(.notFound, "\(path): no such file") : failure("read", path)
    }
    defer { close(file) }
    var status = stat()
    guard fstat(file, &status) == 0 else { throw failure("read", path) }
    guard status.st_mode & S_IFMT == S_IFREG else {
      throw TrainingError(.badFile, "\(path): expected a file, found a folder or device")
    }
    let size = Int(status.st_size)
    guard size <= limit else {
      throw TrainingError(.badFile, "\(path): expected at most \(limit) bytes, found \(size)")
    }
    var count = 0
    let bytes = [UInt8](unsafeUninitializedCapacity: size) { buffer, filled in
      while count < size {
        let got = Foundation.read(file, buffer.baseAddress! + count, size - count)
        guard got > 0 || (got < 0 && errno == EINTR) else { break }
        count += max(0, got)
      }
      filled = count
    }
    guard count == size else { throw failure("read", path) }
    return bytes
  }

  /// The system's reason why a file could not be used, in a line.
  static func failure(_ verb: String, _ path: String) -> TrainingError {
    TrainingError(.inputOutput, "\(path): cannot \(verb) it: \(String(cString: strerror(errno)))")
  }
}

extension String {
  /// A path, where the empty one stands for the working directory.
  var nonEmptyPath: String { isEmpty ? "." : self }
}

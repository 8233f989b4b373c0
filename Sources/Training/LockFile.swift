import Formats
import Foundation

/// `lock.json` in a run's folder: who trains the run, for the processes of every host that shares the folder.
///
/// The file is written under another name and put in place by `link`, which fails where there is one; its owner then
/// raises the counter in place.
struct LockFile: Codable, Equatable, Sendable {
  let owner: ProcessIdentity
  /// Of this lock and no other.
  let token: String
  var counter = 0

  static func path(in folder: String) -> String { folder + "/lock.json" }

  /// As the file holds it: of one length, so that a counter can be raised in place.
  var bytes: [UInt8] {
    let encoder = JSONEncoder()
    encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
    let json = Array(try! encoder.encode(self))  // Plain values always encode.
    return json + [UInt8](repeating: UInt8(ascii: " "), count: max(0, Self.length - 1 - json.count))
      + [UInt8(ascii: "\n")]
  }

  private static let length = 1024

  /// A lock file as it was found.
  struct Found: Equatable {
    let bytes: [UInt8]
    /// When it was last changed, by the clock of the file system.
    let modified: Double

    /// What it says; `nil` where it says nothing that is understood.
    var lock: LockFile? { try? JSONDecoder().decode(LockFile.self, from: Data(bytes)) }

    static func == (left: Found, right: Found) -> Bool { left.bytes == right.bytes }
  }

  /// The lock file of a folder; `nil` where there is none.
  /// - Throws: `inputOutput` where there is something that is no file.
  static func find(in folder: String) throws(InputError) -> Found? {
    let path = path(in: folder)
    var failure: InputError?
    // It may be put in place between the two looks.
    for _ in 1...3 {
      do {
        let bytes = try WholeFile.read(path, limit: 1 << 16)
        return modificationTime(path).map { Found(bytes: bytes, modified: $0) }
      } catch {
        guard modificationTime(path) != nil else { return nil }
        failure = error
      }
    }
    throw InputError(.inputOutput, "\(failure!); if nobody trains this run, remove it")
  }

  private static func modificationTime(_ path: String) -> Double? {
    var status = stat()
    guard lstat(path, &status) == 0 else { return nil }
    #if canImport(Darwin)
      let time = status.st_mtimespec
    #else
      let time = status.st_mtim
    #endif
    return Double(time.tv_sec) + Double(time.tv_nsec) * 1e-9
  }
}

extension LockFile {
  /// Puts the lock into a folder.
  /// - Returns: whether it stands there, and the time of the file system at which it was tried.
  /// - Throws: `inputOutput`, `diskFull` where no file can be made.
  func place(in folder: String) throws(InputError) -> (isPlaced: Bool, time: Double) {
    let (path, own) = (Self.path(in: folder), asidePath(in: folder))
    try AtomicFile.write(bytes, to: own)
    defer { unlink(own) }
    let time = Self.modificationTime(own) ?? 0
    if link(own, path) == 0 { return (true, time) }
    let code = errno
    // A network file system may do what was asked and lose the answer.
    var status = stat()
    if stat(own, &status) == 0, status.st_nlink == 2 { return (true, time) }
    if code == EEXIST { return (false, time) }
    guard [EPERM, ENOTSUP, EOPNOTSUPP, ENOSYS, EMLINK].contains(code) else {
      throw AtomicFile.failure("lock", path, code: code)
    }
    return (placeWithoutLinks(at: path), time)
  }

  /// A name of its host's own: `flock` lets one process of a host get here at a time, and what a kill leaves is overwritten by the
  /// next.
  private func asidePath(in folder: String) -> String {
    Self.path(in: folder) + "." + owner.host.replacing("/", with: "-")
  }

  /// The same for a file system that has no links.
  private func placeWithoutLinks(at path: String) -> Bool {
    let file = open(path, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0o644)
    guard file >= 0 else { return false }
    defer { close(file) }
    let bytes = bytes
    return write(file, bytes, bytes.count) == bytes.count
  }

  /// Takes a lock away that was found to be left over. If another process was faster and has put its own in the meantime,
  /// that is put back.
  func remove(_ leftOver: Found, in folder: String) {
    let (path, aside) = (Self.path(in: folder), asidePath(in: folder) + ".left")
    guard rename(path, aside) == 0 else { return }
    if let taken = try? WholeFile.read(aside, limit: 1 << 16), taken != leftOver.bytes { link(aside, path) }
    unlink(aside)
  }

  /// Raises the counter of the file in place; does nothing where the file is another's or is gone.
  func raise(in folder: String) {
    let file = open(Self.path(in: folder), O_RDWR | O_CLOEXEC | O_NONBLOCK)
    guard file >= 0 else { return }
    defer { close(file) }
    var held = [UInt8](repeating: 0, count: Self.length)
    let count = pread(file, &held, held.count, 0)
    guard count > 0, LockFile.Found(bytes: Array(held.prefix(count)), modified: 0).lock?.token == token
    else { return }
    let bytes = bytes
    _ = pwrite(file, bytes, bytes.count, 0)
    fsync(file)
  }
}

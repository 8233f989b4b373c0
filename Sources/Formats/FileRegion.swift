import Foundation

/// A part of an open file, read piece by piece, so that a large file needs no copy in memory.
public final class FileRegion: Sendable {
  let path: String
  /// The number of bytes.
  let count: Int
  private let descriptor: Int32
  private let start: Int

  /// A regular file that can be read; `nil` where the path has none.
  /// - Parameter start: where the region begins; it goes to the end of the file.
  public init?(path: String, start: Int = 0) {
    descriptor = open(path, O_RDONLY | O_CLOEXEC | O_NONBLOCK)
    var status = stat()
    let isFile = descriptor >= 0 && fstat(descriptor, &status) == 0 && status.st_mode & S_IFMT == S_IFREG
    self.path = path
    self.start = start
    count = isFile ? Int(status.st_size) - start : -1
    if count < 0 { return nil }
  }

  deinit { if descriptor >= 0 { close(descriptor) } }

  /// Fills `buffer` with the bytes from `offset` on.
  /// - Throws: `inputOutput` where the file cannot be read, `badFile` where it has become shorter.
  func read(at offset: Int, into buffer: UnsafeMutableRawBufferPointer) throws(InputError) {
    var filled = 0
    while filled < buffer.count {
      let step = pread(
        descriptor, buffer.baseAddress! + filled, buffer.count - filled, off_t(start + offset + filled))
      if step < 0 && errno == EINTR { continue }
      guard step >= 0 else { throw AtomicFile.failure("read", path) }
      guard step > 0 else {
        throw .badFile(path, expected: "\(count) bytes", found: "a file that was cut short meanwhile")
      }
      filled += step
    }
  }

  /// The first bytes, at most `limit`.
  public func head(_ limit: Int) throws(InputError) -> [UInt8] {
    var bytes = [UInt8](repeating: 0, count: min(limit, count))
    var failure: InputError?
    bytes.withUnsafeMutableBytes { buffer in
      do throws(InputError) { try read(at: 0, into: buffer) } catch { failure = error }
    }
    if let failure { throw failure }
    return bytes
  }
}

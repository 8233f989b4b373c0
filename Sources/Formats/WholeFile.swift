import Foundation

/// Reads whole files, within a limit on their size.
public enum WholeFile {
  /// The bytes of a regular file. A pipe or a device is refused rather than waited for.
  /// - Throws: `notFound` where it is missing, unreadable or no regular file, `badFile` where it is larger than `limit`
  ///   bytes, `inputOutput` where reading fails.
  public static func read(_ path: String, limit: Int = 4 << 30) throws(InputError) -> [UInt8] {
    let file = open(path, O_RDONLY | O_CLOEXEC | O_NONBLOCK)
    guard file >= 0 else { throw unreadable(path, errno) }
    defer { close(file) }
    var status = stat()
    guard fstat(file, &status) == 0 else { throw unreadable(path, errno) }
    switch status.st_mode & S_IFMT {
    case S_IFREG: break
    case S_IFDIR: throw InputError(.notFound, "\(path): expected a file, found a folder")
    default: throw InputError(.notFound, "\(path): expected a file, found a device, a pipe or a socket")
    }
    let size = Int(status.st_size)
    guard size <= limit else {
      throw .badFile(path, expected: "at most \(limit) bytes", found: "\(size)")
    }
    return try read(file, size: size, path: path)
  }

  private static func read(_ file: Int32, size: Int, path: String) throws(InputError) -> [UInt8] {
    var failure: Int32 = 0
    let bytes = [UInt8](unsafeUninitializedCapacity: size) { buffer, count in
      while count < size {
        let step = Foundation.read(file, buffer.baseAddress! + count, size - count)
        if step < 0 && errno == EINTR { continue }
        if step < 0 { failure = errno }
        if step <= 0 { break }
        count += step
      }
    }
    guard failure == 0 else { throw unreadable(path, failure) }
    return bytes
  }

  private static func unreadable(_ path: String, _ code: Int32) -> InputError {
    switch code {
    case ENOENT, ENOTDIR: InputError(.notFound, "\(path): no such file")
    case EACCES, EPERM: InputError(.notFound, "\(path): no permission to read it")
    default: InputError(.inputOutput, "\(path): cannot read it: \(String(cString: strerror(code)))")
    }
  }
}

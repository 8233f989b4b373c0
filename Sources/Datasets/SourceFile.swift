#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#else
  import Darwin
#endif

/// The bytes of a file, with the name to call it by in an error.
struct SourceFile {
  let name: String
  let bytes: [UInt8]

  init(name: String, bytes: [UInt8]) {
    self.name = name
    self.bytes = bytes
  }

  /// Reads a whole file. Throws `notFound` where it is missing, unreadable or no file, `badData` where it is empty.
  init(path: String) throws(DatasetError) {
    let descriptor = open(path, O_RDONLY | O_CLOEXEC | O_NONBLOCK)
    guard descriptor >= 0 else { throw Self.unreadable(path, errno) }
    defer { close(descriptor) }
    var status = stat()
    guard fstat(descriptor, &status) == 0 else { throw Self.unreadable(path, errno) }
    switch status.st_mode & S_IFMT {
    case S_IFREG: break
    case S_IFDIR: throw DatasetError(.notFound, "\(path): expected a file, found a directory")
    default: throw DatasetError(.notFound, "\(path): expected a file, found a device, a pipe or a socket")
    }
    let size = Int(status.st_size)
    guard size > 0 else {
      throw .badData(path, expected: "data", found: "an empty file", advice: "fetch or copy it again")
    }
    var failure: Int32 = 0
    name = path
    bytes = [UInt8](unsafeUninitializedCapacity: size) { buffer, count in
      while count < size {
        let step = read(descriptor, buffer.baseAddress! + count, size - count)
        if step < 0 && errno == EINTR { continue }
        if step < 0 { failure = errno }
        if step <= 0 { break }
        count += step
      }
    }
    if failure != 0 { throw Self.unreadable(path, failure) }
  }

  private static func unreadable(_ path: String, _ code: Int32) -> DatasetError {
    switch code {
    case ENOENT, ENOTDIR: DatasetError(.notFound, "\(path): no such file")
    case EACCES, EPERM: DatasetError(.notFound, "\(path): no permission to read it")
    default: DatasetError(.notFound, "\(path): \(String(cString: strerror(code)))")
    }
  }

  /// Begins with these bytes.
  func hasPrefix(_ prefix: [UInt8]) -> Bool { bytes.starts(with: prefix) }
}

/// Reads whole numbers of `count` bytes (at most 8) out of bytes, in either order.
struct ByteOrder: Hashable {
  let isBigEndian: Bool
  static let big = ByteOrder(isBigEndian: true)
  static let little = ByteOrder(isBigEndian: false)

  /// Precondition: the bytes `offset ..< offset + count` are there.
  func number(_ bytes: some RandomAccessCollection<UInt8>, at offset: Int, count: Int) -> Int {
    var value = 0
    let start = bytes.index(bytes.startIndex, offsetBy: offset)
    for position in 0..<count {
      let byte = Int(bytes[bytes.index(start, offsetBy: isBigEndian ? position : count - 1 - position)])
      value = value << 8 | byte
    }
    return value
  }
}

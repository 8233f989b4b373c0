/// The bytes of a file, with the name to call it by in an error.
public struct SourceFile: Sendable {
  public let name: String
  public let bytes: [UInt8]

  public init(name: String, bytes: [UInt8]) {
    self.name = name
    self.bytes = bytes
  }

  /// Reads a whole file.
  /// - Throws: `notFound` where it is missing, unreadable or no file, `badFile` where it is empty.
  public init(path: String) throws(InputError) {
    let bytes = try WholeFile.read(path)
    guard !bytes.isEmpty else {
      throw .badFile(path, expected: "data", found: "an empty file", advice: "fetch or copy it again")
    }
    self.init(name: path, bytes: bytes)
  }

  /// Begins with these bytes.
  public func hasPrefix(_ prefix: [UInt8]) -> Bool { bytes.starts(with: prefix) }
}

/// Reads whole numbers of `count` bytes (at most 8) out of bytes, in either order.
public struct ByteOrder: Hashable, Sendable {
  public let isBigEndian: Bool
  public static let big = ByteOrder(isBigEndian: true)
  public static let little = ByteOrder(isBigEndian: false)

  /// Precondition: the bytes `offset ..< offset + count` are there.
  public func number(_ bytes: some RandomAccessCollection<UInt8>, at offset: Int, count: Int) -> Int {
    var value = 0
    let start = bytes.index(bytes.startIndex, offsetBy: offset)
    for position in 0..<count {
      let byte = Int(bytes[bytes.index(start, offsetBy: isBigEndian ? position : count - 1 - position)])
      value = value << 8 | byte
    }
    return value
  }
}

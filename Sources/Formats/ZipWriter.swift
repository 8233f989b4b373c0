/// Puts a zip file of stored members together, as NumPy's .npz is one. Equal members give equal bytes.
///
/// Source: PKWARE's APPNOTE. Members and the whole are below 4 GB.
public struct ZipWriter {
  private var bytes: [UInt8] = []
  private var directory: [UInt8] = []
  private var count = 0

  public init() {}

  /// 1 January 1980, the first day that zip files know.
  private static let date = 1 << 5 | 1
  private static let version = 20

  /// Adds a member. Precondition: the file stays below 4 GB.
  public mutating func add(_ name: String, _ contents: [UInt8]) {
    let start = bytes.count
    precondition(start + contents.count + 1024 < 1 << 32, "a zip file of 4 GB or more")
    let size = contents.count
    let common =
      number(0, 2) + number(0, 2) + number(0, 2) + number(Self.date, 2)
      + number(Int(CRC32.checksum(contents)), 4) + number(size, 4) + number(size, 4)
      + number(name.utf8.count, 2)
      + number(0, 2)
    bytes += number(0x0403_4B50, 4) + number(Self.version, 2) + common + Array(name.utf8)
    bytes += contents
    directory += number(0x0201_4B50, 4) + number(Self.version, 2) + number(Self.version, 2) + common
    directory +=
      number(0, 2) + number(0, 2) + number(0, 2) + number(0, 4) + number(start, 4) + Array(name.utf8)
    count += 1
  }

  /// The file.
  public func file() -> [UInt8] {
    let end =
      number(0x0605_4B50, 4) + number(0, 2) + number(0, 2) + number(count, 2) + number(count, 2)
      + number(directory.count, 4) + number(bytes.count, 4) + number(0, 2)
    return bytes + directory + end
  }

  /// Little-endian.
  private func number(_ value: Int, _ size: Int) -> [UInt8] {
    (0..<size).map { UInt8(truncatingIfNeeded: value >> (8 * $0)) }
  }
}

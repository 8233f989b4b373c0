import CZlib

/// The members of a zip file (.npz), stored or deflated. Source: PKWARE's APPNOTE.
public struct ZipArchive: Sendable {
  public struct Member: Sendable {
    public let name: String
    let method: Int
    let checksum: Int
    let packedSize: Int
    let size: Int
    let headerOffset: Int
  }

  public let file: SourceFile
  public let members: [Member]

  /// Reads the central directory. Throws `badData`.
  public init(_ file: SourceFile) throws(InputError) {
    self.file = file
    guard let end = Self.endRecord(file.bytes) else {
      throw .badFile(
        file.name, expected: "a zip file (.npz)", found: "no zip directory",
        advice: "the file is cut short or no zip")
    }
    let count = Self.number(file.bytes, end + 10, 2)
    var offset = Self.number(file.bytes, end + 16, 4)
    var members: [Member] = []
    for _ in 0..<count {
      guard offset + 46 <= file.bytes.count, Self.number(file.bytes, offset, 4) == 0x0201_4B50 else {
        throw .badFile(file.name, expected: "\(count) zip members", found: "\(members.count)")
      }
      let nameLength = Self.number(file.bytes, offset + 28, 2)
      guard offset + 46 + nameLength <= file.bytes.count else {
        throw .badFile(file.name, expected: "a member's name", found: "the end of the file")
      }
      members.append(
        Member(
          name: String(decoding: file.bytes[offset + 46..<offset + 46 + nameLength], as: UTF8.self),
          method: Self.number(file.bytes, offset + 10, 2), checksum: Self.number(file.bytes, offset + 16, 4),
          packedSize: Self.number(file.bytes, offset + 20, 4), size: Self.number(file.bytes, offset + 24, 4),
          headerOffset: Self.number(file.bytes, offset + 42, 4)))
      offset +=
        46 + nameLength + Self.number(file.bytes, offset + 30, 2) + Self.number(file.bytes, offset + 32, 2)
    }
    self.members = members
  }

  /// The unpacked bytes of a member, its checksum verified. Throws `badData`.
  public func contents(_ member: Member) throws(InputError) -> SourceFile {
    let name = "\(file.name) (\(member.name))"
    let bytes = file.bytes
    let header = member.headerOffset
    guard header + 30 <= bytes.count, Self.number(bytes, header, 4) == 0x0403_4B50 else {
      throw .badFile(name, expected: "a zip member", found: "other data", advice: "the file is damaged")
    }
    let start = header + 30 + Self.number(bytes, header + 26, 2) + Self.number(bytes, header + 28, 2)
    guard start + member.packedSize <= bytes.count else {
      throw .badFile(
        name, expected: "\(member.packedSize) bytes", found: "\(max(0, bytes.count - start))",
        advice: "the file is cut short")
    }
    let packed = bytes[start..<start + member.packedSize]
    let unpacked: [UInt8]
    switch member.method {
    case 0: unpacked = Array(packed)
    case 8: unpacked = try Self.inflated(packed, size: member.size, name: name)
    default: throw .badFile(name, expected: "a stored or deflated member", found: "method \(member.method)")
    }
    guard unpacked.count == member.size, Self.checksum(unpacked) == member.checksum else {
      throw .badFile(
        name, expected: "\(member.size) bytes with the recorded checksum", found: "other data",
        advice: "the file is damaged")
    }
    return SourceFile(name: name, bytes: unpacked)
  }

  private static func inflated(_ packed: ArraySlice<UInt8>, size: Int, name: String) throws(InputError)
    -> [UInt8]
  {
    let inflater = Inflater(packed, format: .deflate)
    guard size <= inflater.mostLeft else {
      throw .badFile(
        name, expected: "at most \(inflater.mostLeft) bytes", found: "a recorded size of \(size)")
    }
    do throws(Inflater.Failure) {
      return try inflater.read(upTo: size)
    } catch {
      throw SourceFile(name: name, bytes: Array(packed)).unpackingError(error)
    }
  }

  private static func checksum(_ bytes: [UInt8]) -> Int {
    bytes.withUnsafeBufferPointer { Int(crc32_z(0, $0.baseAddress, $0.count)) }
  }

  /// Where the record at the end of a zip file begins: within its last 64 KiB, after which only a comment comes.
  private static func endRecord(_ bytes: [UInt8]) -> Int? {
    let last = bytes.count - 22
    guard last >= 0 else { return nil }
    return stride(from: last, through: max(0, last - 65_535), by: -1).first { offset in
      bytes[offset] == 0x50 && bytes[offset + 1] == 0x4B && bytes[offset + 2] == 5 && bytes[offset + 3] == 6
    }
  }

  private static func number(_ bytes: [UInt8], _ offset: Int, _ count: Int) -> Int {
    ByteOrder.little.number(bytes, at: offset, count: count)
  }
}

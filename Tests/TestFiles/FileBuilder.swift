import CZlib
import Formats
import Foundation

/// Files of each format, made in memory.
public enum FileBuilder {
  public static func idx(_ shape: [Int], type: UInt8 = 8, bytes: [UInt8]) -> [UInt8] {
    [0, 0, type, UInt8(shape.count)] + shape.flatMap { word($0, bigEndian: true) } + bytes
  }

  public static func npy(
    _ shape: [Int], type: String = "|u1", fortran: Bool = false, bytes: [UInt8], version: UInt8 = 1
  )
    -> [UInt8]
  {
    let dimensions = shape.map { "\($0)," }.joined(separator: " ")
    var header =
      "{'descr': '\(type)', 'fortran_order': \(fortran ? "True" : "False"), 'shape': (\(dimensions)), }"
    header += String(repeating: " ", count: 63 - (header.utf8.count + 10) % 64) + "\n"
    let length = word(header.utf8.count, bigEndian: false).prefix(version == 1 ? 2 : 4)
    return NumPyFile.magic + [version, 0] + length + header.utf8 + bytes
  }

  public static func npz(_ members: [(name: String, bytes: [UInt8])], deflated: Bool = false) -> [UInt8] {
    var file: [UInt8] = []
    var directory: [UInt8] = []
    for member in members {
      let packed = deflated ? compress(member.bytes, windowBits: -15) : member.bytes
      let checksum = Int(crc32(0, member.bytes, UInt32(member.bytes.count)))
      let common: [UInt8] =
        [20, 0, 0, 0, deflated ? 8 : 0, 0, 0, 0, 0, 0] + word(checksum) + word(packed.count)
        + word(member.bytes.count) + [UInt8(member.name.utf8.count), 0, 0, 0]
      directory += [0x50, 0x4B, 1, 2, 20, 0] + common + [UInt8](repeating: 0, count: 10) + word(file.count)
      directory += member.name.utf8
      file += [0x50, 0x4B, 3, 4] + common + member.name.utf8 + packed
    }
    let count = UInt8(members.count)
    return file + directory + [0x50, 0x4B, 5, 6, 0, 0, 0, 0, count, 0, count, 0] + word(directory.count)
      + word(file.count) + [0, 0]
  }

  /// A MAT file of unsigned bytes. `bytes` are in column-major order.
  public static func mat(
    _ variables: [(name: String, shape: [Int], bytes: [UInt8])], compressed: Bool = false
  )
    -> [UInt8]
  {
    var header = Array("MATLAB 5.0 MAT-file, made by a test".utf8)
    header += [UInt8](repeating: 32, count: 124 - header.count) + [0, 1, 0x49, 0x4D]
    return variables.reduce(into: header) { file, variable in
      let matrix =
        element(6, [9, 0, 0, 0, 0, 0, 0, 0]) + element(5, variable.shape.flatMap { word($0) })
        + element(1, Array(variable.name.utf8)) + element(2, variable.bytes)
      let whole = element(14, matrix)
      let packed = compressed ? compress(whole, windowBits: 15) : []
      file += compressed ? word(15) + word(packed.count) + packed : whole
    }
  }

  private static func element(_ type: Int, _ bytes: [UInt8]) -> [UInt8] {
    word(type) + word(bytes.count) + bytes + [UInt8](repeating: 0, count: (8 - bytes.count % 8) % 8)
  }

  public static func amat(_ rows: [[UInt8]]) -> [UInt8] {
    rows.flatMap { row in row.flatMap { [$0 == 0 ? 48 : 49, 32] as [UInt8] } + [10] }
  }

  public static func gzip(_ bytes: [UInt8]) -> [UInt8] { compress(bytes, windowBits: 31) }

  public static func compress(_ bytes: [UInt8], windowBits: Int32) -> [UInt8] {
    var stream = z_stream()
    deflateInit2_(
      &stream, 6, Z_DEFLATED, windowBits, 8, Z_DEFAULT_STRATEGY, ZLIB_VERSION,
      Int32(MemoryLayout<z_stream>.size))
    defer { deflateEnd(&stream) }
    var input = bytes
    var output = [UInt8](repeating: 0, count: Int(deflateBound(&stream, UInt(bytes.count))) + 32)
    let room = output.count
    input.withUnsafeMutableBufferPointer { input in
      output.withUnsafeMutableBufferPointer { output in
        stream.next_in = input.baseAddress
        stream.avail_in = UInt32(input.count)
        stream.next_out = output.baseAddress
        stream.avail_out = UInt32(room)
        _ = deflate(&stream, Z_FINISH)
      }
    }
    return Array(output.prefix(room - Int(stream.avail_out)))
  }

  public static func word(_ value: Int, bigEndian: Bool = false) -> [UInt8] {
    (0..<4).map { UInt8(truncatingIfNeeded: value >> (8 * (bigEndian ? 3 - $0 : $0))) }
  }

  public static func floats(_ values: [Float]) -> [UInt8] {
    values.flatMap { word(Int($0.bitPattern)) }
  }
}

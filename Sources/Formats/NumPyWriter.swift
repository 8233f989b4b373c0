/// Files in NumPy's .npy format, version 1.0: C order, little-endian.
extension NumPyFile {
  /// The file of an array of single-precision numbers. Precondition: as many as the shape says.
  public static func encode(shape: [Int], floats: [Float]) -> [UInt8] {
    precondition(floats.count == shape.reduce(1, *), "\(floats.count) numbers for \(shape)")
    var bytes = header("<f4", shape)
    bytes.reserveCapacity(bytes.count + floats.count * 4)
    #if _endian(little)
      floats.withUnsafeBytes { bytes.append(contentsOf: $0) }
    #else
      for number in floats {
        withUnsafeBytes(of: number.bitPattern.littleEndian) { bytes.append(contentsOf: $0) }
      }
    #endif
    return bytes
  }

  /// The file of an array of bytes. Precondition: as many as the shape says.
  public static func encode(shape: [Int], bytes: [UInt8]) -> [UInt8] {
    precondition(bytes.count == shape.reduce(1, *), "\(bytes.count) bytes for \(shape)")
    return header("|u1", shape) + bytes
  }

  /// Everything before the numbers, a multiple of 64 bytes long.
  private static func header(_ type: String, _ shape: [Int]) -> [UInt8] {
    let extents = shape.map(String.init).joined(separator: ", ") + (shape.count == 1 ? "," : "")
    var text = Array("{'descr': '\(type)', 'fortran_order': False, 'shape': (\(extents)), }".utf8)
    let prefixSize = 10
    while (prefixSize + text.count + 1) % 64 != 0 { text.append(UInt8(ascii: " ")) }
    text.append(UInt8(ascii: "\n"))
    let length = [UInt8(truncatingIfNeeded: text.count), UInt8(truncatingIfNeeded: text.count >> 8)]
    return magic + [1, 0] + length + text
  }
}

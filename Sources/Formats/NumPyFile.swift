/// NumPy's .npy format, versions 1 to 3. Source: numpy.lib.format's description.
public enum NumPyFile {
  public static let magic: [UInt8] = [0x93, 0x4E, 0x55, 0x4D, 0x50, 0x59]

  /// What a header says.
  private struct Header {
    let shape: [Int]
    let element: NumericArray.Element
    let order: ByteOrder
    let isColumnMajor: Bool
    /// Where the elements begin.
    let end: Int
  }

  /// The array of a file. Throws `badFile`.
  public static func array(_ file: SourceFile) throws(InputError) -> NumericArray {
    let header = try header(file.bytes, name: file.name)
    return try NumericArray(
      name: file.name, shape: header.shape, element: header.element, order: header.order,
      isColumnMajor: header.isColumnMajor, bytes: file.bytes[header.end...], isExact: false)
  }

  /// The array of a large file, which is read when its elements are asked for.
  /// - Parameter head: the file's first bytes.
  static func array(path: String, head: [UInt8]) throws(InputError) -> NumericArray? {
    let header = try header(head, name: path)
    guard let region = FileRegion(path: path, start: header.end) else { return nil }
    return try NumericArray(
      name: path, shape: header.shape, element: header.element, order: header.order,
      isColumnMajor: header.isColumnMajor, region: region, isExact: false)
  }

  private static func header(_ bytes: [UInt8], name: String) throws(InputError) -> Header {
    guard bytes.starts(with: magic), bytes.count >= 10, (1...3).contains(bytes[6]) else {
      throw .badFile(
        name, expected: "a .npy file (magic 93 'NUMPY', version 1 to 3)",
        found: "the bytes \(hexadecimal(bytes.prefix(8)))")
    }
    let wordSize = bytes[6] == 1 ? 2 : 4
    let start = 8 + wordSize
    guard bytes.count >= start else {
      throw .badFile(name, expected: "a header", found: "the end of the file")
    }
    let length = ByteOrder.little.number(bytes, at: 8, count: wordSize)
    guard length <= min(bytes.count - start, 1 << 16) else {
      throw .badFile(
        name, expected: "a header of at most \(min(bytes.count - start, 1 << 16)) bytes",
        found: "one of \(length)")
    }
    let header = Array(bytes[start..<start + length])
    guard let type = value("descr", in: header), let order = value("fortran_order", in: header),
      let shapeText = value("shape", in: header), let shape = shape(shapeText)
    else {
      throw .badFile(
        name, expected: "a header with descr, fortran_order and shape",
        found: "\"\(String(decoding: header.prefix(80), as: UTF8.self))\"")
    }
    guard let (element, byteOrder) = element(type) else {
      throw .badFile(
        name, expected: "numbers of type b1, u1…u8, i1…i8, f2, f4 or f8",
        found: String(decoding: type.prefix(40), as: UTF8.self))
    }
    return Header(
      shape: shape, element: element, order: byteOrder,
      isColumnMajor: order.starts(with: Array("True".utf8)), end: start + length)
  }

  /// The text that follows `'key':` in a header, up to the closing parenthesis, or the next comma.
  private static func value(_ key: String, in header: [UInt8]) -> ArraySlice<UInt8>? {
    let key = Array(key.utf8)
    var position = 0
    while position + key.count + 2 < header.count {
      defer { position += 1 }
      guard header[position] == UInt8(ascii: "'") || header[position] == UInt8(ascii: "\"") else { continue }
      let end = position + 1 + key.count
      guard header[position + 1..<end].elementsEqual(key), header[end] == header[position] else { continue }
      let rest = header[(end + 1)...].drop { $0 == UInt8(ascii: ":") || $0 == UInt8(ascii: " ") }
      guard let first = rest.first else { return nil }
      let closing = first == UInt8(ascii: "(") ? UInt8(ascii: ")") : UInt8(ascii: ",")
      return rest.prefix { $0 != closing && $0 != UInt8(ascii: "}") }
    }
    return nil
  }

  /// The numbers of "(60000, 28, 28".
  private static func shape(_ text: ArraySlice<UInt8>) -> [Int]? {
    guard text.first == UInt8(ascii: "(") else { return nil }
    var dimensions: [Int] = []
    for part in text.dropFirst().split(separator: UInt8(ascii: ",")) {
      let digits = part.filter { $0 != UInt8(ascii: " ") && $0 != UInt8(ascii: "L") }
      if digits.isEmpty { continue }
      guard digits.count <= 15, digits.allSatisfy({ $0 &- 48 <= 9 }), dimensions.count < 8 else { return nil }
      dimensions.append(digits.reduce(0) { $0 * 10 + Int($1 - 48) })
    }
    return dimensions
  }

  /// The type of "'<f4'".
  private static func element(_ text: ArraySlice<UInt8>) -> (NumericArray.Element, ByteOrder)? {
    let code = text.filter { $0 != UInt8(ascii: "'") && $0 != UInt8(ascii: "\"") && $0 != UInt8(ascii: " ") }
    guard code.count == 3, code[2] &- 48 <= 9, "<>|=".utf8.contains(code[0]) else { return nil }
    let order: ByteOrder = code[0] == UInt8(ascii: ">") ? .big : .little
    let size = Int(code[2] - 48)
    let isPower = [1, 2, 4, 8].contains(size)
    switch code[1] {
    case UInt8(ascii: "b") where size == 1: return (.unsigned(bytes: 1), order)
    case UInt8(ascii: "u") where isPower: return (.unsigned(bytes: size), order)
    case UInt8(ascii: "i") where isPower: return (.signed(bytes: size), order)
    case UInt8(ascii: "f") where isPower && size > 1: return (.float(bytes: size), order)
    default: return nil
    }
  }
}

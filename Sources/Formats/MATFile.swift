/// MATLAB's MAT-file, version 5, plain and compressed. Source: MathWorks, "MAT-File Format".
public enum MATFile {
  /// A named array of a file.
  public struct Variable {
    public let name: String
    public let array: NumericArray
  }

  /// The numeric arrays of a file; text, cells, structures and sparse matrices are passed over. Throws `badData`.
  public static func variables(_ file: SourceFile) throws(InputError) -> [Variable] {
    if file.hasPrefix([0x89, 0x48, 0x44, 0x46]) || file.hasPrefix(Array("MATLAB 7.3".utf8)) {
      throw .badFile(
        file.name, expected: "a MAT file of version 5", found: "version 7.3 (HDF5)",
        advice: "save it with -v7 in MATLAB, or as .npy")
    }
    if isVersion4(file) {
      throw .badFile(
        file.name, expected: "a MAT file of version 5", found: "version 4",
        advice: "save it with -v7 in MATLAB, or as .npy")
    }
    guard file.bytes.count >= 128, let order = order(file.bytes) else {
      throw .badFile(
        file.name, expected: "a MAT file of version 5",
        found: file.bytes.count < 128 ? "\(file.bytes.count) bytes" : "another header")
    }
    var reader = ElementReader(name: file.name, bytes: file.bytes[128...], order: order)
    var variables: [Variable] = []
    while let element = try reader.next() {
      if let variable = try variable(element, file: file, order: order) { variables.append(variable) }
    }
    return variables
  }

  /// Whether a file begins as one of version 4 does: a word of decimal digits for byte order, element and kind of
  /// matrix, then its dimensions, whether it is complex, the length of its name, and the name.
  public static func isVersion4(_ file: SourceFile) -> Bool {
    guard file.bytes.count > 20 else { return false }
    return [ByteOrder.little, .big].contains { order in
      let words = (0..<5).map { order.number(file.bytes, at: 4 * $0, count: 4) }
      let digits = [1000, 100, 10, 1].map { words[0] / $0 % 10 }
      let nameEnd = 20 + words[4] - 1
      return words[0] < 2000 && digits[0] == (order.isBigEndian ? 1 : 0) && digits[1] == 0 && digits[2] <= 5
        && digits[3] <= 2 && words[3] <= 1 && (2...64).contains(words[4]) && nameEnd < file.bytes.count
        && file.bytes[nameEnd] == 0 && file.bytes[20..<nameEnd].allSatisfy { (33...126).contains($0) }
    }
  }

  /// The order that the header's last two bytes, "MI" as a word, are in.
  private static func order(_ bytes: [UInt8]) -> ByteOrder? {
    switch (bytes[126], bytes[127], bytes[124], bytes[125]) {
    case (0x49, 0x4D, 0x00, 0x01): .little
    case (0x4D, 0x49, 0x01, 0x00): .big
    default: nil
    }
  }

  private static func variable(_ element: ElementReader.Element, file: SourceFile, order: ByteOrder)
    throws(InputError) -> Variable?
  {
    switch element.type {
    case 14: return try matrix(element.bytes, file: file, order: order)
    case 15:
      let inflater = Inflater(element.bytes, format: .zlib)
      let unpacked: [UInt8]?
      do throws(Inflater.Failure) {
        unpacked = try inflater.readToEnd()
      } catch {
        throw file.unpackingError(error)
      }
      guard let unpacked else {
        throw .badFile(file.name, expected: "at most \(Inflater.ceiling >> 20) MiB unpacked", found: "more")
      }
      var reader = ElementReader(name: file.name, bytes: unpacked[...], order: order)
      guard let inner = try reader.next(), inner.type == 14 else { return nil }
      return try matrix(inner.bytes, file: file, order: order)
    default: return nil
    }
  }

  /// Reads the parts of a matrix: flags, dimensions, name, numbers.
  private static func matrix(_ bytes: ArraySlice<UInt8>, file: SourceFile, order: ByteOrder)
    throws(InputError) -> Variable?
  {
    var reader = ElementReader(name: file.name, bytes: bytes, order: order)
    guard let flags = try reader.next(), let dimensions = try reader.next(), let name = try reader.next(),
      flags.type == 6, flags.bytes.count >= 8, dimensions.type == 5, dimensions.bytes.count >= 8
    else {
      throw .badFile(
        file.name, expected: "a matrix with flags, dimensions and a name", found: "another structure")
    }
    // Classes 6 to 15 are full matrices of numbers, 9 of unsigned bytes.
    let matrixClass = order.number(flags.bytes, at: 0, count: 4) & 0xFF
    guard (6...15).contains(matrixClass) else { return nil }
    let label = String(decoding: name.bytes.prefix(64), as: UTF8.self)
    let shape = (0..<min(dimensions.bytes.count / 4, 8)).map { position in
      Int(Int32(truncatingIfNeeded: order.number(dimensions.bytes, at: 4 * position, count: 4)))
    }
    guard let numbers = try reader.next(), let type = elementType(numbers.type) else {
      throw .badFile("\(file.name) (\(label))", expected: "numbers", found: "another structure")
    }
    return Variable(
      name: label,
      array: try NumericArray(
        name: "\(file.name) (\(label))", shape: shape, element: type, order: order, isColumnMajor: true,
        bytes: numbers.bytes, isOfBytes: matrixClass == 9))
  }

  private static func elementType(_ code: Int) -> NumericArray.Element? {
    switch code {
    case 1: .signed(bytes: 1)
    case 2: .unsigned(bytes: 1)
    case 3: .signed(bytes: 2)
    case 4: .unsigned(bytes: 2)
    case 5: .signed(bytes: 4)
    case 6: .unsigned(bytes: 4)
    case 7: .float(bytes: 4)
    case 9: .float(bytes: 8)
    case 12: .signed(bytes: 8)
    case 13: .unsigned(bytes: 8)
    default: nil
    }
  }
}

/// Walks over the tagged elements of a MAT file, or of a matrix in it.
private struct ElementReader {
  struct Element {
    let type: Int
    let bytes: ArraySlice<UInt8>
  }

  let name: String
  var bytes: ArraySlice<UInt8>
  let order: ByteOrder

  /// The next element, or nil at the end. Throws `badData` where its size goes beyond what is there.
  mutating func next() throws(InputError) -> Element? {
    guard bytes.count >= 8 else { return nil }
    let word = order.number(bytes, at: 0, count: 4)
    if word >> 16 != 0 {
      // Up to four bytes stand in the tag itself, beside their size.
      let size = word >> 16
      guard size <= 4 else {
        throw .badFile(name, expected: "a small element", found: "one of \(size) bytes")
      }
      defer { bytes = bytes.dropFirst(8) }
      return Element(type: word & 0xFFFF, bytes: bytes.dropFirst(4).prefix(size))
    }
    let size = order.number(bytes, at: 4, count: 4)
    guard size <= bytes.count - 8 else {
      throw .badFile(
        name, expected: "an element of \(size) bytes", found: "\(bytes.count - 8) bytes",
        advice: "the file is cut short or damaged")
    }
    // Elements begin at multiples of eight bytes, but for compressed ones.
    let padded = word == 15 ? size : (size + 7) & ~7
    defer { bytes = bytes.dropFirst(8 + padded) }
    return Element(type: word, bytes: bytes.dropFirst(8).prefix(size))
  }
}

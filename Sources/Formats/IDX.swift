/// The IDX format of the MNIST files: two zero bytes, the element's type, the number of dimensions, each dimension as
/// a big-endian word, then the elements. Source: the description at the MNIST database's page.
public enum IDX {
  /// The array of an IDX file, gzip or not. Throws `badData`.
  public static func array(_ file: SourceFile) throws(InputError) -> NumericArray {
    let inflater = file.isGzip ? Inflater(file.bytes[...], format: .gzip) : nil
    var rest = file.bytes[...]

    func take(_ count: Int) throws(InputError) -> ArraySlice<UInt8> {
      guard let inflater else {
        defer { rest = rest.dropFirst(count) }
        return rest.prefix(count)
      }
      do throws(Inflater.Failure) {
        return try inflater.read(upTo: count)[...]
      } catch {
        throw file.unpackingError(error)
      }
    }

    let magic = Array(try take(4))
    guard magic.count == 4, magic[0] == 0, magic[1] == 0, let element = element(magic[2]),
      (1...8).contains(magic[3])
    else {
      throw .badFile(
        file.name, expected: "an IDX file (magic 00 00 08 01…04)", found: "the bytes \(hexadecimal(magic))")
    }
    let dimensions = Int(magic[3])
    let words = try take(4 * dimensions)
    guard words.count == 4 * dimensions else {
      throw .badFile(file.name, expected: "\(dimensions) dimensions", found: "the end of the file")
    }
    let shape = (0..<dimensions).map { ByteOrder.big.number(words, at: 4 * $0, count: 4) }
    let most = inflater?.mostLeft ?? rest.count
    guard let count = product(shape, limit: most / element.size) else {
      throw .badFile(
        file.name, expected: "dimensions that fit the file (at most \(most) bytes)", found: describe(shape))
    }
    // One byte more than is due tells whether there is more.
    let bytes = try take(count * element.size + 1)
    return try NumericArray(
      name: file.name, shape: shape, element: element, order: .big, isColumnMajor: false, bytes: bytes)
  }

  /// The array of a large file that is not packed, which is read when its elements are asked for.
  /// - Parameter head: the file's first bytes.
  /// - Returns: `nil` where they are no IDX header.
  static func array(path: String, head: [UInt8]) throws(InputError) -> NumericArray? {
    guard head.count >= 4, head[0] == 0, head[1] == 0, let element = element(head[2]),
      (1...8).contains(head[3]), head.count >= 4 + 4 * Int(head[3])
    else { return nil }
    let shape = (1...Int(head[3])).map { ByteOrder.big.number(head, at: 4 * $0, count: 4) }
    guard let region = FileRegion(path: path, start: 4 + 4 * shape.count) else { return nil }
    return try NumericArray(
      name: path, shape: shape, element: element, order: .big, isColumnMajor: false, region: region)
  }

  private static func element(_ code: UInt8) -> NumericArray.Element? {
    switch code {
    case 0x08: .unsigned(bytes: 1)
    case 0x09: .signed(bytes: 1)
    case 0x0B: .signed(bytes: 2)
    case 0x0C: .signed(bytes: 4)
    case 0x0D: .float(bytes: 4)
    case 0x0E: .float(bytes: 8)
    default: nil
    }
  }
}

/// Bytes as pairs of hexadecimal digits.
public func hexadecimal(_ bytes: some Sequence<UInt8>) -> String {
  bytes.map { byte in
    let text = String(byte, radix: 16)
    return text.count == 1 ? "0" + text : text
  }.joined(separator: " ")
}

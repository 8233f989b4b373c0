/// The Netpbm formats: PBM, PGM and PPM, as text and as bytes. Source: the Netpbm manual.
enum NetpbmFile {
  /// Whether a file begins as one of them.
  static func isNetpbm(_ file: SourceFile) -> Bool {
    file.bytes.count > 3 && file.bytes[0] == UInt8(ascii: "P") && (49...54).contains(file.bytes[1])
      && isBlank(file.bytes[2])
  }

  /// Throws `badFile`.
  static func decode(_ file: SourceFile) throws(InputError) -> RasterImage {
    let kind = Int(file.bytes[1]) - 48
    let isText = kind <= 3
    let isBitmap = kind % 3 == 1
    var text = TextReader(bytes: file.bytes, position: 2)
    guard let width = text.number(), let height = text.number(),
      let maximum = isBitmap ? 1 : text.number(), (1...65_535).contains(maximum),
      let count = product([width, height, kind % 3 == 0 ? 3 : 1], limit: 8 * file.bytes.count), count > 0
    else {
      throw .badFile(
        file.name, expected: "a width, a height and a largest value that fit the file",
        found: "another header")
    }
    let channels = kind % 3 == 0 ? 3 : 1
    let samples: [UInt16]?
    if isText {
      samples = text.samples(count, areDigits: isBitmap)
    } else {
      // One blank stands between the header and the bytes.
      let bytes = file.bytes[(min(text.position, file.bytes.count - 1) + 1)...]
      samples = isBitmap ? bits(bytes, width: width, height: height) : Self.samples(bytes, count, maximum)
    }
    guard var samples, samples.allSatisfy({ $0 <= maximum }) else {
      throw .badFile(
        file.name, expected: "\(count) numbers of 0…\(maximum)", found: "fewer or larger ones",
        advice: "the file is cut short or damaged")
    }
    // In a bitmap, 1 is black.
    if isBitmap { samples = samples.map { 1 - $0 } }
    return RasterImage(width: width, height: height, samples: samples, maximum: maximum, channels: channels)
  }

  private static func samples(_ bytes: ArraySlice<UInt8>, _ count: Int, _ maximum: Int) -> [UInt16]? {
    let size = maximum < 256 ? 1 : 2
    guard bytes.count >= count * size else { return nil }
    if size == 1 { return bytes.prefix(count).map(UInt16.init) }
    return (0..<count).map { UInt16(ByteOrder.big.number(bytes, at: 2 * $0, count: 2)) }
  }

  /// Eight pixels a byte, each row from a new byte on.
  private static func bits(_ bytes: ArraySlice<UInt8>, width: Int, height: Int) -> [UInt16]? {
    let rowLength = (width + 7) / 8
    guard rowLength * height <= bytes.count else { return nil }
    return (0..<height * width).map { pixel in
      let column = pixel % width
      let byte = bytes[bytes.startIndex + pixel / width * rowLength + column / 8]
      return UInt16(byte >> UInt8(7 - column % 8) & 1)
    }
  }

  fileprivate static func isBlank(_ byte: UInt8) -> Bool { byte == 32 || (9...13).contains(byte) }

  /// Reads numbers between blanks and comments.
  private struct TextReader {
    let bytes: [UInt8]
    var position: Int

    /// The next number below ten million; nil where there is none.
    mutating func number() -> Int? {
      skipBlanks()
      var value: Int?
      while position < bytes.count, case let digit = bytes[position] &- 48, digit <= 9 {
        value = (value ?? 0) * 10 + Int(digit)
        guard value! < 10_000_000 else { return nil }
        position += 1
      }
      return value
    }

    /// So many numbers, or digits that need no blanks between them; nil where there are fewer.
    mutating func samples(_ count: Int, areDigits: Bool) -> [UInt16]? {
      var samples: [UInt16] = []
      for _ in 0..<count {
        guard let value = areDigits ? digit() : number(), let sample = UInt16(exactly: value) else {
          return nil
        }
        samples.append(sample)
      }
      return samples
    }

    private mutating func digit() -> Int? {
      skipBlanks()
      guard position < bytes.count, bytes[position] &- 48 <= 1 else { return nil }
      defer { position += 1 }
      return Int(bytes[position]) - 48
    }

    private mutating func skipBlanks() {
      while position < bytes.count {
        if bytes[position] == UInt8(ascii: "#") {
          while position < bytes.count, bytes[position] != 10 { position += 1 }
        } else if NetpbmFile.isBlank(bytes[position]) {
          position += 1
        } else {
          return
        }
      }
    }
  }
}

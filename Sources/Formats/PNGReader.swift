import CZlib

/// Reads every kind of PNG: 1 to 16 bits a sample, grey, coloured or with a palette, interlaced or not. Transparency is left
/// out.
extension PNG {
  static let signature: [UInt8] = [0x89, 0x50, 0x4E, 0x47, 0x0D, 0x0A, 0x1A, 0x0A]

  /// What the header chunk says.
  private struct Header {
    let width, height, depth, colorType: Int
    let isInterlaced: Bool

    init?(_ data: ArraySlice<UInt8>) {
      guard data.count == 13 else { return nil }
      width = ByteOrder.big.number(data, at: 0, count: 4)
      height = ByteOrder.big.number(data, at: 4, count: 4)
      let rest = Array(data.suffix(5))
      (depth, colorType, isInterlaced) = (Int(rest[0]), Int(rest[1]), rest[4] == 1)
      let depths =
        [0: [1, 2, 4, 8, 16], 2: [8, 16], 3: [1, 2, 4, 8], 4: [8, 16], 6: [8, 16]][colorType] ?? []
      guard (1...1 << 24).contains(width), (1...1 << 24).contains(height), depths.contains(depth),
        rest[2] == 0, rest[3] == 0, rest[4] <= 1
      else { return nil }
    }

    /// Samples a pixel, with alpha.
    var channels: Int { [0: 1, 2: 3, 3: 1, 4: 2, 6: 4][colorType]! }

    /// The bytes of a row of so many pixels.
    func rowLength(_ width: Int) -> Int { (width * channels * depth + 7) / 8 }

    /// The passes in which pixels come: where the first stands, and the steps to the next.
    var passes: [(x: Int, y: Int, dx: Int, dy: Int)] {
      guard isInterlaced else { return [(0, 0, 1, 1)] }
      return [
        (0, 0, 8, 8), (4, 0, 8, 8), (0, 4, 4, 8), (2, 0, 4, 4), (0, 2, 2, 4), (1, 0, 2, 2), (0, 1, 1, 2),
      ]
    }

    /// The columns and rows of a pass.
    func size(_ pass: (x: Int, y: Int, dx: Int, dy: Int)) -> (columns: Int, rows: Int) {
      (max(0, (width - pass.x + pass.dx - 1) / pass.dx), max(0, (height - pass.y + pass.dy - 1) / pass.dy))
    }
  }

  /// Throws `badFile`.
  static func decode(_ file: SourceFile) throws(InputError) -> RasterImage {
    var header: Header?
    var palette: [UInt16] = []
    var packed: [UInt8] = []
    for chunk in try chunks(file) {
      switch chunk.type {
      case "IHDR": header = Header(chunk.data)
      case "PLTE": palette = chunk.data.map(UInt16.init)
      case "IDAT": packed += chunk.data
      default: break
      }
    }
    guard let header else {
      throw .badFile(file.name, expected: "a PNG header", found: "none, or one that cannot be")
    }
    let bytes = try unpacked(packed, header, file)
    let samples = try samples(bytes, header, file)
    guard header.colorType == 3 else {
      let channels = header.channels < 3 ? 1 : 3
      return RasterImage(
        width: header.width, height: header.height, samples: samples, maximum: 1 << header.depth - 1,
        channels: channels)
    }
    guard let last = samples.max(), 3 * Int(last) + 3 <= palette.count else {
      throw .badFile(
        file.name, expected: "a palette with every colour used", found: "\(palette.count / 3) colours")
    }
    let colors = samples.flatMap { palette[3 * Int($0)..<3 * Int($0) + 3] }
    return RasterImage(width: header.width, height: header.height, samples: colors, maximum: 255, channels: 3)
  }

  /// The chunks up to the last, their checksums verified.
  private static func chunks(_ file: SourceFile) throws(InputError) -> [(
    type: String, data: ArraySlice<UInt8>
  )] {
    var chunks: [(type: String, data: ArraySlice<UInt8>)] = []
    var position = signature.count
    while position + 12 <= file.bytes.count {
      let length = ByteOrder.big.number(file.bytes, at: position, count: 4)
      guard length <= file.bytes.count - position - 12 else { break }
      let body = file.bytes[position + 4..<position + 8 + length]
      let checksum = body.withUnsafeBufferPointer { Int(crc32_z(0, $0.baseAddress, $0.count)) }
      guard checksum == ByteOrder.big.number(file.bytes, at: position + 8 + length, count: 4) else {
        throw .badFile(
          file.name, expected: "the recorded checksum", found: "another", advice: "the file is damaged")
      }
      chunks.append((String(decoding: body.prefix(4), as: UTF8.self), body.dropFirst(4)))
      if chunks.last?.type == "IEND" { return chunks }
      position += 12 + length
    }
    throw .badFile(file.name, expected: "a whole PNG file", found: "one cut short", advice: "copy it again")
  }

  private static func unpacked(_ packed: [UInt8], _ header: Header, _ file: SourceFile) throws(InputError)
    -> [UInt8]
  {
    let count = header.passes.map { pass in
      let (columns, rows) = header.size(pass)
      return columns == 0 ? 0 : rows * (1 + header.rowLength(columns))
    }.reduce(0, +)
    let inflater = Inflater(packed[...], format: .zlib)
    let bytes: [UInt8]
    do throws(Inflater.Failure) {
      bytes = count <= inflater.mostLeft ? try inflater.read(upTo: count) : []
    } catch {
      throw file.unpackingError(error)
    }
    guard bytes.count == count else {
      throw .badFile(
        file.name, expected: "\(header.width)×\(header.height) pixels", found: "fewer",
        advice: "the file is cut short")
    }
    return bytes
  }

  /// The samples of all pixels, row by row, without alpha.
  private static func samples(_ bytes: [UInt8], _ header: Header, _ file: SourceFile) throws(InputError)
    -> [UInt16]
  {
    let kept = header.channels < 3 ? 1 : 3
    var samples = [UInt16](repeating: 0, count: header.width * header.height * kept)
    var start = 0
    for pass in header.passes {
      let (columns, rows) = header.size(pass)
      guard columns > 0 else { continue }
      let length = header.rowLength(columns)
      var row = [UInt8](repeating: 0, count: length)
      for index in 0..<rows {
        let filtered = bytes[start + 1...start + length]
        guard let filter = PNGFilter(rawValue: bytes[start]) else {
          throw .badFile(file.name, expected: "a filter of 0 to 4", found: "\(bytes[start])")
        }
        row = filter.undone(filtered, above: row, pixelLength: max(1, header.channels * header.depth / 8))
        start += 1 + length
        for column in 0..<columns {
          let pixel = (pass.y + index * pass.dy) * header.width + pass.x + column * pass.dx
          for channel in 0..<kept {
            samples[pixel * kept + channel] = sample(
              row, at: column * header.channels + channel, depth: header.depth)
          }
        }
      }
    }
    return samples
  }

  /// The sample at a place of a row.
  private static func sample(_ row: [UInt8], at index: Int, depth: Int) -> UInt16 {
    if depth == 16 { return UInt16(row[2 * index]) << 8 | UInt16(row[2 * index + 1]) }
    let bit = index * depth
    let shift = 8 - depth - bit % 8
    return UInt16(row[bit / 8] >> UInt8(shift)) & (1 << UInt16(depth) - 1)
  }
}

import CZlib

/// The chunks of a PNG file with their data, checksums checked; nil if it is not one.
func pngChunks(_ file: [UInt8]) -> [(type: String, data: [UInt8])]? {
  guard file.starts(with: [0x89, 0x50, 0x4E, 0x47, 0x0D, 0x0A, 0x1A, 0x0A]) else { return nil }
  var chunks: [(String, [UInt8])] = []
  var position = 8
  while position + 12 <= file.count {
    let length = bigEndian(file[position..<position + 4])
    guard position + 12 + length <= file.count else { return nil }
    let body = Array(file[position + 4..<position + 8 + length])
    let checksum = bigEndian(file[position + 8 + length..<position + 12 + length])
    guard crc32(0, body, UInt32(body.count)) == UInt(checksum) else { return nil }
    chunks.append((String(decoding: body[..<4], as: UTF8.self), Array(body[4...])))
    position += 12 + length
  }
  return position == file.count ? chunks : nil
}

/// `count` bytes from a zlib stream.
func inflated(_ bytes: [UInt8], count: Int) -> [UInt8] {
  var length = UInt(count)
  var result = [UInt8](repeating: 0, count: count)
  return uncompress(&result, &length, bytes, UInt(bytes.count)) == Z_OK ? Array(result[..<Int(length)]) : []
}

private func bigEndian(_ bytes: ArraySlice<UInt8>) -> Int { bytes.reduce(0) { $0 << 8 | Int($1) } }

/// What GIF's compression of bytes stands for, by the book: a table of strings; nil if the codes make no sense.
func lzwDecoded(_ bytes: [UInt8]) -> [UInt8]? {
  var table: [[UInt8]] = []
  var (result, last): ([UInt8], [UInt8]?) = ([], nil)
  var (width, position) = (9, 0)
  func reset() { (table, width, last) = ((0..<258).map { $0 < 256 ? [UInt8($0)] : [] }, 9, nil) }
  reset()
  while position + width <= bytes.count * 8 {
    let code = (0..<width).reduce(0) {
      $0 | Int(bytes[(position + $1) / 8] >> ((position + $1) % 8) & 1) << $1
    }
    position += width
    if code == 257 { return result }
    if code == 256 {
      reset()
      continue
    }
    guard code < table.count || code == table.count && last != nil else { return nil }
    let entry = code < table.count ? table[code] : (last ?? []) + [(last ?? [0])[0]]
    result += entry
    if let last, table.count < 4096 { table.append(last + [entry[0]]) }
    if table.count == 1 << width, width < 12 { width += 1 }
    last = entry
  }
  return nil
}

import CZlib
import TestFiles

@testable import Formats

/// Files of PNG in every form, of 7×5 pixels, by the book: each row with another filter.
struct PNGBuilder {
  let depth, colorType: Int
  var isInterlaced = false
  static let (width, height) = (7, 5)

  /// Samples a pixel, with alpha.
  var channels: Int { [0: 1, 2: 3, 3: 1, 4: 2, 6: 4][colorType]! }

  static let palette = noise(768)

  /// The samples of all pixels; 16 bits are two bytes of noise.
  var samples: [Int] {
    let bytes = noise(2 * Self.width * Self.height * channels)
    let count = bytes.count / 2
    return (0..<count).map {
      depth == 16 ? Int(bytes[$0]) << 8 | Int(bytes[count + $0]) : Int(bytes[$0]) >> (8 - depth)
    }
  }

  var file: [UInt8] {
    let passes =
      isInterlaced
      ? [(0, 0, 8, 8), (4, 0, 8, 8), (0, 4, 4, 8), (2, 0, 4, 4), (0, 2, 2, 4), (1, 0, 2, 2), (0, 1, 1, 2)]
      : [(0, 0, 1, 1)]
    var rows: [UInt8] = []
    for (x, y, dx, dy) in passes {
      let columns = Array(stride(from: x, to: Self.width, by: dx))
      guard !columns.isEmpty else { continue }
      var above: [UInt8]?
      for (index, row) in stride(from: y, to: Self.height, by: dy).enumerated() {
        let bytes = packed(
          columns.flatMap { column in
            let first = (row * Self.width + column) * channels
            return Array(samples[first..<first + channels])
          })
        rows += filtered(bytes, above: above ?? bytes.map { _ in 0 }, by: index % 5)
        above = bytes
      }
    }
    let header =
      word(Self.width) + word(Self.height) + [UInt8(depth), UInt8(colorType), 0, 0, isInterlaced ? 1 : 0]
    let data = FileBuilder.compress(rows, windowBits: 15)
    // The data in two chunks.
    return PNG.signature + chunk("IHDR", header) + (colorType == 3 ? chunk("PLTE", Self.palette) : [])
      + chunk("IDAT", Array(data.prefix(9))) + chunk("IDAT", Array(data.dropFirst(9))) + chunk("IEND", [])
  }

  private func packed(_ samples: [Int]) -> [UInt8] {
    if depth == 16 { return samples.flatMap { [UInt8($0 >> 8), UInt8($0 & 255)] } }
    let perByte = 8 / depth
    return stride(from: 0, to: samples.count, by: perByte).map { first in
      (0..<perByte).reduce(0) { byte, place in
        let sample = first + place < samples.count ? samples[first + place] : 0
        return byte | UInt8(sample << (8 - depth * (place + 1)))
      }
    }
  }

  private func filtered(_ row: [UInt8], above: [UInt8], by filter: Int) -> [UInt8] {
    let length = max(1, channels * depth / 8)
    return [UInt8(filter)]
      + row.indices.map { index in
        let a = index >= length ? Int(row[index - length]) : 0
        let b = Int(above[index])
        let c = index >= length ? Int(above[index - length]) : 0
        let p = a + b - c
        let paeth =
          abs(p - a) <= abs(p - b) && abs(p - a) <= abs(p - c) ? a : abs(p - b) <= abs(p - c) ? b : c
        return row[index] &- UInt8([0, a, b, (a + b) / 2, paeth][filter])
      }
  }

  private func word(_ value: Int) -> [UInt8] { FileBuilder.word(value, bigEndian: true) }

  private func chunk(_ type: String, _ data: [UInt8]) -> [UInt8] {
    let body = Array(type.utf8) + data
    return word(data.count) + body + word(Int(crc32(0, body, UInt32(body.count))))
  }

  /// A file without the checksums of its chunks.
  static func withoutChecksums(_ file: [UInt8]) -> [UInt8] { chunks(file, skipping: 4).flatMap { $0 } }

  /// The same with them again, whatever has happened to it.
  static func withChecksums(_ file: [UInt8]) -> [UInt8] {
    let pieces = chunks(file, skipping: 0)
    return pieces[0]
      + pieces.dropFirst().flatMap { piece in
        piece
          + FileBuilder.word(
            Int(crc32(0, Array(piece.dropFirst(4)), UInt32(piece.count - 4))), bigEndian: true)
      }
  }

  /// The signature, and each chunk but for the bytes after it that are skipped.
  private static func chunks(_ file: [UInt8], skipping: Int) -> [[UInt8]] {
    var pieces = [Array(file.prefix(8))]
    var position = 8
    while position + 8 <= file.count {
      let length = ByteOrder.big.number(file, at: position, count: 4)
      let end = min(file.count, position + 8 + length)
      pieces.append(Array(file[position..<end]))
      position = end + skipping
    }
    return pieces
  }
}

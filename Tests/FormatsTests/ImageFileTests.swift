import TestFiles
import Testing

@testable import Formats

@Suite struct PNGTests {
  /// `bytes` in rows, each after the sign that it is not filtered.
  /// The rows behind filtered ones, by the formulas of the standard (section 9.2).
  private func unfiltered(_ bytes: [UInt8], rowLength: Int, pixelLength: Int) -> [UInt8] {
    var rows: [UInt8] = []
    for start in stride(from: 0, to: bytes.count, by: rowLength + 1) {
      let first = rows.count
      for index in 0..<rowLength {
        let a = index >= pixelLength ? Int(rows[first + index - pixelLength]) : 0
        let b = first > 0 ? Int(rows[first + index - rowLength]) : 0
        let c = first > 0 && index >= pixelLength ? Int(rows[first + index - rowLength - pixelLength]) : 0
        let nearest = [a, b, c].min { abs(a + b - c - $0) < abs(a + b - c - $1) }!
        let base = [0, a, b, (a + b) / 2, nearest][Int(bytes[start])]
        rows.append(bytes[start + 1 + index] &+ UInt8(base))
      }
    }
    return rows
  }

  @Test func greyPixelsComeBack() throws {
    let image = RasterImage(width: 5, height: 3, bytes: noise(15))
    let chunks = try #require(pngChunks(PNG.encode(image)))
    #expect(chunks.map(\.type) == ["IHDR", "IDAT", "IEND"])
    #expect(chunks[0].data == [0, 0, 0, 5, 0, 0, 0, 3, 8, 0, 0, 0, 0])
    #expect(unfiltered(inflated(chunks[1].data, count: 18), rowLength: 5, pixelLength: 1) == image.bytes)
  }

  @Test func colouredPixelsComeBack() throws {
    let image = RasterImage(width: 2, height: 2, channels: 3, bytes: noise(12))
    let chunks = try #require(pngChunks(PNG.encode(image)))
    #expect(chunks[0].data[9] == 2)
    #expect(unfiltered(inflated(chunks[1].data, count: 14), rowLength: 6, pixelLength: 3) == image.bytes)
  }

  @Test func slopesAndEqualRowsDeflateWell() throws {
    let slope = (0..<64).flatMap { row in (0..<64).map { UInt8(3 * $0 + row) } }
    let chunks = try #require(pngChunks(PNG.encode(RasterImage(width: 64, height: 64, bytes: slope))))
    #expect(chunks[1].data.count < 100)
    let filtered = inflated(chunks[1].data, count: 65 * 64)
    #expect(unfiltered(filtered, rowLength: 64, pixelLength: 1) == slope)
  }

  @Test func equalPicturesGiveEqualBytes() {
    let image = RasterImage(width: 100, height: 100, bytes: noise(10_000))
    #expect(PNG.encode(image) == PNG.encode(image))
  }
}

@Suite struct GIFTests {
  @Test(arguments: [0, 1, 2, 254, 255, 256, 257, 3_838, 3_839, 3_840, 3_841, 30_000])
  func lzwComesBack(_ count: Int) {
    for bytes in [noise(count), noise(count, below: 3), [UInt8](repeating: 9, count: count)] {
      #expect(lzwDecoded(LZW.encode(bytes)) == bytes)
    }
  }

  @Test func lzwComesBackWhereverItEnds() {
    let bytes = noise(5_000)
    for count in stride(from: 200, through: 5_000, by: 37) {
      #expect(lzwDecoded(LZW.encode(Array(bytes[..<count]))) == Array(bytes[..<count]))
    }
  }

  @Test func aFileHasItsParts() {
    let frame = RasterImage(width: 3, height: 2, bytes: [0, 50, 100, 150, 200, 250])
    let file = GIF.encode(frames: [frame, frame], delayCentiseconds: 300)
    #expect(file.starts(with: Array("GIF89a".utf8) + [3, 0, 2, 0, 0xF7, 0, 0, 0, 0, 0, 1, 1, 1]))
    #expect(Array(file[781..<800]) == [0x21, 0xFF, 11] + Array("NETSCAPE2.0".utf8) + [3, 1, 0, 0, 0])
    #expect(Array(file[800..<808]) == [0x21, 0xF9, 4, 4, 0x2C, 1, 0, 0])
    #expect(file.last == 0x3B)
    let once = GIF.encode(frames: [frame], delayCentiseconds: 1, loops: false)
    #expect(Array(once[781..<783]) == [0x21, 0xF9])
  }
}

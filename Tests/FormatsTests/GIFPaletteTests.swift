import TestFiles
import Testing

@testable import Formats

@Suite struct GIFPaletteTests {
  /// The pixels as the palette shows them.
  private func shown(_ image: RasterImage) -> [UInt8] {
    let palette = GIFPalette(image)
    return palette.indices(of: image).flatMap { palette.table[3 * Int($0)..<3 * Int($0) + 3] }
  }

  @Test func fewColoursAreKeptAsTheyAre() {
    for limit in [2, 5, 6] {
      let image = RasterImage(width: 30, height: 20, channels: 3, bytes: noise(1800, below: limit))
      #expect(shown(image) == image.bytes)
    }
  }

  /// The whole cube in 16 levels a channel: 4,096 colours, whose 256 groups have a mean squared error of 200 at most.
  @Test func manyColoursAreNearTheirOwn() {
    var bytes: [UInt8] = []
    for red in 0..<16 {
      for green in 0..<16 {
        for blue in 0..<16 { bytes += [UInt8(17 * red), UInt8(17 * green), UInt8(17 * blue)] }
      }
    }
    let image = RasterImage(width: 64, height: 64, channels: 3, bytes: bytes)
    let shown = shown(image)
    #expect(GIFPalette(image).colors.count == 256)
    let squares = zip(bytes, shown).map { wanted, found -> Double in
      let error = Double(wanted) - Double(found)
      return error * error
    }
    #expect(squares.reduce(0, +) / Double(squares.count) < 200)
  }

  @Test func aFilmInColourHasAPaletteAFrame() {
    let frame = RasterImage(width: 2, height: 1, channels: 3, bytes: [255, 0, 0, 0, 0, 255])
    let grey = RasterImage(width: 2, height: 1, bytes: [7, 8])
    let file = GIF.encode(frames: [frame, grey], delayCentiseconds: 3, loops: false)
    #expect(file.starts(with: Array("GIF89a".utf8) + [2, 0, 1, 0, 0x70, 0, 0, 0x21, 0xF9]))
    #expect(Array(file[21..<38]) == [0x2C, 0, 0, 0, 0, 2, 0, 1, 0, 0x87, 0, 0, 255, 255, 0, 0, 0])
  }
}

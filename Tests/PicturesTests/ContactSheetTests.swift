import Formats
import Testing

@testable import Pictures

@Suite struct ContactSheetTests {
  @Test func picturesStandInRows() {
    let images = (1...3).map { RasterImage(width: 1, height: 1, bytes: [UInt8($0)]) }
    let sheet = contactSheet(images, columns: 2, gap: 1, scale: 1, background: 0)
    #expect(
      sheet
        == RasterImage(
          width: 5, height: 5,
          bytes: [
            0, 0, 0, 0, 0,
            0, 1, 0, 2, 0,
            0, 0, 0, 0, 0,
            0, 3, 0, 0, 0,
            0, 0, 0, 0, 0,
          ]))
  }

  @Test func oneInColourMakesTheSheetColoured() {
    let images = [
      RasterImage(width: 1, height: 1, bytes: [9]),
      RasterImage(width: 1, height: 1, channels: 3, bytes: [1, 2, 3]),
    ]
    let sheet = contactSheet(images, columns: 2, gap: 0)
    #expect(sheet == RasterImage(width: 2, height: 1, channels: 3, bytes: [9, 9, 9, 1, 2, 3]))
  }

  @Test func theyAreEnlarged() {
    let image = RasterImage(width: 2, height: 1, bytes: [1, 2])
    let sheet = contactSheet([image], columns: 7, gap: 0, scale: 2)
    #expect(sheet == RasterImage(width: 4, height: 2, bytes: [1, 1, 2, 2, 1, 1, 2, 2]))
    #expect(contactSheet([], columns: 3, gap: 0).bytes.isEmpty)
  }
}

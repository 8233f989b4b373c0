import Formats
import Testing

@testable import Pictures

@Suite struct ContactSheetTests {
  @Test func picturesStandInRows() {
    let images = (1...3).map { GreyImage(width: 1, height: 1, pixels: [UInt8($0)]) }
    let sheet = contactSheet(images, columns: 2, gap: 1, scale: 1, background: 0)
    #expect(
      sheet
        == GreyImage(
          width: 5, height: 5,
          pixels: [
            0, 0, 0, 0, 0,
            0, 1, 0, 2, 0,
            0, 0, 0, 0, 0,
            0, 3, 0, 0, 0,
            0, 0, 0, 0, 0,
          ]))
  }

  @Test func theyAreEnlarged() {
    let image = GreyImage(width: 2, height: 1, pixels: [1, 2])
    let sheet = contactSheet([image], columns: 7, gap: 0, scale: 2)
    #expect(sheet == GreyImage(width: 4, height: 2, pixels: [1, 1, 2, 2, 1, 1, 2, 2]))
    #expect(contactSheet([], columns: 3, gap: 0).pixels.isEmpty)
  }
}

import Testing

@testable import TerminalGraphics

@Suite struct DifferenceScaleTests {
  private func image(_ levels: UInt8...) -> PixelImage { PixelImage(width: 2, height: 1, grey: levels) }

  /// One scale over a page: half of the greatest difference has half the strength, on every picture.
  @Test func thePageSharesAScale() throws {
    let scale = DifferenceScale(over: [(image(100, 0), image(0, 0)), (image(0, 20), image(50, 20))])
    #expect(scale.greatest == 100 / 255.0)
    #expect(try #require(scale.difference(of: image(100, 0), from: image(0, 0))).bytes == [255, 128])
    #expect(try #require(scale.difference(of: image(0, 20), from: image(50, 20))).bytes == [64, 128])
  }

  /// Rounding of nearly equal pictures is not shown as if it were large.
  @Test func nearlyEqualPicturesStayNearlyEmpty() throws {
    let scale = DifferenceScale(over: [(image(9, 10), image(10, 10))])
    #expect(scale.greatest == 16 / 255.0)
    #expect(try #require(scale.difference(of: image(9, 10), from: image(10, 10))).bytes == [120, 128])
    #expect(DifferenceScale(over: []).greatest == 16 / 255.0)
  }

  @Test func picturesOfDifferentSizesHaveNone() {
    let wide = PixelImage(width: 3, height: 1, grey: [0, 0, 0])
    #expect(DifferenceScale(over: [(wide, image(0, 0))]).difference(of: wide, from: image(0, 0)) == nil)
  }
}

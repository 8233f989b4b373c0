import Testing

@testable import TerminalGraphics

@Suite struct PaletteTests {
  @Test func greysHaveThirtyLevels() {
    let palette = Palette(depth: .indexed256)
    #expect(palette.greyLevels.count == 30)
    let used = Set((0...255).map { palette.index(of: .grey($0)) })
    #expect(used.count == 30)
    for level in palette.greyLevels { #expect(palette.shown(.grey(level)) == .grey(level)) }
  }

  @Test func noGreyIsFartherThanSevenFromTheOneShown() {
    let palette = Palette(depth: .indexed256)
    for level in UInt8.min...UInt8.max {
      guard case .rgb(let shown, _, _) = palette.shown(.grey(level)) else { continue }
      #expect(abs(Int(shown) - Int(level)) <= 9)
    }
  }

  @Test(arguments: 16..<256) func theColoursOfTheCubeAndTheRampAreThemselves(_ index: Int) {
    let color = Palette.color(at: index)
    #expect(Palette(depth: .indexed256).shown(color) == color)
  }

  @Test func fewColoursKeepTheHue() {
    let eight = Palette(depth: .ansi8)
    let sixteen = Palette(depth: .ansi16)
    #expect(eight.index(of: .hex(0xD55E00)) == 1)
    #expect(eight.index(of: .hex(0x56B4E9)) == 6)
    #expect(sixteen.index(of: .hex(0x5FFF5F)) == 10)
    #expect(sixteen.index(of: .grey(128)) == 8)
    #expect(eight.index(of: .grey(128)) == 7)
    #expect(eight.index(of: .grey(20)) == 0)
    #expect(Palette(depth: .none).index(of: .grey(20)) == nil)
    #expect(Palette(depth: .direct).index(of: .rgb(1, 2, 3)) == 0x010203)
    #expect(sixteen.index(of: .standard) == nil)
  }

  @Test func classColoursStayDistinctOn256Colours() {
    let palette = Palette(depth: .indexed256)
    for isLight in [false, true] {
      let shown = (0..<10).map { palette.index(of: ClassPalette.color($0, isLight: isLight)) }
      #expect(Set(shown).count == 10)
    }
    #expect(ClassPalette.glyph(7) == "7" && ClassPalette.glyph(10) == "a" && ClassPalette.glyph(99) == "?")
  }

  @Test func signedColoursLeadAwayFromTheBackground() {
    #expect(DivergingScale.color(0, isLight: false) == .grey(0))
    #expect(DivergingScale.color(.nan, isLight: true) == .grey(255))
    #expect(DivergingScale.color(-9, isLight: false) == .rgb(0, 94, 255))
    #expect(DivergingScale.color(1, isLight: true) == .rgb(255, 94, 0))
  }
}

import Testing

@testable import TerminalGraphics

/// What xterm shows for a colour of the cube or of the grey ramp.
private func xtermColor(_ index: Int) -> (red: Int, green: Int, blue: Int) {
  guard index < 232 else { return (8 + 10 * (index - 232), 8 + 10 * (index - 232), 8 + 10 * (index - 232)) }
  let levels = [0, 95, 135, 175, 215, 255]
  return (levels[(index - 16) / 36], levels[(index - 16) / 6 % 6], levels[(index - 16) % 6])
}

@Suite struct PaletteTests {
  @Test func greysHaveThirtyLevels() throws {
    let palette = Palette(depth: .indexed256)
    #expect(palette.greyLevels.count == 30)
    let used = Set((0...255).map { palette.index(of: .grey($0)) })
    #expect(used.count == 30)
    for level in palette.greyLevels {
      let shown = xtermColor(try #require(palette.index(of: .grey(level))))
      #expect(shown == (Int(level), Int(level), Int(level)))
    }
  }

  @Test func noGreyIsFartherThanNineFromTheOneShown() throws {
    let palette = Palette(depth: .indexed256)
    for level in UInt8.min...UInt8.max {
      let shown = xtermColor(try #require(palette.index(of: .grey(level))))
      #expect(abs(shown.red - Int(level)) <= 9)
    }
  }

  @Test(arguments: 16..<256) func theColoursOfTheCubeAndTheRampAreThemselves(_ index: Int) {
    let (red, green, blue) = xtermColor(index)
    #expect(Palette(depth: .indexed256).index(of: .rgb(UInt8(red), UInt8(green), UInt8(blue))) == index)
  }

  /// A colour that has its number keeps it all the way to the terminal.
  @Test func aNumberStaysItself() {
    for depth in [ColorDepth.ansi8, .ansi16, .indexed256] {
      let palette = Palette(depth: depth)
      for color in [Color.grey(130), .hex(0xFFAF00), .hex(0x0000D7)] {
        let shown = palette.shown(color)
        #expect(palette.index(of: shown) == palette.index(of: color))
        #expect(palette.shown(shown) == shown)
      }
    }
    #expect(Palette(depth: .ansi16).index(of: .indexed(16)) == nil)
    #expect(Palette(depth: .none).index(of: .indexed(1)) == nil)
    #expect(Palette(depth: .direct).shown(.rgb(1, 2, 3)) == .rgb(1, 2, 3))
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

  /// White is for crosshairs and text, and one colour for ways.
  @Test func noClassIsWhiteOrLikeAWay() {
    for isLight in [false, true] {
      let capabilities = Capabilities(isLight: isLight)
      let classes = (0..<10).map { ClassPalette.color($0, isLight: isLight) }
      #expect(!classes.contains(capabilities.path.foreground))
      for case .rgb(let red, let green, let blue) in classes where !isLight {
        #expect(min(red, green, blue) < 200, "\(red) \(green) \(blue)")
      }
    }
  }

  @Test func signedColoursLeadAwayFromTheBackground() {
    #expect(DivergingScale.color(0, isLight: false) == .grey(0))
    #expect(DivergingScale.color(.nan, isLight: true) == .grey(255))
    #expect(DivergingScale.color(-9, isLight: false) == .hex(0xAFFFFF))
    #expect(DivergingScale.color(1, isLight: true) == .hex(0x5F0000))
  }

  /// Small numbers are seen: already a fifth of the scale has a contrast of 2.5 to the background, and the contrast grows.
  /// Both signs are told apart by red and blue at every step.
  @Test func signedColoursAreSeenOnDarkAndLight() {
    func levels(_ color: Color) -> (red: Double, green: Double, blue: Double) {
      guard case .rgb(let red, let green, let blue) = color else { return (0, 0, 0) }
      return (Double(red), Double(green), Double(blue))
    }
    // Relative luminance as WCAG defines it, with a square in place of its power of 2.4.
    func luminance(_ color: Color) -> Double {
      let (red, green, blue) = levels(color)
      func linear(_ level: Double) -> Double { level / 255 * level / 255 }
      return 0.2126 * linear(red) + 0.7152 * linear(green) + 0.0722 * linear(blue)
    }
    for isLight in [false, true] {
      let ground = luminance(DivergingScale.color(0, isLight: isLight)) + 0.05
      for sign in [-1.0, 1] {
        let contrasts = [0.2, 0.4, 0.6, 0.8, 1].map { strength -> Double in
          let shown = luminance(DivergingScale.color(sign * strength, isLight: isLight)) + 0.05
          return max(shown, ground) / min(shown, ground)
        }
        #expect(contrasts[0] > (isLight ? 1.2 : 2.5), "\(isLight) \(sign) \(contrasts)")
        #expect(contrasts == contrasts.sorted())
      }
      for strength in [0.2, 0.4, 0.6, 0.8] {
        let (less, more) = (
          levels(DivergingScale.color(-strength, isLight: isLight)),
          levels(DivergingScale.color(strength, isLight: isLight))
        )
        #expect(less.blue > less.red && more.red > more.blue)
      }
    }
  }
}

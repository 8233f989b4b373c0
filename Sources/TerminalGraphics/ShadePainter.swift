/// Pictures in the shades ░▒▓, for plain text and for terminals of few colours.
extension ImagePainter {
  /// Paints two pixels per cell with the character whose halves are nearest to them in brightness.
  func shades(into grid: inout CellGrid) {
    let samples = sampled(columns: 1, rows: 2)
    let hasFewColors = [.ansi8, .ansi16].contains(capabilities.colorDepth)
    for y in 0..<place.height {
      for x in 0..<place.width {
        grid[place.x + x, place.y + y] =
          switch (hasFewColors, image.kind) {
          case (false, _): plain(samples, x, y)
          case (true, .grey): grey(samples, x, y)
          case (true, .rgb): colored(samples, x, y)
          case (true, .signed): signed(samples, x, y)
          }
      }
    }
  }

  /// Three quarters of white count as white, because thin strokes become grey in small pictures.
  private func strengthened(_ ink: Int) -> Int { min(255, ink * 4 / 3) }

  private func plain(_ samples: PixelImage, _ x: Int, _ y: Int) -> Cell {
    let (upper, lower) = (ink(samples, x, 2 * y), ink(samples, x, 2 * y + 1))
    return Cell(Shade.nearest(strengthened(upper), strengthened(lower), among: Shade.twoLevels).glyph)
  }

  private func grey(_ samples: PixelImage, _ x: Int, _ y: Int) -> Cell {
    var (upper, lower) = (samples.brightness(x, 2 * y), samples.brightness(x, 2 * y + 1))
    let hasTwoGreys = palette.greyLevels.count <= 2
    if hasTwoGreys { (upper, lower) = (strengthened(upper), strengthened(lower)) }
    let shade = Shade.nearest(upper, lower, among: hasTwoGreys ? Shade.twoLevels : Shade.fourLevels)
    return Cell(
      shade.glyph,
      Style(
        foreground: palette.shown(.grey(UInt8(shade.front))),
        background: palette.shown(.grey(UInt8(shade.back)))
      ))
  }

  /// The hue of the brighter half over black, by the brightness of both.
  private func colored(_ samples: PixelImage, _ x: Int, _ y: Int) -> Cell {
    let (upper, lower) = (samples.brightness(x, 2 * y), samples.brightness(x, 2 * y + 1))
    let shade = Shade.nearest(upper, lower, among: Shade.twoLevels)
    return Cell(
      shade.glyph,
      Style(
        foreground: shown(samples, x, upper < lower ? 2 * y + 1 : 2 * y), background: palette.shown(.grey(0)))
    )
  }

  /// The colour of the stronger half; a half of the other sign is left empty.
  private func signed(_ samples: PixelImage, _ x: Int, _ y: Int) -> Cell {
    func value(_ row: Int) -> Int { Int(samples.bytes[row * samples.width + x]) - 128 }
    let (upper, lower) = (value(2 * y), value(2 * y + 1))
    let sign = abs(upper) > abs(lower) ? upper.signum() : lower.signum()
    func ink(_ value: Int) -> Int { value.signum() == sign ? min(255, 2 * abs(value)) : 0 }
    let shade = Shade.nearest(ink(upper), ink(lower), among: Shade.twoLevels)
    func shown(_ value: Double) -> Color {
      palette.shown(DivergingScale.color(value, isLight: capabilities.isLight))
    }
    return Cell(shade.glyph, Style(foreground: shown(Double(sign)), background: shown(0)))
  }
}

/// A character by the brightness of its halves, 0…255, in which a front covers a part of a back.
private struct Shade {
  let glyph: Unicode.Scalar
  let front, back: Int
  let upper, lower: Int

  /// The shade that is nearest to two halves, the first of those equally near.
  static func nearest(_ upper: Int, _ lower: Int, among shades: [Shade]) -> Shade {
    var (nearest, least) = (shades[0], Int.max)
    for shade in shades {
      let (above, below) = (shade.upper - upper, shade.lower - lower)
      let distance = above * above + below * below
      if distance < least { (nearest, least) = (shade, distance) }
    }
    return nearest
  }

  /// Black and white.
  static let twoLevels = shades(of: [0, 255])
  /// The greys of sixteen colours.
  static let fourLevels = shades(of: [0, 128, 192, 255])

  /// What can be made of some greys, the calmest first: plain cells, then shades, then halves.
  private static func shades(of levels: [Int]) -> [Shade] {
    let plain = levels.map { level in
      level == 0
        ? Shade(glyph: " ", front: 255, back: 0, upper: 0, lower: 0)
        : Shade(glyph: "█", front: level, back: 0, upper: level, lower: level)
    }
    let pairs = levels.flatMap { front in levels.filter { $0 < front }.map { (front: front, back: $0) } }
      .sorted { $0.front - $0.back < $1.front - $1.back }
    let mixed = pairs.flatMap { front, back in
      zip("░▒▓".unicodeScalars, [1, 2, 3]).map { glyph, quarters in
        let level = back + (front - back) * quarters / 4
        return Shade(glyph: glyph, front: front, back: back, upper: level, lower: level)
      }
    }
    let halves = pairs.flatMap { front, back in
      [
        Shade(glyph: "▀", front: front, back: back, upper: front, lower: back),
        Shade(glyph: "▄", front: front, back: back, upper: back, lower: front),
      ]
    }
    return plain + mixed + halves
  }
}

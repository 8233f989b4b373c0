/// Paints pictures over a rectangle of cells, with one method for each kind of characters.
struct ImagePainter {
  let capabilities: Capabilities
  private let palette: Palette
  private var isBilevel: Bool { capabilities.colorDepth == .ansi8 }

  init(capabilities: Capabilities) {
    self.capabilities = capabilities
    palette = Palette(depth: capabilities.colorDepth)
  }

  /// Paints two pixels per cell. The brighter is always the foreground, which halves the pairs of colours in use.
  func halfBlocks(_ image: PixelImage, _ grid: inout CellGrid, _ place: Rect) {
    let samples = sampled(image, place, columns: 1, rows: 2)
    let isSmall = samples.width < 2 * image.width
    for y in 0..<place.height {
      for x in 0..<place.width {
        let (upper, lower) = (
          shown(samples, x, 2 * y, isSmall: isSmall), shown(samples, x, 2 * y + 1, isSmall: isSmall)
        )
        let isUpperBrighter = samples.brightness(x, 2 * y) > samples.brightness(x, 2 * y + 1)
        let (front, back) = isUpperBrighter ? (upper, lower) : (lower, upper)
        grid[place.x + x, place.y + y] =
          upper == lower
          ? Cell(" ", Style(background: upper))
          : Cell(isUpperBrighter ? "▀" : "▄", Style(foreground: front, background: back))
      }
    }
  }

  /// Paints 2×2 or 2×3 parts per cell in two colours, splitting the parts into bright and dark where they differ most.
  func mosaic(_ image: PixelImage, _ grid: inout CellGrid, _ place: Rect, rows: Int) {
    let samples = sampled(image, place, columns: 2, rows: rows)
    for y in 0..<place.height {
      for x in 0..<place.width {
        let parts = (0..<2 * rows).map { Point(x: 2 * x + $0 % 2, y: rows * y + $0 / 2) }
        let brightness = parts.map { samples.brightness($0.x, $0.y) }
        let limit = Self.division(brightness)
        let isBright = brightness.map { $0 > limit }
        let front = mean(samples, zip(parts, isBright).filter(\.1).map(\.0))
        let back = mean(samples, zip(parts, isBright).filter { !$0.1 }.map(\.0))
        let mask = isBright.indices.reduce(0) { $0 | (isBright[$1] ? 1 << $1 : 0) }
        let style =
          mask == 0 || front == back ? Style(background: back) : Style(foreground: front, background: back)
        let glyph = front == back ? " " : rows == 2 ? Self.quadrants[mask] : Self.sextant(mask)
        grid[place.x + x, place.y + y] = Cell(glyph, style)
      }
    }
  }

  /// Paints 2×4 dots per cell, setting those where the picture is brighter (on light terminals: darker) than an ordered
  /// dither pattern.
  func braille(_ image: PixelImage, _ grid: inout CellGrid, _ place: Rect) {
    let samples = sampled(image, place, columns: 2, rows: 4)
    var canvas = DotCanvas(size: place.size, isUnicode: true)
    let isInverted = capabilities.isLight && image.kind != .signed
    for y in 0..<samples.height {
      for x in 0..<samples.width {
        let brightness = isInverted ? 255 - samples.brightness(x, y) : samples.brightness(x, y)
        guard brightness > Self.threshold(x, y) else { continue }
        let color =
          image.kind == .grey ? .standard : palette.shown(samples.color(x, y, isLight: capabilities.isLight))
        canvas.plot(x, y, style: Style(foreground: color))
      }
    }
    grid.fill(place)
    canvas.draw(into: &grid, at: place.origin, in: place)
  }

  /// Paints two pixels per cell, with the block whose brightness is nearest. Three quarters of white count as white,
  /// because thin strokes become grey in small pictures.
  func shades(_ image: PixelImage, _ grid: inout CellGrid, _ place: Rect) {
    let samples = sampled(image, place, columns: 1, rows: 2)
    let isInverted = capabilities.isLight && image.kind != .signed
    for y in 0..<place.height {
      for x in 0..<place.width {
        let ink = [2 * y, 2 * y + 1].map { row in
          min(255, (isInverted ? 255 - samples.brightness(x, row) : samples.brightness(x, row)) * 4 / 3)
        }
        func distance(_ block: Block) -> Int {
          (block.upper - ink[0]) * (block.upper - ink[0]) + (block.lower - ink[1]) * (block.lower - ink[1])
        }
        let nearest = Self.blocks.min { distance($0) < distance($1) }!
        grid[place.x + x, place.y + y] = Cell(nearest.glyph, .plain)
      }
    }
  }

  /// Paints one character per cell by its brightness; signed pixels as "+" and "-", strong ones as "#" and "=".
  func ascii(_ image: PixelImage, _ grid: inout CellGrid, _ place: Rect) {
    let samples = sampled(image, place, columns: 1, rows: 1)
    for y in 0..<place.height {
      for x in 0..<place.width {
        let brightness = samples.brightness(x, y)
        let color = samples.color(x, y, isLight: capabilities.isLight)
        let style = image.kind == .grey ? .plain : Style(foreground: palette.shown(color))
        let ink = capabilities.isLight ? 255 - brightness : brightness
        let glyph =
          image.kind == .signed
          ? Self.sign(samples.bytes[y * samples.width + x]) : Self.ramp[ink * (Self.ramp.count - 1) / 255]
        grid[place.x + x, place.y + y] = Cell(glyph, glyph == " " ? .plain : style)
      }
    }
  }

  // MARK: Parts

  private func sampled(_ image: PixelImage, _ place: Rect, columns: Int, rows: Int) -> PixelImage {
    image.resampled(columns: place.width * columns, rows: place.height * rows)
  }

  /// The colour of a pixel. With black and white only, a large picture is dithered, while a small one keeps its shapes.
  private func shown(_ image: PixelImage, _ x: Int, _ y: Int, isSmall: Bool) -> Color {
    if isBilevel, image.kind == .grey {
      let threshold = isSmall ? 96 + Self.threshold(x, y) / 8 : Self.threshold(x, y)
      return palette.shown(.grey(image.brightness(x, y) > threshold ? 255 : 0))
    }
    return palette.shown(image.color(x, y, isLight: capabilities.isLight))
  }

  /// The mean colour of some pixels; the terminal's own colour if there are none.
  private func mean(_ image: PixelImage, _ places: [Point]) -> Color {
    var (red, green, blue) = (0, 0, 0)
    for place in places {
      guard case .rgb(let r, let g, let b) = image.color(place.x, place.y, isLight: capabilities.isLight)
      else { continue }
      (red, green, blue) = (red + Int(r), green + Int(g), blue + Int(b))
    }
    guard !places.isEmpty else { return .standard }
    let count = places.count
    return palette.shown(.rgb(UInt8(red / count), UInt8(green / count), UInt8(blue / count)))
  }

  /// The value before the largest step in sorted `brightness`; the greatest value if all are equal.
  private static func division(_ brightness: [Int]) -> Int {
    let sorted = brightness.sorted()
    let steps = zip(sorted, sorted.dropFirst()).map { $1 - $0 }
    guard let largest = steps.max(), largest > 0, let index = steps.firstIndex(of: largest) else {
      return sorted.last ?? 0
    }
    return sorted[index]
  }

  /// The character for each mask, whose bits go from the top left in reading order.
  private static let quadrants: [Unicode.Scalar] = Array(" ▘▝▀▖▌▞▛▗▚▐▜▄▙▟█".unicodeScalars)

  /// The character for a mask, whose bits go from the top left in reading order. The halves and the full block are older
  /// than the other characters and stand elsewhere in Unicode.
  private static func sextant(_ mask: Int) -> Unicode.Scalar {
    switch mask {
    case 0: return " "
    case 21: return "▌"
    case 42: return "▐"
    case 63: return "█"
    default:
      let skipped = 1 + (mask > 21 ? 1 : 0) + (mask > 42 ? 1 : 0)
      return Unicode.Scalar(UInt32(0x1FB00 + mask - skipped)) ?? " "
    }
  }

  /// A character by the ink in its halves, 0…255.
  private struct Block {
    let glyph: Unicode.Scalar
    let upper, lower: Int
  }

  private static let blocks = [
    Block(glyph: " ", upper: 0, lower: 0), Block(glyph: "░", upper: 64, lower: 64),
    Block(glyph: "▒", upper: 128, lower: 128), Block(glyph: "▓", upper: 191, lower: 191),
    Block(glyph: "█", upper: 255, lower: 255), Block(glyph: "▀", upper: 255, lower: 0),
    Block(glyph: "▄", upper: 0, lower: 255),
  ]

  private static let ramp: [Unicode.Scalar] = Array(" .:-=+*#%@".unicodeScalars)

  private static func sign(_ byte: UInt8) -> Unicode.Scalar {
    switch Int(byte) - 128 {
    case ..<(-64): "="
    case ..<(-16): "-"
    case ...16: " "
    case ...64: "+"
    default: "#"
    }
  }

  /// The threshold of a 4×4 ordered dither (Bayer), narrowed towards the middle grey so that shapes stay sharp.
  private static func threshold(_ x: Int, _ y: Int) -> Int {
    let pattern = [0, 8, 2, 10, 12, 4, 14, 6, 3, 11, 1, 9, 15, 7, 13, 5]
    return 24 + pattern[y % 4 * 4 + x % 4] * 13
  }
}

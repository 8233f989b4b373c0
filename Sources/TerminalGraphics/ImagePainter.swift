/// Paints a picture over a rectangle of cells, with one method for each kind of characters.
struct ImagePainter {
  let image: PixelImage
  let place: Rect
  let isSmooth: Bool
  let capabilities: Capabilities
  let palette: Palette

  init(_ image: PixelImage, _ place: Rect, isSmooth: Bool, _ capabilities: Capabilities) {
    self.image = image
    self.place = place
    self.isSmooth = isSmooth
    self.capabilities = capabilities
    palette = Palette(depth: capabilities.colorDepth)
  }

  /// Paints two pixels per cell. The brighter is always the foreground, which halves the pairs of colours in use.
  func halfBlocks(into grid: inout CellGrid) {
    let samples = sampled(columns: 1, rows: 2)
    for y in 0..<place.height {
      for x in 0..<place.width {
        let (upper, lower) = (shown(samples, x, 2 * y), shown(samples, x, 2 * y + 1))
        let isUpperBrighter = samples.brightness(x, 2 * y) > samples.brightness(x, 2 * y + 1)
        let (front, back) = isUpperBrighter ? (upper, lower) : (lower, upper)
        grid[place.x + x, place.y + y] =
          upper == lower
          ? Cell(" ", Style(background: upper))
          : Cell(isUpperBrighter ? "▀" : "▄", Style(foreground: front, background: back))
      }
    }
  }

  /// Paints 2×4 dots per cell, setting those where the picture is brighter (on light terminals: darker) than an ordered
  /// dither pattern.
  func braille(into grid: inout CellGrid) {
    let samples = sampled(columns: 2, rows: 4)
    var canvas = DotCanvas(size: place.size, dots: .braille)
    for y in 0..<samples.height {
      for x in 0..<samples.width {
        guard ink(samples, x, y) > Self.threshold(x, y) else { continue }
        let color = image.kind == .grey ? .standard : shown(samples, x, y)
        canvas.plot(x, y, style: Style(foreground: color))
      }
    }
    grid.fill(place)
    canvas.draw(into: &grid, at: place.origin, in: place)
  }

  /// Paints one character per cell by its brightness; signed pixels as "+" and "-", strong ones as "#" and "=".
  func ascii(into grid: inout CellGrid) {
    let samples = sampled(columns: 1, rows: 1)
    for y in 0..<place.height {
      for x in 0..<place.width {
        let brightness = samples.brightness(x, y)
        let style = image.kind == .grey ? .plain : Style(foreground: shown(samples, x, y))
        let ink = capabilities.isLight ? 255 - brightness : brightness
        let glyph =
          image.kind == .signed
          ? Self.sign(samples.bytes[y * samples.width + x]) : Self.ramp[ink * (Self.ramp.count - 1) / 255]
        grid[place.x + x, place.y + y] = Cell(glyph, glyph == " " ? .plain : style)
      }
    }
  }

  // MARK: Parts

  /// The picture in so many pixels per cell.
  func sampled(columns: Int, rows: Int) -> PixelImage {
    image.resampled(columns: place.width * columns, rows: place.height * rows, isSmooth: isSmooth)
  }

  /// The colour of a pixel as the terminal shows it.
  func shown(_ samples: PixelImage, _ x: Int, _ y: Int) -> Color {
    palette.shown(samples.color(x, y, isLight: capabilities.isLight))
  }

  /// How much of the foreground a pixel takes where there are no colours: its brightness, on light terminals its darkness.
  func ink(_ samples: PixelImage, _ x: Int, _ y: Int) -> Int {
    let isInverted = capabilities.isLight && image.kind != .signed
    return isInverted ? 255 - samples.brightness(x, y) : samples.brightness(x, y)
  }

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

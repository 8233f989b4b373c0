import Plotting

/// Draws pictures into rectangles of cells, as well as a terminal can show them: chooses their size and characters and
/// paints them.
///
/// Terminals of few colours get the shades ░▒▓, those without colours dots, and those without Unicode a ramp of ASCII
/// characters.
public struct ImageBlitter: Hashable, Sendable {
  /// The kind of characters that a picture is made of.
  public enum Characters: String, Hashable, Sendable, CaseIterable {
    /// ▀▄: two square pixels per cell, each in its own colour.
    case halfBlocks
    /// ▖▚▜…: 2×2 pixels per cell, in two colours.
    case quadrants
    /// 🬀🬗…: 2×3 pixels per cell, in two colours.
    case sextants
    /// ⠁⠕⣿…: 2×4 dithered dots per cell.
    case braille
    /// ▀▄░▒▓█: two square pixels per cell, by their brightness: for plain text and few colours.
    case shades
    /// ` .:-=+*#%@`: one pixel per cell, by its brightness.
    case ascii
  }

  /// How pictures are drawn, if the terminal can show that.
  public let style: PictureStyle
  /// What the terminal can show.
  public let capabilities: Capabilities

  /// A blitter that draws in `style`, if the terminal can show that.
  public init(style: PictureStyle = PictureStyle(), capabilities: Capabilities) {
    self.style = style
    self.capabilities = capabilities
  }

  /// A blitter that draws with `characters`, if the terminal can show them.
  public init(characters: Characters, capabilities: Capabilities) {
    self.init(style: PictureStyle(characters: characters), capabilities: capabilities)
  }

  // MARK: Characters

  /// The characters for a picture of `width`×`height` pixels drawn in `size` cells.
  public func characters(forWidth width: Int, height: Int, in size: Size) -> Characters {
    shown(style.characters ?? (hasRoom(width, height, size) ? .halfBlocks : finest))
  }

  /// Whether there are as many columns and half rows as pixels.
  private func hasRoom(_ width: Int, _ height: Int, _ size: Size) -> Bool {
    size.width >= width && 2 * size.height >= height
  }

  /// The finest characters that have colours of their own.
  private var finest: Characters {
    switch capabilities.glyphs {
    case .halfBlocks: .halfBlocks
    case .quadrants: .quadrants
    case .sextants: .sextants
    }
  }

  /// What the terminal shows in place of `characters`.
  private func shown(_ characters: Characters) -> Characters {
    guard capabilities.isUnicode else { return .ascii }
    switch characters {
    case .shades, .ascii: return characters
    case .braille: return capabilities.hasBraille ? .braille : .shades
    case .halfBlocks, .quadrants, .sextants:
      if capabilities.hasColor { return capabilities.greyCount > 4 ? characters : .shades }
      return capabilities.hasBraille ? .braille : .shades
    }
  }

  // MARK: Size

  /// The cells a picture of `width`×`height` pixels takes at `scale`.
  ///
  /// A pixel is `scale` columns wide and half as many rows high, because cells are twice as high as wide. With quadrants,
  /// sextants and braille, if they are asked for, it is half as wide and half as high. Scale 0 takes no cells.
  public func size(width: Int, height: Int, scale: Int) -> Size {
    let across = max(0, width) * max(0, scale)
    let down = max(0, height) * max(0, scale)
    return hasWholeColumns
      ? Size(width: across, height: (down + 1) / 2) : Size(width: (across + 1) / 2, height: (down + 3) / 4)
  }

  /// Whether a pixel at scale 1 is a whole column wide, rather than half a column.
  private var hasWholeColumns: Bool {
    [.halfBlocks, .shades, .ascii].contains(shown(style.characters ?? .halfBlocks))
  }

  /// The largest scale at which a picture of `width`×`height` pixels fits into `size`; 0 if it does not fit at scale 1.
  func largestScale(width: Int, height: Int, in size: Size) -> Int {
    guard width > 0, height > 0 else { return 0 }
    return hasWholeColumns
      ? min(size.width / width, 2 * size.height / height)
      : min(2 * size.width / width, 4 * size.height / height)
  }

  /// The cells a picture of `width`×`height` pixels takes when drawn as large as `size` allows: in squares of one size
  /// where they fit, unless it is interpolated.
  public func fittedSize(width: Int, height: Int, in size: Size) -> Size {
    guard width > 0, height > 0, !size.isEmpty else { return Size(width: 0, height: 0) }
    let scale = largestScale(width: width, height: height, in: size)
    if scale > 0, !style.isSmooth { return self.size(width: width, height: height, scale: scale) }
    // The largest size of the same shape, counting half rows against columns.
    let factor = min(Double(size.width) / Double(width), Double(2 * size.height) / Double(height))
    return Size(
      width: min(size.width, max(1, (Double(width) * factor).roundedInt)),
      height: min(size.height, max(1, (Double(height) * factor / 2).roundedInt)))
  }

  // MARK: Drawing

  /// Draws `image` in the middle of `area`, or in its top left corner, at `scale`, or as large as fits.
  /// - Returns: the cells that the picture takes.
  @discardableResult
  public func draw(
    _ image: PixelImage, into grid: inout CellGrid, in area: Rect, scale: Int? = nil, isCentred: Bool = true
  ) -> Rect {
    let area = area.intersection(grid.bounds)
    let wanted = scale.map { self.size(width: image.width, height: image.height, scale: $0) }
    let fits = wanted.map { $0.width <= area.width && $0.height <= area.height } ?? false
    let size =
      fits ? wanted ?? area.size : fittedSize(width: image.width, height: image.height, in: area.size)
    guard !size.isEmpty else { return Rect(x: area.x, y: area.y, width: 0, height: 0) }
    let place =
      isCentred ? area.centred(size) : Rect(x: area.x, y: area.y, width: size.width, height: size.height)
    let painter = ImagePainter(image, place, isSmooth: style.isSmooth, capabilities)
    switch characters(forWidth: image.width, height: image.height, in: size) {
    case .halfBlocks: painter.halfBlocks(into: &grid)
    case .quadrants: painter.mosaic(into: &grid, rows: 2)
    case .sextants: painter.mosaic(into: &grid, rows: 3)
    case .braille: painter.braille(into: &grid)
    case .shades: painter.shades(into: &grid)
    case .ascii: painter.ascii(into: &grid)
    }
    return place
  }
}

extension Capabilities {
  /// How many greys the terminal can show.
  var greyCount: Int { Palette(depth: colorDepth).greyLevels.count }
}

import Plotting

/// Draws pictures with characters: chooses their size in cells and paints them.
///
/// Without colours, Unicode terminals get dithered dots, and others a ramp of ASCII characters.
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
    /// ▀▄░▒▓█: two square pixels per cell, by their brightness alone: for plain text.
    case shades
    /// ` .:-=+*#%@`: one pixel per cell, by its brightness.
    case ascii
  }

  /// The characters in use: those asked for, or else what the terminal can show.
  public let characters: Characters
  /// What the terminal can show.
  public let capabilities: Capabilities

  /// A blitter that draws with `characters`, if the terminal can show them.
  public init(characters: Characters = .halfBlocks, capabilities: Capabilities) {
    self.capabilities = capabilities
    let needsColor = characters != .shades && characters != .ascii
    self.characters =
      !capabilities.isUnicode ? .ascii : !capabilities.hasColor && needsColor ? .braille : characters
  }

  /// Whether a pixel at scale 1 is a whole column wide, rather than half a column.
  private var hasWholeColumns: Bool { [.halfBlocks, .shades, .ascii].contains(characters) }

  /// The cells a picture of `width`×`height` pixels takes at `scale`.
  ///
  /// A pixel is `scale` columns wide and half as many rows high, because cells are twice as high as wide. With quadrants,
  /// sextants and braille it is half as wide and half as high. Scale 0 takes no cells.
  public func size(width: Int, height: Int, scale: Int) -> Size {
    let across = max(0, width) * max(0, scale)
    let down = max(0, height) * max(0, scale)
    return hasWholeColumns
      ? Size(width: across, height: (down + 1) / 2) : Size(width: (across + 1) / 2, height: (down + 3) / 4)
  }

  /// The largest scale at which a picture of `width`×`height` pixels fits into `size`; 0 if it does not fit at scale 1.
  func largestScale(width: Int, height: Int, in size: Size) -> Int {
    guard width > 0, height > 0 else { return 0 }
    return hasWholeColumns
      ? min(size.width / width, 2 * size.height / height)
      : min(2 * size.width / width, 4 * size.height / height)
  }

  /// The cells a picture of `width`×`height` pixels takes when drawn as large as `size` allows.
  public func fittedSize(width: Int, height: Int, in size: Size) -> Size {
    guard width > 0, height > 0, !size.isEmpty else { return Size(width: 0, height: 0) }
    let scale = largestScale(width: width, height: height, in: size)
    if scale > 0 { return self.size(width: width, height: height, scale: scale) }
    // It is too large for whole pixels: take the largest size of the same shape, counting half rows against columns.
    let factor = min(Double(size.width) / Double(width), Double(2 * size.height) / Double(height))
    return Size(
      width: min(size.width, max(1, (Double(width) * factor).roundedInt)),
      height: min(size.height, max(1, (Double(height) * factor / 2).roundedInt)))
  }

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
    let painter = ImagePainter(capabilities: capabilities)
    switch characters {
    case .halfBlocks: painter.halfBlocks(image, &grid, place)
    case .quadrants: painter.mosaic(image, &grid, place, rows: 2)
    case .sextants: painter.mosaic(image, &grid, place, rows: 3)
    case .braille: painter.braille(image, &grid, place)
    case .shades: painter.shades(image, &grid, place)
    case .ascii: painter.ascii(image, &grid, place)
    }
    return place
  }
}

extension Capabilities {
  /// How many greys the terminal can show.
  var greyCount: Int { Palette(depth: colorDepth).greyLevels.count }
}

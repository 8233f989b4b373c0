import Plotting

/// A canvas of dots finer than cells.
///
/// Coordinates are real numbers in dots from the top left; dot n covers [n, n+1). What lies outside is not drawn.
struct DotCanvas {
  /// What dots are made of.
  enum Dots: Hashable, Sendable {
    /// 2×4 dots per cell: ⠁⠒⣿.
    case braille
    /// 1×2 dots per cell: ▀▄█.
    case halfBlocks
    /// 1×3 dots per cell: `'`, `-`, `.`.
    case ascii

    /// The finest dots that a terminal has.
    init(_ capabilities: Capabilities) {
      self = capabilities.hasBraille ? .braille : capabilities.isUnicode ? .halfBlocks : .ascii
    }

    /// The dots in a cell.
    var perCell: (columns: Int, rows: Int) {
      switch self {
      case .braille: (2, 4)
      case .halfBlocks: (1, 2)
      case .ascii: (1, 3)
      }
    }

    /// The dots across a line that is clearly one.
    var lineWidth: Int { self == .braille ? 2 : 1 }
  }

  /// The size in cells.
  let size: Size
  /// The dots in a cell.
  let columnsPerCell, rowsPerCell: Int

  let dots: Dots
  private var masks: [UInt8]
  private var styles: [Style]

  /// An empty canvas over `size` cells.
  init(size: Size, dots: Dots) {
    self.size = size
    self.dots = dots
    (columnsPerCell, rowsPerCell) = dots.perCell
    masks = Array(repeating: 0, count: size.width * size.height)
    styles = Array(repeating: .plain, count: masks.count)
  }

  /// The dots in a row.
  var width: Int { size.width * columnsPerCell }
  /// The dots in a column.
  var height: Int { size.height * rowsPerCell }

  /// Sets the dot at (`x`, `y`), and gives its cell, which shows all dots set in it, `style`.
  mutating func plot(_ x: Int, _ y: Int, style: Style) {
    guard x >= 0, y >= 0, x < width, y < height else { return }
    let cell = y / rowsPerCell * size.width + x / columnsPerCell
    masks[cell] |= bit(x % columnsPerCell, y % rowsPerCell)
    styles[cell] = style
  }

  /// Draws the straight line between two places, which may lie far outside, `width` dots wide about its middle.
  mutating func line(from start: PlotPoint, to end: PlotPoint, style: Style, width: Int = 1) {
    guard let (start, end) = clipped(start, end) else { return }
    let (dx, dy) = (end.x - start.x, end.y - start.y)
    let steps = max(1, max(abs(dx), abs(dy)).rounded(.up).roundedInt)
    let isSteep = abs(dy) > abs(dx)
    var last: (along: Int, across: Int)?
    for step in 0...steps {
      let t = Double(step) / Double(steps)
      let (x, y) = (start.x + t * dx, start.y + t * dy)
      let along = (isSteep ? y : x).flooredInt
      let across =
        isSteep
        ? Self.first(ofDots: width, about: x, limit: self.width)
        : Self.first(ofDots: width, about: y, limit: height)
      // Where a curve has many points for a dot, most of its lines are shorter than one.
      if let last, last == (along, across) { continue }
      last = (along, across)
      for dot in across..<across + width {
        if isSteep { plot(dot, along, style: style) } else { plot(along, dot, style: style) }
      }
    }
  }

  /// The first of `width` dots about a place, moved inwards where the edge would cut them.
  private static func first(ofDots width: Int, about place: Double, limit: Int) -> Int {
    let first = (place - Double(width - 1) / 2).flooredInt
    let isCut = first < 0 || first > limit - width
    return isCut && (0..<limit).contains(place.flooredInt) ? max(0, min(first, limit - width)) : first
  }

  /// The dots set in a cell, a bit each. Precondition: the cell lies within the canvas.
  func mask(column: Int, row: Int) -> UInt8 { masks[row * size.width + column] }

  /// Draws the cells that have dots into `grid`, with the top left corner of the canvas at `origin`.
  func draw(into grid: inout CellGrid, at origin: Point, in clip: Rect) {
    for y in 0..<size.height {
      for x in 0..<size.width {
        let mask = masks[y * size.width + x]
        guard mask != 0, clip.contains(Point(x: origin.x + x, y: origin.y + y)) else { continue }
        grid[origin.x + x, origin.y + y] = Cell(dots.glyph(mask), styles[y * size.width + x])
      }
    }
  }

  // MARK: Parts

  private func bit(_ x: Int, _ y: Int) -> UInt8 {
    guard dots == .braille else { return 1 << UInt8(y) }
    return y == 3 ? (x == 0 ? 0x40 : 0x80) : 1 << UInt8(3 * x + y)
  }

  /// Whether a place lies within the canvas and a margin of one dot.
  private func contains(_ place: PlotPoint) -> Bool {
    place.x >= -1 && place.x <= Double(width) + 1 && place.y >= -1 && place.y <= Double(height) + 1
  }

  /// The part of a line within the canvas and a margin of one dot (Liang and Barsky).
  private func clipped(_ start: PlotPoint, _ end: PlotPoint) -> (PlotPoint, PlotPoint)? {
    guard start.isFinite, end.isFinite else { return nil }
    let (dx, dy) = (end.x - start.x, end.y - start.y)
    if contains(start), contains(end) { return (start, PlotPoint(x: start.x + dx, y: start.y + dy)) }
    var (first, last) = (0.0, 1.0)
    /// Cuts off what lies beyond an edge. Returns whether something may be left.
    func cut(_ slope: Double, _ distance: Double) -> Bool {
      if slope < 0 { first = max(first, distance / slope) }
      if slope > 0 { last = min(last, distance / slope) }
      return slope != 0 || distance >= 0
    }
    guard cut(-dx, start.x + 1), cut(dx, Double(width) + 1 - start.x), cut(-dy, start.y + 1),
      cut(dy, Double(height) + 1 - start.y)
    else { return nil }
    guard first <= last else { return nil }
    return (
      PlotPoint(x: start.x + first * dx, y: start.y + first * dy),
      PlotPoint(x: start.x + last * dx, y: start.y + last * dy)
    )
  }
}

extension DotCanvas.Dots {
  /// The character for some dots of a cell, a bit each. Precondition: there is one at least.
  func glyph(_ mask: UInt8) -> Unicode.Scalar {
    switch self {
    case .braille: Unicode.Scalar(0x2800 + UInt32(mask)) ?? " "
    case .halfBlocks: ["▀", "▄", "█"][Int(mask) - 1]
    case .ascii: ["'", "-", "'", ".", ":", ".", "|"][Int(mask) - 1]
    }
  }
}

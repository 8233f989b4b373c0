import Plotting

/// A canvas of dots finer than cells: 2×4 braille dots per cell, or 1×3 per cell in ASCII (`'`, `-`, `.`).
///
/// Coordinates are real numbers in dots from the top left; dot n covers [n, n+1). What lies outside is not drawn.
struct DotCanvas {
  /// The size in cells.
  let size: Size
  /// The dots in a cell.
  let columnsPerCell, rowsPerCell: Int

  private let isBraille: Bool
  private var masks: [UInt8]
  private var styles: [Style]
  private var weak: [Bool]

  /// An empty canvas over `size` cells.
  init(size: Size, isUnicode: Bool) {
    self.size = size
    isBraille = isUnicode
    columnsPerCell = isUnicode ? 2 : 1
    rowsPerCell = isUnicode ? 4 : 3
    masks = Array(repeating: 0, count: size.width * size.height)
    styles = Array(repeating: .plain, count: masks.count)
    weak = Array(repeating: false, count: masks.count)
  }

  /// The dots in a row.
  var width: Int { size.width * columnsPerCell }
  /// The dots in a column.
  var height: Int { size.height * rowsPerCell }

  /// Sets the dot at (`x`, `y`), and gives its cell `style`.
  ///
  /// A cell shows all dots set in it, except that weak dots are replaced by others.
  mutating func plot(_ x: Int, _ y: Int, style: Style, isWeak: Bool = false) {
    guard x >= 0, y >= 0, x < width, y < height else { return }
    let cell = y / rowsPerCell * size.width + x / columnsPerCell
    if weak[cell] != isWeak, masks[cell] != 0 {
      if isWeak { return }
      masks[cell] = 0
    }
    masks[cell] |= bit(x % columnsPerCell, y % rowsPerCell)
    styles[cell] = style
    weak[cell] = isWeak
  }

  /// Draws the straight line between two places, which may lie far outside.
  mutating func line(from start: PlotPoint, to end: PlotPoint, style: Style) {
    guard let (start, end) = clipped(start, end) else { return }
    let (dx, dy) = (end.x - start.x, end.y - start.y)
    let steps = max(1, max(abs(dx), abs(dy)).rounded(.up).roundedInt)
    for step in 0...steps {
      let t = Double(step) / Double(steps)
      plot((start.x + t * dx).flooredInt, (start.y + t * dy).flooredInt, style: style)
    }
  }

  /// Draws the cells that have dots into `grid`, with the top left corner of the canvas at `origin`.
  func draw(into grid: inout CellGrid, at origin: Point, in clip: Rect) {
    for y in 0..<size.height {
      for x in 0..<size.width {
        let mask = masks[y * size.width + x]
        guard mask != 0, clip.contains(Point(x: origin.x + x, y: origin.y + y)) else { continue }
        grid[origin.x + x, origin.y + y] = Cell(glyph(mask), styles[y * size.width + x])
      }
    }
  }

  // MARK: Parts

  private func bit(_ x: Int, _ y: Int) -> UInt8 {
    guard isBraille else { return 1 << UInt8(y) }
    return y == 3 ? (x == 0 ? 0x40 : 0x80) : 1 << UInt8(3 * x + y)
  }

  private func glyph(_ mask: UInt8) -> Unicode.Scalar {
    if isBraille { return Unicode.Scalar(0x2800 + UInt32(mask)) ?? " " }
    return ["'", "-", "'", ".", ":", ".", "|"][Int(mask) - 1]
  }

  /// The part of a line within the canvas and a margin of one dot (Liang and Barsky).
  private func clipped(_ start: PlotPoint, _ end: PlotPoint) -> (PlotPoint, PlotPoint)? {
    guard start.isFinite, end.isFinite else { return nil }
    let (dx, dy) = (end.x - start.x, end.y - start.y)
    var (first, last) = (0.0, 1.0)
    let edges = [
      (-dx, start.x + 1), (dx, Double(width) + 1 - start.x), (-dy, start.y + 1),
      (dy, Double(height) + 1 - start.y),
    ]
    for (slope, distance) in edges {
      if slope == 0, distance < 0 { return nil }
      if slope < 0 { first = max(first, distance / slope) }
      if slope > 0 { last = min(last, distance / slope) }
    }
    guard first <= last else { return nil }
    return (
      PlotPoint(x: start.x + first * dx, y: start.y + first * dy),
      PlotPoint(x: start.x + last * dx, y: start.y + last * dy)
    )
  }
}

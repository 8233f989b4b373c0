/// A screen, or a part of one, in memory: rows of cells. Whatever falls outside it is silently not drawn.
public struct CellGrid: Sendable, Equatable {
  /// Columns and rows.
  public let size: Size
  /// The cells, row after row: `size.width * size.height` of them.
  public private(set) var cells: [Cell]

  /// A grid of `size`, every cell being `cell`.
  public init(size: Size, filledWith cell: Cell = .blank) {
    self.size = size
    cells = Array(repeating: cell, count: size.width * size.height)
  }

  /// The whole grid as a rectangle.
  public var bounds: Rect { Rect(size) }

  /// The cell at column `x` and row `y`: blank, and not to be set, outside the grid.
  public subscript(x: Int, y: Int) -> Cell {
    get { isInside(x, y) ? cells[y * size.width + x] : .blank }
    set { if isInside(x, y) { cells[y * size.width + x] = newValue } }
  }

  /// The cells of row `y`. Precondition: `y` is a row.
  public func row(_ y: Int) -> ArraySlice<Cell> {
    precondition(y >= 0 && y < size.height, "row \(y) of a grid with \(size.height)")
    return cells[y * size.width..<(y + 1) * size.width]
  }

  /// Writes one line of text from `point` to the right, within `clip` (default: the grid).
  ///
  /// Text that would pass the right edge of `clip` is cut there; with an `ellipsis` the last visible cell says so.
  /// Each scalar takes one cell: combining and control characters are left out, wide ones become "?".
  /// - Returns: the column after the last one used, were there no edge.
  @discardableResult
  public mutating func write(
    _ text: String, at point: Point, style: Style = .plain, in clip: Rect? = nil,
    ellipsis: Unicode.Scalar? = nil
  ) -> Int {
    let area = clip.map { $0.intersection(bounds) } ?? bounds
    let isVisibleRow = point.y >= area.y && point.y < area.bottom
    let edge = clip?.right ?? size.width
    var x = point.x
    for scalar in text.unicodeScalars {
      guard let scalar = TextLayout.oneColumn(scalar) else { continue }
      if isVisibleRow, x >= area.x, x < area.right {
        cells[point.y * size.width + x] = Cell(scalar, style)
      }
      x += 1
    }
    if let ellipsis, x > edge, isVisibleRow, edge - 1 >= max(area.x, point.x), edge <= area.right {
      cells[point.y * size.width + edge - 1] = Cell(ellipsis, style)
    }
    return x
  }

  /// Makes every cell of `area` that is in the grid `cell`.
  public mutating func fill(_ area: Rect, with cell: Cell = .blank) {
    let area = area.intersection(bounds)
    for y in area.y..<area.bottom {
      for x in area.x..<area.right { cells[y * size.width + x] = cell }
    }
  }

  private func isInside(_ x: Int, _ y: Int) -> Bool {
    x >= 0 && y >= 0 && x < size.width && y < size.height
  }
}

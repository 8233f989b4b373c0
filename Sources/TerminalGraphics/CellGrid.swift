/// A screen or a part of one in memory, as rows of cells. Drawing outside it has no effect.
public struct CellGrid: Sendable, Equatable {
  /// The numbers of columns and rows.
  public let size: Size
  /// The `size.width * size.height` cells, row after row.
  public private(set) var cells: [Cell]

  /// A grid of `size` in which every cell is `cell`.
  public init(size: Size, filledWith cell: Cell = .blank) {
    self.size = size
    cells = Array(repeating: cell, count: size.width * size.height)
  }

  /// The whole grid as a rectangle.
  public var bounds: Rect { Rect(size) }

  /// The cell at column `x` and row `y`. Outside the grid it is blank, and setting it has no effect.
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
  /// Text is cut at the right edge of `clip`; if there is an `ellipsis`, it is put in the last visible cell then.
  /// Each scalar takes one cell: combining and control characters are omitted, and wide ones become "?".
  /// - Returns: the column after the text, as if it had not been cut.
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

  /// Sets every cell of `area` that lies in the grid to `cell`.
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

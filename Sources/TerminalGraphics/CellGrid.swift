/// A screen or a part of one in memory, as rows of cells. Drawing outside it has no effect.
public struct CellGrid: Sendable, Equatable {
  /// The numbers of columns and rows.
  public let size: Size
  /// The `size.width * size.height` cells, row after row, as they were drawn: a half of a wide character may have been drawn
  /// over.
  public private(set) var cells: [Cell]
  /// Whether wide characters have been written.
  private var hasWideCharacters = false

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

  /// The cells of row `y` as a terminal shows them: a wide character of which only a half is left is a blank.
  /// Precondition: `y` is a row.
  public func row(_ y: Int) -> ArraySlice<Cell> {
    precondition(y >= 0 && y < size.height, "row \(y) of a grid with \(size.height)")
    let row = cells[y * size.width..<(y + 1) * size.width]
    return hasWideCharacters ? Self.withoutHalves(row) : row
  }

  private static func withoutHalves(_ row: ArraySlice<Cell>) -> ArraySlice<Cell> {
    var row = row
    for x in row.indices {
      let isHalf =
        row[x].isRightHalf
        ? x == row.startIndex || !row[x - 1].isWide
        : row[x].isWide && (x + 1 == row.endIndex || !row[x + 1].isRightHalf)
      if isHalf { row[x].scalar = " " }
    }
    return row
  }

  /// Writes one line of text from `point` to the right, within `clip` (default: the grid).
  ///
  /// Text is cut at the right edge of `clip`; if there is an `ellipsis`, it is put in the last visible cell then.
  /// A scalar takes one cell, or two if it is wide; combining ones are omitted, and those that could steer a terminal
  /// become "�", and a tab a space.
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
      // Most text is ASCII, and this is where frames are made.
      let isPlain = scalar.value >= 0x20 && scalar.value < 0x7F
      let columns = isPlain ? 1 : scalar.columns
      if isVisibleRow, columns > 0, x + columns > area.x, x < area.right {
        let shown = isPlain ? scalar : scalar == "\t" ? " " : scalar.isSteering ? "�" : scalar
        if columns == 1 {
          cells[point.y * size.width + x] = Cell(shown, style)
        } else {
          putWide(Cell(shown, style), at: Point(x: x, y: point.y), in: area)
        }
      }
      x += columns
    }
    if let ellipsis, x > edge, isVisibleRow, edge - 1 >= max(area.x, point.x), edge <= area.right {
      cells[point.y * size.width + edge - 1] = Cell(ellipsis, style)
    }
    return x
  }

  /// Puts a character of two columns, of which at least one is in `area`; a blank for a half of one.
  private mutating func putWide(_ cell: Cell, at point: Point, in area: Rect) {
    let index = point.y * size.width + point.x
    hasWideCharacters = true
    let isWhole = point.x >= area.x && point.x + 1 < area.right
    if point.x >= area.x { cells[index] = isWhole ? cell : Cell(" ", cell.style) }
    if point.x + 1 < area.right {
      cells[index + 1] = isWhole ? .rightHalf(cell.style) : Cell(" ", cell.style)
    }
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

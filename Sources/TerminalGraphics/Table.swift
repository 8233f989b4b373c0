/// Rows of text in aligned columns under a header, scrolled so that the selected row is visible.
public struct Table: Widget {
  /// One column.
  public struct Column: Hashable, Sendable {
    /// The title above the column.
    public var title: String
    /// The alignment of its texts.
    public var alignment: TextLayout.Alignment
    /// Whether it is narrowed where there is too little room, before columns are left out.
    public var isFlexible: Bool
    /// The columns of cells to which it is narrowed at most.
    public var leastWidth: Int
    /// Whether its texts are drawings, which are not reversed in the selected row because they would become negatives.
    public var isDrawing: Bool

    /// A column.
    public init(
      _ title: String, _ alignment: TextLayout.Alignment = .left, isFlexible: Bool = false,
      leastWidth: Int = 6, isDrawing: Bool = false
    ) {
      self.title = title
      self.alignment = alignment
      self.isFlexible = isFlexible
      self.leastWidth = leastWidth
      self.isDrawing = isDrawing
    }
  }

  /// The columns, the most important first; the last ones are left out if there is no room.
  public var columns: [Column]
  /// The texts of each row; texts that are missing at its end are empty.
  public var rows: [[String]]
  /// The index of the selected row.
  public var selected: Int?

  /// A table.
  public init(columns: [Column], rows: [[String]], selected: Int? = nil) {
    self.columns = columns
    self.rows = rows
    self.selected = selected
  }

  /// The index of the row at `point` when drawn in `area`; `nil` if there is none.
  public func row(at point: Point, in area: Rect) -> Int? {
    guard area.contains(point), point.y > area.y else { return nil }
    let index = shownRows(height: area.height - 1).lowerBound + point.y - area.y - 1
    return rows.indices.contains(index) ? index : nil
  }

  /// The rows shown in `height` rows of cells below the header, with the selected row in the middle where possible.
  public func shownRows(height: Int) -> Range<Int> {
    let height = max(0, height)
    let limit = max(0, rows.count - height)
    let first = min(max(0, (selected ?? 0) - height / 2), limit)
    return first..<min(rows.count, first + height)
  }

  public func draw(into grid: inout CellGrid, in area: Rect, _ capabilities: Capabilities) {
    guard !area.isEmpty else { return }
    let widths = columnWidths(in: area.width)
    let (header, body) = area.split(top: 1)
    write(columns.map(\.title), widths, into: &grid, header, capabilities.muted, capabilities)
    for (offset, index) in shownRows(height: body.height).enumerated() {
      let line = Rect(x: body.x, y: body.y + offset, width: body.width, height: 1)
      let style = index == selected ? Style.reverse : .plain
      if index == selected { grid.fill(line, with: Cell(" ", style)) }
      write(rows[index], widths, into: &grid, line, style, capabilities)
    }
  }

  private func write(
    _ texts: [String], _ widths: [Int], into grid: inout CellGrid, _ line: Rect, _ style: Style,
    _ capabilities: Capabilities
  ) {
    var x = line.x
    for (index, width) in widths.enumerated() {
      let text = index < texts.count ? texts[index] : ""
      let padded = TextLayout.padded(
        text, to: width, columns[index].alignment, ellipsis: capabilities.ellipsis)
      var look = style
      if columns[index].isDrawing { look.attributes.remove(.reverse) }
      grid.write(padded, at: Point(x: x, y: line.y), style: look, in: line)
      x += width + 2
    }
  }

  /// The width of each visible column: that of its widest text, but flexible columns share the room that is lacking.
  private func columnWidths(in width: Int) -> [Int] {
    var widths = columns.indices.map { index in
      rows.reduce(TextLayout.width(columns[index].title)) { widest, row in
        max(widest, index < row.count ? TextLayout.width(row[index]) : 0)
      }
    }
    func least(_ index: Int) -> Int {
      columns[index].isFlexible ? min(columns[index].leastWidth, widths[index]) : widths[index]
    }
    func needed() -> Int { widths.indices.reduce(-2) { $0 + 2 + least($1) } }
    while widths.count > 1, needed() > width { widths.removeLast() }
    let flexible = widths.indices.filter { columns[$0].isFlexible }
    var lacking = max(0, widths.reduce(-2) { $0 + 2 + $1 } - width)
    for (position, index) in flexible.enumerated() {
      let change = min(lacking / (flexible.count - position), widths[index] - least(index))
      widths[index] -= change
      lacking -= change
    }
    return widths
  }
}

/// A box with a title in its upper edge, drawn with lines, or with +-| in ASCII.
public struct Frame: Widget {
  /// The title at the left of the upper edge.
  public var title: String
  /// A second title at the right of the upper edge, shown if there is room for both.
  public var trailingTitle: String
  /// The look of the lines; `nil`: faint.
  public var lineStyle: Style?

  /// A box with a title.
  public init(title: String = "", trailingTitle: String = "", lineStyle: Style? = nil) {
    self.title = title
    self.trailingTitle = trailingTitle
    self.lineStyle = lineStyle
  }

  /// The cells inside the box that is drawn in `area`; none if `area` is smaller than 3×3.
  public func inner(of area: Rect) -> Rect { area.inset(columns: 1, rows: 1) }

  public func draw(into grid: inout CellGrid, in area: Rect, _ capabilities: Capabilities) {
    guard area.width >= 2, area.height >= 2 else { return }
    let style = lineStyle ?? capabilities.faint
    let (right, bottom) = (area.right - 1, area.bottom - 1)
    for x in area.x...right {
      grid[x, area.y] = Cell("─", style)
      grid[x, bottom] = Cell("─", style)
    }
    for y in area.y...bottom {
      grid[area.x, y] = Cell("│", style)
      grid[right, y] = Cell("│", style)
    }
    grid[area.x, area.y] = Cell("┌", style)
    grid[right, area.y] = Cell("┐", style)
    grid[area.x, bottom] = Cell("└", style)
    grid[right, bottom] = Cell("┘", style)
    drawTitles(into: &grid, in: area.split(top: 1).top.inset(columns: 1), capabilities)
  }

  private func drawTitles(into grid: inout CellGrid, in edge: Rect, _ capabilities: Capabilities) {
    var end = edge.x
    if !title.isEmpty, edge.width >= 4 {
      let text = TextLayout.truncated(title, to: edge.width - 2, ellipsis: capabilities.ellipsis)
      end = grid.write(" \(text) ", at: edge.origin, style: .bold, in: edge)
    }
    let start = edge.right - TextLayout.width(trailingTitle) - 2
    if !trailingTitle.isEmpty, start > end {
      grid.write(" \(trailingTitle) ", at: Point(x: start, y: edge.y), style: capabilities.muted, in: edge)
    }
  }
}

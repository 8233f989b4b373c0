/// A box with a title in its upper edge: Unicode lines, or +-| in ASCII.
public struct Frame: Widget {
  /// What is written at the left of the upper edge.
  public var title: String
  /// What is written at its right, if there is room for both.
  public var trailingTitle: String
  /// The look of the title.
  public var titleStyle: Style
  /// The look of the lines; nil: faint.
  public var lineStyle: Style?

  /// A box with a title.
  public init(
    title: String = "", trailingTitle: String = "", titleStyle: Style = .bold, lineStyle: Style? = nil
  ) {
    self.title = title
    self.trailingTitle = trailingTitle
    self.titleStyle = titleStyle
    self.lineStyle = lineStyle
  }

  /// The cells within the box drawn in `area`; empty if it is smaller than 3×3.
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
      end = grid.write(" \(text) ", at: edge.origin, style: titleStyle, in: edge)
    }
    let start = edge.right - TextLayout.width(trailingTitle) - 2
    if !trailingTitle.isEmpty, start > end {
      grid.write(" \(trailingTitle) ", at: Point(x: start, y: edge.y), style: capabilities.muted, in: edge)
    }
  }
}

/// A box of text in the middle of a page, over what is there; it scrolls if there is more text than room.
public struct Overlay: Widget {
  /// What is written in its upper edge.
  public var title: String
  /// Its text; lines are wrapped to its width.
  public var text: String
  /// What is written in its lower edge, the keys that leave it say.
  public var footer: String
  /// How many lines are scrolled past; more than there are shows the last ones.
  public var firstLine: Int
  /// The greatest width of the text.
  public var maximumWidth: Int

  /// A box with `text`.
  public init(title: String, text: String, footer: String = "", firstLine: Int = 0, maximumWidth: Int = 72) {
    self.title = title
    self.text = text
    self.footer = footer
    self.firstLine = firstLine
    self.maximumWidth = maximumWidth
  }

  /// How many lines can be scrolled past when drawn in `area`: 0 if all are seen.
  public func scrollLimit(in area: Rect) -> Int {
    let (box, lines) = layout(in: area)
    return max(0, lines.count - max(0, box.height - 2))
  }

  public func draw(into grid: inout CellGrid, in area: Rect, _ capabilities: Capabilities) {
    let (box, lines) = layout(in: area)
    guard box.width >= 3, box.height >= 3 else { return }
    let limit = max(0, lines.count - (box.height - 2))
    let first = min(max(0, firstLine), limit)
    let position = limit == 0 ? "" : "\(first + 1)–\(first + box.height - 2) of \(lines.count)"
    let frame = Frame(title: title, trailingTitle: position, lineStyle: capabilities.accent)
    grid.fill(box)
    frame.draw(into: &grid, in: box, capabilities)
    let inner = frame.inner(of: box).inset(columns: 1)
    for (row, line) in lines.dropFirst(first).prefix(inner.height).enumerated() {
      grid.write(line, at: Point(x: inner.x, y: inner.y + row), in: inner)
    }
    let edge = box.split(bottom: 1).bottom.inset(columns: 1)
    let start = edge.right - TextLayout.width(footer) - 2
    if !footer.isEmpty, start >= edge.x {
      grid.write(" \(footer) ", at: Point(x: start, y: edge.y), style: capabilities.muted, in: edge)
    }
  }

  private func layout(in area: Rect) -> (box: Rect, lines: [String]) {
    let room = min(maximumWidth, area.width - 4)
    let lines = TextLayout.wrapped(text, to: room)
    let widest = max(
      lines.map(TextLayout.width).max() ?? 0, TextLayout.width(title), TextLayout.width(footer))
    let width = min(max(widest, min(room, 20)), room)
    return (area.centred(Size(width: width + 4, height: lines.count + 2)), lines)
  }
}

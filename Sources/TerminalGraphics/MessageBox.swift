/// A box of text in the middle of an area, drawn over the page.
public struct MessageBox: Widget {
  /// The title in the upper edge.
  public var title: String
  /// The text; lines are wrapped to the width of the box, and those that do not fit are not shown.
  public var text: String
  /// The greatest width of the text.
  public var maximumWidth: Int

  /// A box with `text`.
  public init(title: String, text: String, maximumWidth: Int = 72) {
    self.title = title
    self.text = text
    self.maximumWidth = maximumWidth
  }

  public func draw(into grid: inout CellGrid, in area: Rect, _ capabilities: Capabilities) {
    let (box, lines) = layout(in: area)
    guard box.width >= 3, box.height >= 3 else { return }
    let shown = box.height - 2
    let part = shown < lines.count ? "1–\(shown) of \(lines.count)" : ""
    let frame = Frame(title: title, trailingTitle: part, lineStyle: capabilities.accent)
    grid.fill(box)
    frame.draw(into: &grid, in: box, capabilities)
    let inner = frame.inner(of: box).inset(columns: 1)
    for (row, line) in lines.prefix(inner.height).enumerated() {
      grid.write(line, at: Point(x: inner.x, y: inner.y + row), in: inner)
    }
  }

  private func layout(in area: Rect) -> (box: Rect, lines: [String]) {
    let room = min(maximumWidth, area.width - 4)
    let lines = TextLayout.wrapped(text, to: room)
    let widest = max(lines.map(TextLayout.width).max() ?? 0, TextLayout.width(title))
    let width = min(max(widest, min(room, 20)), room)
    return (area.centred(Size(width: width + 4, height: lines.count + 2)), lines)
  }
}

import TerminalGraphics

/// Two runs side by side, over the page: figures, settings that differ, and whether the bounds can be compared.
struct RunDifferenceView: Widget {
  let difference: RunDifference

  private typealias Line = RunDifference.Line

  func draw(into grid: inout CellGrid, in area: Rect, _ capabilities: Capabilities) {
    let widths = columnWidths
    let width = min(area.width - 2, max(60, widths.reduce(8, +), TextLayout.width(note) + 4))
    let notes = note.isEmpty ? [] : TextLayout.wrapped(note, to: width - 4)
    let lines = lines(in: area.height - 3 - notes.count)
    let box = area.centred(Size(width: width, height: min(area.height, lines.count + 3 + notes.count)))
    grid.fill(box)
    let frame = Frame(
      title: "two runs", trailingTitle: "nats per image; bold: better", lineStyle: capabilities.accent)
    grid.draw(frame, in: box, capabilities)
    let (body, foot) = box.inset(columns: 2, rows: 1).split(bottom: notes.count)
    let head = Line(name: "", left: difference.leftName, right: difference.rightName)
    let nameWidth = min(widths[0], body.width / 3)
    for (row, line) in ([head] + lines).prefix(body.height).enumerated() {
      let place = Rect(x: body.x, y: body.y + row, width: body.width, height: 1)
      write(line, row == 0 ? capabilities.accent : .plain, nameWidth, into: &grid, at: place, capabilities)
    }
    for (row, text) in notes.enumerated() {
      grid.write(text, at: Point(x: foot.x, y: foot.y + row), style: capabilities.warning, in: foot)
    }
  }

  /// The figures, then the settings that differ; what has no room is counted.
  private func lines(in height: Int) -> [Line] {
    let settings =
      difference.settings.isEmpty
      ? [Line(name: "the same settings", left: "", right: "")] : difference.settings
    let lines = difference.figures + [Line(name: "", left: "", right: "")] + settings
    guard lines.count > height, height > 1 else { return lines }
    return lines.prefix(height - 1) + [Line(name: "+\(lines.count - height + 1) more", left: "", right: "")]
  }

  private var note: String {
    difference.isComparable ? "" : "The bounds cannot be compared: data, pixels or likelihood differ."
  }

  /// The widths of the names and of either run's values.
  private var columnWidths: [Int] {
    let lines = difference.figures + difference.settings
    return [
      lines.map(\.name) + ["the same settings"], lines.map(\.left) + [difference.leftName],
      lines.map(\.right) + [difference.rightName],
    ].map { $0.map(TextLayout.width).max() ?? 0 }
  }

  private func write(
    _ line: Line, _ style: Style, _ nameWidth: Int, into grid: inout CellGrid, at place: Rect,
    _ capabilities: Capabilities
  ) {
    grid.write(
      TextLayout.truncated(line.name, to: nameWidth, ellipsis: capabilities.ellipsis), at: place.origin,
      style: capabilities.muted, in: place)
    let column = (place.width - nameWidth - 4) / 2
    for (index, text) in [line.left, line.right].enumerated() {
      let isBetter = line.isLeftBetter == (index == 0)
      let shown = TextLayout.truncatedAtStart(text, to: column, ellipsis: capabilities.ellipsis)
      grid.write(
        TextLayout.padded(shown, to: column, .right),
        at: Point(x: place.x + nameWidth + 2 + index * (column + 2), y: place.y),
        style: isBetter ? .bold : style, in: place)
    }
  }
}

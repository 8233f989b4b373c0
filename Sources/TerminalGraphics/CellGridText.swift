/// Grids as text, for pipes, tests and `--once`.
extension CellGrid {
  /// The characters alone, with newlines between the rows and without blanks at the ends of rows.
  public func text() -> String {
    var lines: [String] = []
    for y in 0..<size.height {
      var scalars = String.UnicodeScalarView(row(y).lazy.filter { !$0.isRightHalf }.map(\.scalar))
      while scalars.last == " " { scalars.removeLast() }
      lines.append(String(scalars))
    }
    return lines.joined(separator: "\n")
  }

  /// The characters with ANSI escape sequences for their styles; at depth `.none` only for their attributes.
  ///
  /// Each row starts and ends in the plain style, so that it can be printed by itself.
  public func ansi(depth: ColorDepth) -> String {
    let palette = Palette(depth: depth)
    var lines: [String] = []
    for y in 0..<size.height {
      var line = ""
      var style = Style.plain
      let cells = row(y)
      let end = cells.lastIndex { $0 != .blank }.map { $0 + 1 } ?? cells.startIndex
      for cell in cells[..<end] where !cell.isRightHalf {
        let next = palette.shown(cell.style)
        if next != style {
          style = next
          line += palette.selectGraphicRendition(style)
        }
        line.unicodeScalars.append(cell.scalar)
      }
      if style != .plain { line += "\u{1B}[0m" }
      lines.append(line)
    }
    return lines.joined(separator: "\n")
  }
}

import TerminalGraphics

/// The last row: a notice, in more rows where it is long, or what the keys of the page do.
struct Footer: Widget {
  let model: ExplorerModel

  func draw(into grid: inout CellGrid, in area: Rect, _ capabilities: Capabilities) {
    let line = area.inset(columns: 1)
    if let notice = model.notice {
      draw(notice, into: &grid, above: line, capabilities)
    } else if let modal = model.overlay {
      grid.draw(KeyHints(modal.hints), in: line, capabilities)
    } else {
      let (page, everywhere) = (hints(model.page.bindings), hints(globalBindings))
      grid.draw(KeyHints(page, trailing: everywhere), in: line, capabilities)
    }
  }

  /// Draws a notice whole: what does not fit in the last row takes rows of the page above, for as long as it stays.
  private func draw(
    _ notice: Notice, into grid: inout CellGrid, above line: Rect, _ capabilities: Capabilities
  ) {
    let lines = TextLayout.wrapped(notice.text, to: line.width)
    let style = notice.isFailure ? capabilities.bad : capabilities.accent
    let top = line.bottom - lines.count
    if lines.count > 1 { grid.fill(Rect(x: 0, y: top, width: grid.size.width, height: lines.count)) }
    for (row, text) in lines.enumerated() {
      grid.write(text, at: Point(x: line.x, y: top + row), style: style)
    }
  }

  private func hints(_ bindings: [KeyBinding]) -> [KeyHints.Hint] {
    bindings.compactMap { binding in binding.hint(model).map { KeyHints.Hint(binding.label, $0) } }
  }
}

import TerminalGraphics

/// The last row: a notice, in more rows where it is long, or what the keys of the page do.
struct Footer: Widget {
  let model: ExplorerModel

  func draw(into grid: inout CellGrid, in area: Rect, _ capabilities: Capabilities) {
    let line = area.inset(columns: 1)
    if let notice = model.notice {
      draw(notice, into: &grid, above: line, capabilities)
    } else {
      grid.draw(keyHints, in: line, capabilities)
    }
  }

  /// What keys do, while nothing else is said.
  private var keyHints: KeyHints {
    if let modal = model.overlay { return KeyHints(modal.hints) }
    return KeyHints(hints(model.page.bindings), trailing: hints(globalBindings))
  }

  /// The key whose hint is at `point` when drawn in `area`; `nil` if there is none.
  func key(at point: Point, in area: Rect) -> Key? {
    model.notice == nil ? keyHints.key(at: point, in: area.inset(columns: 1)) : nil
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
    bindings.compactMap { binding in
      binding.hint(model).map { KeyHints.Hint(binding.label, $0, keys: binding.keys) }
    }
  }
}

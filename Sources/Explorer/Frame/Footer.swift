import TerminalGraphics

/// The last row: a notice, or what the keys of the page do.
struct Footer: Widget {
  let model: ExplorerModel

  func draw(into grid: inout CellGrid, in area: Rect, _ capabilities: Capabilities) {
    let line = area.inset(columns: 1)
    if let notice = model.notice {
      let style = notice.isFailure ? capabilities.bad : capabilities.accent
      grid.write(notice.text, at: line.origin, style: style, in: line, ellipsis: capabilities.ellipsis)
    } else if let modal = model.overlay {
      grid.draw(KeyHints(modal.hints), in: line, capabilities)
    } else {
      let (page, everywhere) = (hints(model.page.bindings), hints(globalBindings))
      grid.draw(KeyHints(page, trailing: everywhere), in: line, capabilities)
    }
  }

  private func hints(_ bindings: [KeyBinding]) -> [KeyHints.Hint] {
    bindings.compactMap { binding in binding.hint(model).map { KeyHints.Hint(binding.label, $0) } }
  }
}

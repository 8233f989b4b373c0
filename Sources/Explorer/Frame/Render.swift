import TerminalGraphics

/// The window as it looks. Pure: the same model, size and capabilities give the same cells.
public func render(_ model: ExplorerModel, size: Size, capabilities: Capabilities) -> CellGrid {
  var grid = CellGrid(size: size)
  let frame = FrameLayout(size: size)
  guard frame.isRoomy else {
    drawTooSmall(model, into: &grid, capabilities)
    return grid
  }
  var model = model
  model.size = size
  grid.draw(StatusRow(model: model), in: frame.status, capabilities)
  grid.draw(frame.tabBar(model.page), in: frame.tabs, capabilities)
  grid.draw(frame.hints(model), in: frame.tabHints, capabilities)
  if model.page.isOpen(in: model) {
    grid.draw(model.page.view(model), in: frame.body, capabilities)
  } else {
    drawOpening(model, into: &grid, frame.body, capabilities)
  }
  if let modal = model.overlay {
    grid.draw(ModalView(model: model, modal: modal), in: frame.body, capabilities)
  }
  grid.draw(Footer(model: model), in: frame.footer, capabilities)
  return grid
}

/// Says what the page needs, in as much room as there is.
private func drawTooSmall(_ model: ExplorerModel, into grid: inout CellGrid, _ capabilities: Capabilities) {
  let (least, size) = (FrameLayout.least, grid.size)
  let text =
    "\(model.page.title) needs \(least.width)×\(least.height); this window is \(size.width)×\(size.height)."
  grid.writeCentred(text, in: grid.bounds, style: capabilities.muted)
  if !capabilities.isUnicode { grid.reduceToASCII(in: grid.bounds) }
}

private func drawOpening(
  _ model: ExplorerModel, into grid: inout CellGrid, _ area: Rect, _ capabilities: Capabilities
) {
  let text =
    model.opening.map { "opening \($0.name)…" }
    ?? "Nothing is open: o lists the data sets, models and runs."
  grid.writeCentred(text, in: area, style: capabilities.muted)
  if !capabilities.isUnicode { grid.reduceToASCII(in: area) }
}

extension CellGrid {
  /// Writes text in the middle of an area, in as many lines as its width asks for.
  mutating func writeCentred(_ text: String, in area: Rect, style: Style) {
    let lines = TextLayout.wrapped(text, to: max(1, area.width))
    let top = area.y + max(0, (area.height - lines.count) / 2)
    for (row, line) in lines.enumerated() {
      let start = area.x + max(0, (area.width - TextLayout.width(line)) / 2)
      write(line, at: Point(x: start, y: top + row), style: style, in: area)
    }
  }
}

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
  let least = FrameLayout.least
  let lines = TextLayout.wrapped(
    "\(model.page.title) needs \(least.width)×\(least.height); this window is \(grid.size.width)×\(grid.size.height).",
    to: grid.size.width)
  let top = max(0, (grid.size.height - lines.count) / 2)
  for (row, line) in lines.enumerated() {
    let start = max(0, (grid.size.width - TextLayout.width(line)) / 2)
    grid.write(line, at: Point(x: start, y: top + row), style: capabilities.muted)
  }
  if !capabilities.isUnicode { grid.reduceToASCII(in: grid.bounds) }
}

private func drawOpening(
  _ model: ExplorerModel, into grid: inout CellGrid, _ area: Rect, _ capabilities: Capabilities
) {
  let text =
    model.opening.map { "opening \($0.name)…" }
    ?? "Nothing is open: o lists the data sets, models and runs."
  grid.write(
    TextLayout.padded(text, to: area.width, .centre), at: Point(x: area.x, y: area.y + area.height / 2),
    style: capabilities.muted, in: area)
  if !capabilities.isUnicode { grid.reduceToASCII(in: area) }
}

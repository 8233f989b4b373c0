import Plotting
import TerminalGraphics

/// The page of reconstructions.
struct ReconstructView: Widget {
  let model: ExplorerModel

  func draw(into grid: inout CellGrid, in area: Rect, _ capabilities: Capabilities) {
    guard !model.reconstruct.showsFigures else {
      return grid.draw(ClassFiguresView(model: model), in: area, capabilities)
    }
    let layout = ReconstructLayout(body: area, model: model)
    let sources = model.reconstructRows
    let frame = Frame(
      title: "original ▸ reconstruction (mean)",
      trailingTitle: trailingTitle(sources, networkCount: layout.networks.count))
    grid.draw(frame, in: area, capabilities)
    guard !sources.isEmpty else {
      let text =
        model.testImages.count == 0 ? "There are no images here; d draws one." : "No image is in this class."
      grid.writeCentred(text, in: layout.inner, style: capabilities.muted)
      return
    }
    let shown = layout.shownRows(of: model)
    let scale = model.differenceScale(over: sources[shown])
    grid.draw(ReconstructHeads(model: model, layout: layout, scale: scale), in: layout.inner, capabilities)
    drawFailures(into: &grid, layout, capabilities)
    for (row, index) in shown.enumerated() {
      drawRow(
        sources[index], isSelected: index == model.reconstruct.cursor, row: row, into: &grid, layout,
        capabilities)
      drawDifference(of: sources[index], on: scale, row: row, into: &grid, layout, capabilities)
    }
  }

  /// What is left out of the page, the order of the rows, and which of them is selected.
  private func trailingTitle(_ sources: [ImageSource], networkCount: Int) -> String {
    let all = model.reconstructNetworks.count
    let parts =
      model.incomparableRuns.map { "not comparable: \($0)" }
      + (networkCount == all ? [] : ["\(networkCount) of \(all) models"])
      + (model.reconstruct.classShown.map { ["class \($0)"] } ?? [])
      + (model.orderTitle.isEmpty ? [] : [model.orderTitle])
    return (parts + [position(among: sources)]).joined(separator: " · ")
  }

  /// The selected row among the images: a drawing is not counted with them.
  private func position(among sources: [ImageSource]) -> String {
    let count = sources.count { $0 != .drawing }
    let number = min(count, model.reconstruct.cursor + 1 - (sources.count - count))
    return number < 1
      ? "your drawing · \(NumberFormat.grouped(count)) images"
      : "\(NumberFormat.grouped(number)) of \(NumberFormat.grouped(count))"
  }

  /// The column of a model of which there is nothing says why.
  private func drawFailures(
    into grid: inout CellGrid, _ layout: ReconstructLayout, _ capabilities: Capabilities
  ) {
    for (column, network) in layout.networks.enumerated() {
      guard let reason = model.reconstruct.failures[network] else { continue }
      let area = layout.column(column + 1).split(top: ReconstructLayout.headRows).rest
      let lines = TextLayout.wrapped(reason, to: area.width).prefix(area.height)
      for (row, line) in lines.enumerated() {
        grid.write(line, at: Point(x: area.x, y: area.y + row), style: capabilities.bad, in: area)
      }
    }
  }

  private func drawRow(
    _ source: ImageSource, isSelected: Bool, row: Int, into grid: inout CellGrid,
    _ layout: ReconstructLayout, _ capabilities: Capabilities
  ) {
    let blitter = model.blitter(capabilities)
    if let original = model.original(source) {
      blitter.draw(original, into: &grid, in: layout.place(column: 0, row: row))
    }
    caption(
      name(of: source, isCompact: layout.isCompact) + (isSelected ? ["▸ selected"] : []),
      at: layout.caption(column: 0, row: row), isCompact: layout.isCompact, into: &grid,
      isSelected ? capabilities.accent : capabilities.muted)
    let results = layout.networks.map { model.reconstruct.results[$0]?[source] }
    let best = ExplorerModel.best(results.map { $0?.elbo.elbo })
    for (column, result) in results.enumerated() {
      guard let result else { continue }
      blitter.draw(result.picture, into: &grid, in: layout.place(column: column + 1, row: row))
      caption(
        layout.isCompact ? result.elbo.narrowLines : result.elbo.lines,
        at: layout.caption(column: column + 1, row: row), isCompact: layout.isCompact, into: &grid,
        capabilities.muted, first: column == best ? .bold : nil)
    }
  }

  private func drawDifference(
    of source: ImageSource, on scale: DifferenceScale, row: Int, into grid: inout CellGrid,
    _ layout: ReconstructLayout, _ capabilities: Capabilities
  ) {
    guard layout.hasDifference, let difference = model.difference(of: source, on: scale) else { return }
    let column = layout.networks.count + 1
    let blitter = model.blitter(capabilities)
    blitter.draw(difference, into: &grid, in: layout.place(column: column, row: row))
    guard let nats = model.boundDifference(of: source).map({ Numbers.signed($0, decimals: 1) }) else {
      return
    }
    caption(
      [layout.isCompact ? nats : "ELBO \(nats)"], at: layout.caption(column: column, row: row),
      isCompact: layout.isCompact, into: &grid, capabilities.muted)
  }

  /// Writes figures beside a picture, or in the middle below it. The first line may have a look of its own.
  private func caption(
    _ lines: [String], at area: Rect, isCompact: Bool, into grid: inout CellGrid, _ style: Style,
    first: Style? = nil
  ) {
    for (row, line) in lines.prefix(area.height).enumerated() {
      let text = isCompact ? line : TextLayout.padded(line, to: area.width, .centre)
      grid.write(
        text, at: Point(x: area.x, y: area.y + row), style: row == 0 ? first ?? style : style, in: area)
    }
  }

  private func name(of source: ImageSource, isCompact: Bool) -> [String] {
    switch source {
    case .drawing: return isCompact ? ["your", "drawing"] : ["your drawing"]
    case .testImage(let index):
      let number = "#\(NumberFormat.grouped(index + 1))"
      guard let label = model.testImages.label(index) else { return [number] }
      return isCompact ? ["class \(label)", number] : ["class \(label), \(number)"]
    }
  }
}

import Autoencoder
import Plotting
import TerminalGraphics

/// The heads of the columns: each model's name, its ELBO ± standard error, and the parts of that, over all test images or
/// those of the class shown.
struct ReconstructHeads: Widget {
  let model: ExplorerModel
  let layout: ReconstructLayout
  /// That of the differences.
  let scale: DifferenceScale

  func draw(into grid: inout CellGrid, in area: Rect, _ capabilities: Capabilities) {
    write(
      ["original", "ELBO ± std. error", "reconstruction − KL"], in: layout.head(column: 0), into: &grid,
      styles: [capabilities.muted, capabilities.muted, capabilities.muted])
    let figures = layout.networks.map(model.figures)
    let best = ExplorerModel.best(figures.map { $0?.elbo.mean })
    for (column, network) in layout.networks.enumerated() {
      let isSelected = network == model.reconstruct.column && layout.networks.count > 1
      // Figures of an earlier state are faint until the newer state is measured.
      let plain: Style = model.hasNewestBounds(of: network) ? .plain : capabilities.faint
      write(
        [title(of: network)] + lines(figures[column], of: network),
        in: layout.head(column: column + 1),
        into: &grid,
        styles: [
          isSelected ? capabilities.accent : capabilities.muted, column == best ? .bold : plain, plain,
        ])
    }
    if layout.hasDifference { drawDifference(into: &grid, capabilities) }
  }

  /// The model's name, with its latent size where there is room for it.
  private func title(of network: ModelReference) -> String {
    let name = model.networkTitle(network)
    guard let latentSize = model.runLatentSize(network) else { return name }
    let whole = "\(name), L=\(latentSize)"
    return TextLayout.width(whole) <= layout.column(1).width ? whole : name
  }

  private func lines(_ figures: BoundFigures?, of network: ModelReference) -> [String] {
    guard let figures else {
      return [model.boundFailure(of: network) == nil ? "measuring…" : NumberFormat.missing]
    }
    return figures.lines
  }

  private func drawDifference(into grid: inout CellGrid, _ capabilities: Capabilities) {
    let left = model.networkTitle(model.reconstruct.column)
    let muted = capabilities.muted
    let greatest = NumberFormat.fixed(scale.greatest, decimals: 2)
    guard let reference = model.reconstructReference else {
      return write(
        [left, "− original", "−\(greatest) … +\(greatest)"],
        in: layout.head(column: layout.networks.count + 1),
        into: &grid,
        styles: [muted, muted, muted])
    }
    let gain = model.boundDifference.map(\.signedText) ?? "measuring…"
    write(
      [left, "− \(model.networkTitle(reference))", gain], in: layout.head(column: layout.networks.count + 1),
      into: &grid, styles: [muted, muted, .plain])
  }

  private func write(_ lines: [String], in area: Rect, into grid: inout CellGrid, styles: [Style]) {
    for (row, (line, style)) in zip(lines, styles).enumerated() {
      let text = TextLayout.truncated(line, to: area.width)
      let indent = layout.isCompact ? 0 : (area.width - TextLayout.width(text)) / 2
      grid.write(text, at: Point(x: area.x + indent, y: area.y + row), style: style, in: area)
    }
  }
}

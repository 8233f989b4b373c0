import Plotting
import TerminalGraphics

/// The manifold in the window.
struct ManifoldView: Widget {
  let model: ExplorerModel

  func draw(into grid: inout CellGrid, in area: Rect, _ capabilities: Capabilities) {
    let tiles = model.manifoldGrid(in: area)
    let cursor = model.manifold.cursor(in: tiles)
    let place = model.manifold.place(column: cursor.column, row: cursor.row, in: tiles)
    let axes = model.dimensions.axes.kind == .coordinates ? "" : ", \(model.axesNote)"
    let title = model.latentSize > 2 ? "slice of the manifold\(axes) (mean)" : "manifold (mean)"
    grid.draw(Frame(title: title, trailingTitle: here(place)), in: area, capabilities)
    guard model.manifold.pictures.count == tiles.count else { return }
    grid.draw(model.manifold.pictures, in: tiles, with: model.blitter(capabilities))
    let selected = tiles.place(column: cursor.column, row: cursor.row)
    // Corners would cover a part of a picture that fills its frame.
    if model.hasDenseImages {
      grid.drawBrackets(beside: selected, style: capabilities.warning)
    } else {
      grid.drawCorners(of: selected, capabilities)
    }
  }

  /// The coordinates of the selected cell, and that of the slice where there is a third axis.
  private func here(_ place: PlotPoint) -> String {
    let dimensions = model.dimensions
    let slice = dimensions.third.map { ($0, Double(dimensions.axes.coordinate($0, of: model.walk.position))) }
    let others = [dimensions.vertical.map { ($0, place.y) }, slice].compactMap { $0 }
    return ([(dimensions.horizontal, place.x)] + others).map { axis, coordinate in
      let text = Numbers.signed(coordinate, decimals: 2)
      return "\(dimensions.axes.name(axis)) \(TextLayout.padded(text, to: 5, .right))"
    }.joined(separator: "  ")
  }
}

extension CellGrid {
  /// Marks an area by brackets in the columns to its left and right.
  mutating func drawBrackets(beside area: Rect, style: Style) {
    let (left, right, bottom) = (area.x - 1, area.right, area.bottom - 1)
    for y in area.y...max(area.y, bottom) {
      self[left, y] = Cell(y == area.y ? "┌" : y == bottom ? "└" : "│", style)
      self[right, y] = Cell(y == area.y ? "┐" : y == bottom ? "┘" : "│", style)
    }
  }

  /// Marks an area by corners within it.
  mutating func drawCorners(of area: Rect, _ capabilities: Capabilities) {
    guard area.width >= 2, area.height >= 2 else { return }
    var style = capabilities.warning
    style.background = capabilities.isLight ? .standard : .grey(0)
    let (right, bottom) = (area.right - 1, area.bottom - 1)
    self[area.x, area.y] = Cell("┌", style)
    self[right, area.y] = Cell("┐", style)
    self[area.x, bottom] = Cell("└", style)
    self[right, bottom] = Cell("┘", style)
    for x in [area.x + 1, right - 1] where area.width >= 6 {
      self[x, area.y] = Cell("─", style)
      self[x, bottom] = Cell("─", style)
    }
  }
}

import Plotting
import TerminalGraphics

/// The pictures along each axis.
struct TraverseView: Widget {
  let model: ExplorerModel

  func draw(into grid: inout CellGrid, in area: Rect, _ capabilities: Capabilities) {
    let layout = TraverseLayout(body: area, model: model)
    grid.draw(
      Frame(
        title: title,
        trailingTitle: "\(layout.rows.lowerBound + 1)–\(layout.rows.upperBound) of \(model.latentSize)"),
      in: area, capabilities)
    let column = model.traverseColumn(in: layout)
    drawHead(into: &grid, layout, column: column, capabilities)
    let order = model.axisOrder
    for (place, row) in layout.rows.enumerated() {
      drawLabel(
        of: order[row], isSelected: row == model.traverse.row, at: place, into: &grid, layout, capabilities)
    }
    drawPictures(into: &grid, layout, capabilities)
    guard layout.rows.contains(model.traverse.row) else { return }
    let selected = layout.tiles.place(column: column, row: model.traverse.row - layout.rows.lowerBound)
    grid.drawBrackets(beside: selected, style: capabilities.warning)
  }

  private var title: String {
    let axes = model.dimensions.axes
    let kind = axes.kind == .coordinates ? "" : ", \(model.axesNote)"
    return "traversal, z \(model.walk.place.source.sentence)\(kind)"
  }

  /// The coordinates of the columns.
  private func drawHead(
    into grid: inout CellGrid, _ layout: TraverseLayout, column selected: Int, _ capabilities: Capabilities
  ) {
    let y = layout.tiles.area.y - 1
    let width = layout.tiles.tile.width
    let left = Point(x: layout.tiles.area.x - TraverseLayout.labelWidth, y: y)
    grid.write("    \(model.dimensions.axes.kind.measureTitle)", at: left, style: capabilities.muted)
    let titles = layout.coordinates.map {
      $0 == 0 ? "0" : Numbers.signed($0, decimals: width >= 5 ? 2 : 1)
    }
    for (column, title) in (titles + (layout.hasDifferences ? ["change"] : [])).enumerated() {
      let place = layout.tiles.place(column: column, row: 0)
      let text = TextLayout.padded(title, to: width, .centre, ellipsis: capabilities.ellipsis)
      grid.write(
        text, at: Point(x: place.x, y: y), style: column == selected ? .bold : capabilities.muted)
    }
  }

  /// The name of a row's axis, its measure and the present coordinate.
  private func drawLabel(
    of axis: Int, isSelected: Bool, at place: Int, into grid: inout CellGrid, _ layout: TraverseLayout,
    _ capabilities: Capabilities
  ) {
    let tile = layout.tiles.place(column: 0, row: place)
    let area = Rect(
      x: tile.x - TraverseLayout.labelWidth, y: tile.y, width: TraverseLayout.labelWidth - 1,
      height: tile.height)
    let name = TextLayout.padded(model.dimensions.axes.name(axis), to: 4)
    let end = grid.write(name, at: area.origin, style: isSelected ? Style.bold : .plain, in: area)
    if model.axisMeasures.indices.contains(axis) {
      let measure = Numbers.fitted(model.axisMeasures[axis], decimals: 2, to: 5)
      let text = TextLayout.padded(measure, to: 5, .right)
      grid.write(text, at: Point(x: end, y: area.y), style: isSelected ? .bold : capabilities.muted, in: area)
    }
    guard area.height > 1 else { return }
    let coordinate = Numbers.signed(
      Double(model.dimensions.axes.coordinate(axis, of: model.walk.position)), decimals: 2)
    grid.write(
      "at \(coordinate)", at: Point(x: area.x, y: area.y + 1), style: capabilities.faint, in: area)
  }

  /// The pictures of the rows in the window; brackets stand beside those nearest to the present position.
  private func drawPictures(
    into grid: inout CellGrid, _ layout: TraverseLayout, _ capabilities: Capabilities
  ) {
    guard let pictures = model.traverse.pictures, pictures.columns == layout.coordinates.count,
      pictures.axes.count == model.latentSize
    else { return }
    let blitter = model.blitter(capabilities)
    for (place, row) in layout.rows.enumerated() {
      for column in layout.coordinates.indices {
        let tile = layout.tiles.place(column: column, row: place)
        blitter.draw(pictures.images[row * pictures.columns + column], into: &grid, in: tile)
      }
      if layout.hasDifferences {
        let tile = layout.tiles.place(column: layout.coordinates.count, row: place)
        blitter.draw(pictures.differences[row], into: &grid, in: tile)
      }
      let axis = pictures.axes[row]
      let coordinate = Double(model.dimensions.axes.coordinate(axis, of: model.walk.position))
      let present = layout.tiles.place(column: layout.column(nearest: coordinate), row: place)
      grid.drawBrackets(beside: present, style: capabilities.faint)
    }
  }
}

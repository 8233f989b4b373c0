import Plotting

/// What a chart shows besides its curves: their names, the marker and the crosshair.
extension LineChart {
  /// The point of `points` whose value holds at `x`: the last one before it, not counting gaps. `nil` where no value was
  /// there yet, and farther beyond the end than the points are apart there.
  static func point(at x: Double, in points: [PlotPoint]) -> PlotPoint? {
    let known = points.lazy.filter(\.isFinite)
    guard let index = known.lastIndex(where: { $0.x <= x }) else { return nil }
    let next = points[(index + 1)...].first(where: \.isFinite)
    let previous = points[..<index].last(where: \.isFinite)
    if next == nil, let previous, x - points[index].x > 2 * (points[index].x - previous.x) { return nil }
    return points[index]
  }

  /// Draws the names beside the ends of the curves, moved up or down where two would overlap.
  func drawNames(into grid: inout CellGrid, _ layout: PlotLayout, _ area: Rect) {
    guard layout.hasAxes, layout.plot.right < area.right else { return }
    let ends = series.compactMap { curve -> (name: String, style: Style, column: Int, row: Int)? in
      let last = curve.points.last { $0.isFinite && layout.x.range.contains($0.x) }
      guard !curve.name.isEmpty, let last, let column = layout.column(of: last.x) else { return nil }
      let row = layout.row(of: last.y) ?? layout.plot.y
      return (curve.name, curve.style, column, min(max(row, layout.plot.y), layout.plot.bottom - 1))
    }.sorted { $0.row < $1.row }
    var free = layout.plot.y
    for (index, end) in ends.enumerated() {
      let below = ends.count - index
      let row = min(max(end.row, free), max(layout.plot.bottom - below, layout.plot.y))
      guard row >= free, row < layout.plot.bottom else { continue }
      grid.write(end.name, at: Point(x: end.column + 2, y: row), style: end.style, in: area)
      free = row + 1
    }
  }

  func drawMarker(into grid: inout CellGrid, _ layout: PlotLayout) {
    guard let marker, let cell = layout.cell(of: marker.point) else { return }
    grid[cell.x, cell.y] = Cell("◆", marker.style)
    let size = Size(width: TextLayout.width(marker.label), height: 1)
    guard size.width > 0, let place = emptiest(size, beside: cell, in: layout.plot, of: grid) else { return }
    grid.write(marker.label, at: place.origin, style: marker.style, in: layout.plot)
  }

  /// Draws a vertical line with x beside it and, for every named curve, the value of the point nearest to it.
  func drawCrosshair(into grid: inout CellGrid, _ layout: PlotLayout, _ capabilities: Capabilities) {
    guard let crosshair, let column = layout.column(of: crosshair) else { return }
    let plot = layout.plot
    guard column >= plot.x, column < plot.right else { return }
    for row in plot.y..<plot.bottom where grid[column, row] == .blank {
      grid[column, row] = Cell("│", capabilities.muted)
    }
    var lines: [(name: String, value: String, style: Style)] = []
    if !xLabel.isEmpty {
      let isShort = crosshair < 1e5
      let place = isShort ? NumberFormat.fixed(crosshair, decimals: 0) : NumberFormat.compact(crosshair)
      lines.append((xLabel, place, .plain))
    }
    for curve in series where !curve.shownName.isEmpty {
      let point = Self.point(at: crosshair, in: curve.points)
      if let point, let cell = layout.cell(of: PlotPoint(x: crosshair, y: point.y)) {
        grid[cell.x, cell.y] = Cell("●", curve.style)
      }
      let value = point.map { text($0.y) } ?? NumberFormat.missing
      lines.append((curve.shownName, value + difference(of: point, curve, at: crosshair), curve.style))
    }
    drawReadout(lines, into: &grid, beside: Point(x: column, y: plot.y + plot.height / 2), plot)
  }

  /// How far a value lies from that of the curve that it is compared with, in parentheses.
  private func difference(of point: PlotPoint?, _ curve: Series, at x: Double) -> String {
    guard !curve.comparedWith.isEmpty else { return "" }
    let reference = series.first { $0.shownName == curve.comparedWith }
    guard let point, let other = reference.flatMap({ Self.point(at: x, in: $0.points) }) else {
      return " (\(NumberFormat.missing))"
    }
    let difference = text(point.y - other.y)
    return point.y < other.y ? " (\(difference))" : " (+\(difference))"
  }

  private func text(_ value: Double) -> String {
    guard let decimals else {
      return abs(value) >= 1e-3 && abs(value) < 1e4 || value == 0
        ? NumberFormat.compact(value) : NumberFormat.scientific(value, digits: 3)
    }
    return NumberFormat.fixed(value, decimals: decimals)
  }

  private func drawReadout(
    _ lines: [(name: String, value: String, style: Style)], into grid: inout CellGrid, beside cell: Point,
    _ plot: Rect
  ) {
    let names = lines.map { TextLayout.width($0.name) }.max() ?? 0
    let values = lines.map { TextLayout.width($0.value) }.max() ?? 0
    let size = Size(width: names + values + 3, height: lines.count)
    guard let box = emptiest(size, beside: cell, in: plot, of: grid) else { return }
    grid.fill(box)
    for (offset, line) in lines.enumerated() {
      let name = TextLayout.padded(line.name, to: names)
      let value = TextLayout.padded(line.value, to: values, .right)
      let place = Point(x: box.x + 1, y: box.y + offset)
      grid.write("\(name) \(value)", at: place, style: line.style, in: box)
    }
  }

  /// The place for a box of `size`, left or right of the column of `cell`, that covers the fewest drawn cells.
  private func emptiest(_ size: Size, beside cell: Point, in plot: Rect, of grid: CellGrid) -> Rect? {
    guard size.height <= plot.height else { return nil }
    var best: (place: Rect, covered: Int)?
    let nearFirst = (plot.y...plot.bottom - size.height).sorted { abs($0 - cell.y) < abs($1 - cell.y) }
    for x in [cell.x + 2, cell.x - 1 - size.width] {
      guard x >= plot.x, x + size.width <= plot.right else { continue }
      for y in nearFirst {
        let place = Rect(x: x, y: y, width: size.width, height: size.height)
        let covered = place.cellCount { grid[$0.x, $0.y] != .blank }
        if covered < best?.covered ?? .max { best = (place, covered) }
      }
    }
    return best?.place
  }
}

extension LineChart.Series {
  /// The name beside the crosshair.
  fileprivate var shownName: String { readoutName ?? name }
}

extension Rect {
  /// The number of its cells that satisfy `condition`.
  func cellCount(where condition: (Point) -> Bool) -> Int {
    var count = 0
    for y in self.y..<bottom {
      for x in self.x..<right where condition(Point(x: x, y: y)) { count += 1 }
    }
    return count
  }
}

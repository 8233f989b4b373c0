import Plotting

/// The curves of a chart.
extension LineChart {
  /// Draws thin curves, then lines over them, then marks over both.
  func drawCurves(into grid: inout CellGrid, _ layout: PlotLayout, _ capabilities: Capabilities) {
    let dots = DotCanvas.Dots(capabilities)
    var background = DotCanvas(size: layout.plot.size, dots: dots)
    for curve in series where curve.data.stroke == .thin { drawDots(of: curve, on: &background, layout) }
    background.draw(into: &grid, at: layout.plot.origin, in: layout.plot)

    let lines = series.filter { $0.data.stroke == .line }
    let canvases = lines.map { curve in
      var canvas = DotCanvas(size: layout.plot.size, dots: dots)
      drawLine(of: curve, on: &canvas, layout)
      return canvas
    }
    drawTogether(zip(lines, canvases).map { ($0.style, $1) }, into: &grid, layout)
    for curve in lines { drawMarks(curve.isolatedPoints, style: curve.style, into: &grid, layout) }
    for curve in series where curve.data.stroke == .marks {
      drawMarks(curve.points, style: curve.style, into: &grid, layout)
    }
  }

  private func drawLine(of curve: Series, on canvas: inout DotCanvas, _ layout: PlotLayout) {
    var last: PlotPoint?
    for point in curve.points {
      let dot = layout.dot(of: point, on: canvas)
      guard dot.isFinite else {
        last = nil
        continue
      }
      if let last { canvas.line(from: last, to: dot, style: curve.style, width: canvas.dots.lineWidth) }
      last = dot
    }
  }

  /// Draws lines each in its colour. Where lines share a cell it shows the dots of all. It belongs to one that has about
  /// as many dots in it as any, and along a way that lines go together to each of them in turn, so that none is hidden.
  private func drawTogether(
    _ lines: [(style: Style, canvas: DotCanvas)], into grid: inout CellGrid, _ layout: PlotLayout
  ) {
    guard let dots = lines.first?.canvas.dots else { return }
    for y in 0..<layout.plot.height {
      for x in 0..<layout.plot.width {
        let mask = lines.reduce(0) { $0 | $1.canvas.mask(column: x, row: y) }
        guard mask != 0 else { continue }
        let owners = owners(of: lines, x, y)
        grid[layout.plot.x + x, layout.plot.y + y] = Cell(
          dots.glyph(mask), owners[x / Self.turnLength % owners.count])
      }
    }
  }

  /// The looks of the lines that have about as many dots in a cell as any. Precondition: one has.
  private func owners(of lines: [(style: Style, canvas: DotCanvas)], _ x: Int, _ y: Int) -> [Style] {
    let counts = lines.map { $0.canvas.mask(column: x, row: y).nonzeroBitCount }
    let most = counts.max() ?? 0
    return zip(lines, counts).filter { 2 * $1 > most }.map(\.0.style)
  }

  /// For how many columns a cell that lines share belongs to one of them before the next has its turn.
  private static let turnLength = 2

  /// Draws a mark for every point, and where there is no room for all the last of every few, so that a line below stays
  /// visible between them.
  private func drawMarks(
    _ points: [PlotPoint], style: Style, into grid: inout CellGrid, _ layout: PlotLayout
  ) {
    var lastColumn: Int?
    for point in points.reversed() {
      guard let cell = layout.cell(of: point) else { continue }
      if let lastColumn, abs(lastColumn - cell.x) < 2 { continue }
      lastColumn = cell.x
      grid[cell.x, cell.y] = Cell("•", style)
    }
  }

  /// Draws at most one dot per column, so that the spread of the values is visible rather than a solid band.
  private func drawDots(of curve: Series, on canvas: inout DotCanvas, _ layout: PlotLayout) {
    var lastColumn: Int?
    for point in curve.points {
      let dot = layout.dot(of: point, on: canvas)
      guard dot.isFinite, dot.x.flooredInt != lastColumn else { continue }
      lastColumn = dot.x.flooredInt
      canvas.plot(dot.x.flooredInt, dot.y.flooredInt, style: curve.style)
    }
  }
}

extension LineChart.Series {
  /// The points without a neighbour to be joined to.
  fileprivate var isolatedPoints: [PlotPoint] {
    points.indices.filter { index in
      points[index].isFinite && (index == 0 || !points[index - 1].isFinite)
        && (index == points.count - 1 || !points[index + 1].isFinite)
    }.map { points[$0] }
  }
}

import Plotting

/// The layers of a scatter plot between its axes and its crosshair.
extension ScatterPlot {
  /// Draws circles about the origin in faint dots.
  func drawCircles(into grid: inout CellGrid, _ layout: PlotLayout, _ capabilities: Capabilities) {
    var canvas = DotCanvas(size: layout.plot.size, dots: DotCanvas.Dots(capabilities))
    let origin = PlotPoint(x: 0, y: 0)
    for radius in circles where radius > 0 {
      let ellipse = Ellipse(
        centre: origin, radii: PlotPoint(x: radius, y: radius), style: capabilities.faint)
      drawOutline(ellipse, on: &canvas, layout, isDotted: true)
    }
    canvas.draw(into: &grid, at: layout.plot.origin, in: layout.plot)
  }

  /// Draws the points as dots or as digits.
  func drawPoints(into grid: inout CellGrid, _ layout: PlotLayout, _ capabilities: Capabilities) {
    hasDots(layout, capabilities)
      ? drawDots(into: &grid, layout, capabilities) : drawGlyphs(into: &grid, layout, capabilities)
  }

  func hasDots(_ layout: PlotLayout, _ capabilities: Capabilities) -> Bool {
    let isCrowded = points.count > layout.plot.width * layout.plot.height / 12
    return capabilities.hasBraille && (classes.isEmpty || capabilities.greyCount > 2 && isCrowded)
  }

  /// Draws the trail and the ellipses.
  func drawLines(into grid: inout CellGrid, _ layout: PlotLayout, _ capabilities: Capabilities) {
    var canvas = DotCanvas(size: layout.plot.size, dots: DotCanvas.Dots(capabilities))
    for (start, end) in zip(trail, trail.dropFirst()) {
      canvas.line(
        from: layout.dot(of: start, on: canvas), to: layout.dot(of: end, on: canvas),
        style: capabilities.path)
    }
    for ellipse in ellipses { drawOutline(ellipse, on: &canvas, layout, isDotted: false) }
    canvas.draw(into: &grid, at: layout.plot.origin, in: layout.plot)
  }

  private func drawOutline(
    _ ellipse: Ellipse, on canvas: inout DotCanvas, _ layout: PlotLayout, isDotted: Bool
  ) {
    let dotsAcross = Double(canvas.width) * ellipse.radii.x / layout.x.length
    let dotsDown = Double(canvas.height) * ellipse.radii.y / layout.y.length
    guard dotsAcross.isFinite, dotsDown.isFinite else { return }
    // Dotted outlines have every second dot, others chords of about one dot. Of huge circles most lies outside anyway.
    let circumference = 6.3 * max(abs(dotsAcross), abs(dotsDown))
    let count = min(max(8, (circumference / (isDotted ? 2 : 1)).roundedInt), 4000)
    var last: PlotPoint?
    for step in 0..<(isDotted ? count : count + 1) {
      let unit = unitVector(Double(step) / Double(count) * 2 * .pi)
      let point = PlotPoint(
        x: ellipse.centre.x + unit.x * ellipse.radii.x, y: ellipse.centre.y + unit.y * ellipse.radii.y)
      let dot = layout.dot(of: point, on: canvas)
      canvas.line(from: isDotted ? dot : last ?? dot, to: dot, style: ellipse.style)
      last = dot
    }
  }

  /// Draws the points as braille dots; a cell has the colour of the class with the most points in it.
  private func drawDots(into grid: inout CellGrid, _ layout: PlotLayout, _ capabilities: Capabilities) {
    let winners = mostFrequentClasses(layout)
    var canvas = DotCanvas(size: layout.plot.size, dots: DotCanvas.Dots(capabilities))
    for (index, point) in points.enumerated() where isShown(index) {
      let dot = layout.dot(of: point, on: canvas)
      let (x, y) = (dot.x.flooredInt, dot.y.flooredInt)
      guard dot.isFinite, x >= 0, y >= 0, x < canvas.width, y < canvas.height else { continue }
      let winner = winners[y / canvas.rowsPerCell * layout.plot.width + x / canvas.columnsPerCell]
      canvas.plot(x, y, style: style(of: winner, capabilities))
    }
    canvas.draw(into: &grid, at: layout.plot.origin, in: layout.plot)
  }

  private func drawGlyphs(into grid: inout CellGrid, _ layout: PlotLayout, _ capabilities: Capabilities) {
    let plot = layout.plot
    for (index, winner) in mostFrequentClasses(layout).enumerated() {
      guard let winner else { continue }
      let glyph = classes.isEmpty ? "•" : ClassPalette.glyph(winner)
      grid[plot.x + index % plot.width, plot.y + index / plot.width] = Cell(
        glyph, style(of: winner, capabilities))
    }
  }

  private func style(of kind: Int?, _ capabilities: Capabilities) -> Style {
    guard let kind, !classes.isEmpty else { return capabilities.muted }
    return ClassPalette.style(kind, capabilities)
  }

  /// The class with the most points in each cell of the plot; `nil` for a cell without points.
  private func mostFrequentClasses(_ layout: PlotLayout) -> [Int?] {
    let plot = layout.plot
    let kinds = Int(classes.max() ?? 0) + 1
    var counts = Array(repeating: UInt16(0), count: plot.width * plot.height * kinds)
    for (index, point) in points.enumerated() where isShown(index) {
      guard let cell = layout.cell(of: point) else { continue }
      let kind = classes.isEmpty ? 0 : Int(classes[index])
      let place = ((cell.y - plot.y) * plot.width + cell.x - plot.x) * kinds + kind
      if counts[place] < .max { counts[place] += 1 }
    }
    return (0..<plot.width * plot.height).map { cell in
      let here = counts[cell * kinds..<(cell + 1) * kinds]
      guard let most = here.max(), most > 0 else { return nil }
      return here.firstIndex(of: most).map { $0 - cell * kinds }
    }
  }
}

import Plotting

/// The signs on a scatter plot: the radii of its circles, marks, the selected point and the digits of the classes.
extension ScatterPlot {
  /// Draws the radius of each circle at its top.
  func drawRadii(into grid: inout CellGrid, _ layout: PlotLayout, _ capabilities: Capabilities) {
    for (place, text) in radii(layout, capabilities) {
      grid.write(text, at: place, style: capabilities.muted, in: layout.plot)
    }
  }

  private func radii(_ layout: PlotLayout, _ capabilities: Capabilities) -> [(place: Point, text: String)] {
    guard layout.plot.width >= 24, layout.plot.height >= 10 else { return [] }
    return circles.compactMap { radius in
      guard let top = layout.cell(of: PlotPoint(x: 0, y: radius)) else { return nil }
      let decimals = radius == radius.rounded() ? 0 : 1
      return (top, NumberFormat.fixed(radius, decimals: decimals) + (capabilities.isUnicode ? "σ" : ""))
    }
  }

  /// Draws the signs so that none covers another: the selected point and the marks stand where they are, over the middle of
  /// the crosshair too, and the digits of the classes nearby where that is free.
  func drawSigns(into grid: inout CellGrid, _ layout: PlotLayout, _ capabilities: Capabilities) {
    var taken: Set<Point> = []
    func put(_ cell: Cell, near place: Point, reach: Int) {
      guard let free = Self.freePlace(near: place, reach: reach, in: layout.plot, taken) else { return }
      taken.insert(free)
      grid[free.x, free.y] = cell
    }
    if let selected, points.indices.contains(selected), let place = layout.cell(of: points[selected]) {
      put(selectedCell(selected, capabilities), near: place, reach: 0)
    }
    var style = capabilities.path
    style.attributes = [.bold, .reverse]
    for mark in marks {
      guard let place = layout.cell(of: mark.point) else { continue }
      put(Cell(mark.glyph, style), near: place, reach: 1)
    }
    guard labelPlaces != nil || hasDots(layout, capabilities), !classes.isEmpty else { return }
    taken.formUnion(crosshairCells(layout).map(\.place))
    for (place, text) in radii(layout, capabilities) {
      taken.formUnion((0..<TextLayout.width(text)).map { Point(x: place.x + $0, y: place.y) })
    }
    for (kind, middle) in shownLabelPlaces {
      guard let place = layout.cell(of: middle) else { continue }
      var style = ClassPalette.style(kind, capabilities)
      style.attributes = [.bold, .reverse]
      put(Cell(ClassPalette.glyph(kind), style), near: place, reach: 3)
    }
  }

  private func selectedCell(_ index: Int, _ capabilities: Capabilities) -> Cell {
    let kind = classes.isEmpty ? nil : Int(classes[index])
    var style = kind.map { ClassPalette.style($0, capabilities) } ?? .bold
    style.attributes = [.bold, .reverse]
    return Cell(kind.map(ClassPalette.glyph) ?? "●", style)
  }

  /// The nearest place in `plot` that is not taken, at most `reach` rows or twice as many columns away.
  private static func freePlace(near place: Point, reach: Int, in plot: Rect, _ taken: Set<Point>) -> Point? {
    let offsets = (-reach...reach).flatMap { y in (-2 * reach...2 * reach).map { Point(x: $0, y: y) } }
    // A row is as high as two columns are wide.
    func distance(_ offset: Point) -> Int { offset.x * offset.x + 4 * offset.y * offset.y }
    return offsets.sorted { distance($0) < distance($1) }
      .map { Point(x: place.x + $0.x, y: place.y + $0.y) }
      .first { plot.contains($0) && !taken.contains($0) }
  }

  /// The places of the digits of the visible classes, in the order of the classes.
  private var shownLabelPlaces: [(kind: Int, middle: PlotPoint)] {
    guard let labelPlaces else { return medians() }
    return labelPlaces.filter { !hiddenClasses.contains($0.key) }.sorted { $0.key < $1.key }.map {
      (Int($0.key), $0.value)
    }
  }

  /// The medians in x and in y of the points of each visible class.
  private func medians() -> [(kind: Int, middle: PlotPoint)] {
    var members: [UInt8: [PlotPoint]] = [:]
    for (index, point) in points.enumerated() where isShown(index) && point.isFinite {
      members[classes[index], default: []].append(point)
    }
    return members.sorted { $0.key < $1.key }.map { kind, points in
      let (xs, ys) = (points.map(\.x).sorted(), points.map(\.y).sorted())
      return (Int(kind), PlotPoint(x: xs[xs.count / 2], y: ys[ys.count / 2]))
    }
  }
}

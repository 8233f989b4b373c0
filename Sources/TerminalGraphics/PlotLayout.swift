import Plotting

/// The layout of a plot: the field of the data, with axes and ticks to its left and below it if there is room.
///
/// It converts data to cells and cells to data, for drawing as well as for the mouse.
public struct PlotLayout: Hashable, Sendable {
  /// The field of the data.
  public let plot: Rect
  /// The horizontal axis.
  public let x: Axis
  /// The vertical axis, upwards.
  public let y: Axis
  /// The ticks of the horizontal axis.
  let xTicks: [Axis.Tick]
  /// The ticks of the vertical axis.
  let yTicks: [Axis.Tick]
  /// Whether axes are drawn.
  public let hasAxes: Bool

  private let labelArea: Rect

  /// Lays out a plot of two axes in `area`, leaving `rightMargin` columns free at the right.
  ///
  /// With a `labelWidth` the vertical axis has no ticks, and as many columns for labels of the caller's.
  ///
  /// With `isSquare`, one of the axes, which must be linear, is widened about its middle until a unit is as wide as it is
  /// high; cells are twice as high as wide.
  init(
    area: Rect, x: Axis, y: Axis, rightMargin: Int = 0, labelWidth fixedWidth: Int? = nil,
    isSquare: Bool = false
  ) {
    hasAxes = area.width >= 20 && area.height >= 6
    guard hasAxes else {
      (plot, labelArea, xTicks, yTicks) = (area, area, [], [])
      (self.x, self.y) = isSquare ? Self.squared(x, y, in: area) : (x, y)
      return
    }
    let rows = area.height - 2
    let tickCount = min(8, max(3, rows / 2))
    var labelWidth = fixedWidth ?? y.ticks(tickCount).map { TextLayout.width($0.label) }.max() ?? 0
    // A widened range may have longer labels, so room for four characters is kept.
    if isSquare { labelWidth = max(labelWidth, 4) }
    labelWidth = min(labelWidth, area.width / 3)
    let field = Rect(
      x: area.x + labelWidth + 1, y: area.y, width: area.width - labelWidth - 1 - rightMargin, height: rows)
    let (x, y) = isSquare ? Self.squared(x, y, in: field) : (x, y)
    (plot, labelArea, self.x, self.y) = (field, area, x, y)
    yTicks = fixedWidth == nil ? y.ticks(tickCount) : []
    let widest = x.ticks(min(10, max(2, field.width / 10))).map { TextLayout.width($0.label) }.max() ?? 1
    xTicks = x.ticks(min(10, max(2, field.width / max(7, widest + 4))))
  }

  /// The column of `x`, which may lie outside ``plot``; `nil` if the axis cannot show `x`.
  public func column(of x: Double) -> Int? {
    let fraction = self.x.fraction(of: x)
    return fraction.isFinite
      ? plot.x + (fraction * Double(plot.width)).flooredInt.clampedAtEnd(plot.width) : nil
  }

  /// The row of `y`, which may lie outside ``plot``; `nil` if the axis cannot show `y`.
  public func row(of y: Double) -> Int? {
    let fraction = self.y.fraction(of: y)
    return fraction.isFinite
      ? plot.y + ((1 - fraction) * Double(plot.height)).flooredInt.clampedAtEnd(plot.height) : nil
  }

  /// The cell of `point`; `nil` if it does not lie within ``plot``.
  public func cell(of point: PlotPoint) -> Point? {
    guard let column = column(of: point.x), let row = row(of: point.y) else { return nil }
    let cell = Point(x: column, y: row)
    return plot.contains(cell) ? cell : nil
  }

  /// The place in the data at the middle of `cell`, which may lie outside ``plot``.
  public func point(at cell: Point) -> PlotPoint {
    let across = (Double(cell.x - plot.x) + 0.5) / Double(max(1, plot.width))
    let down = (Double(cell.y - plot.y) + 0.5) / Double(max(1, plot.height))
    return PlotPoint(x: x.value(at: across), y: y.value(at: 1 - down))
  }

  /// The place of `point` on `canvas`, which covers ``plot``; not finite if the axes cannot show `point`.
  func dot(of point: PlotPoint, on canvas: DotCanvas) -> PlotPoint {
    // The ends of the axes are moved inwards a little, so that points on the edge are visible.
    PlotPoint(
      x: x.fraction(of: point.x) * (Double(canvas.width) - 0.01),
      y: (1 - y.fraction(of: point.y)) * (Double(canvas.height) - 0.01))
  }

  /// Draws the axes with their ticks and labels.
  func drawAxes(into grid: inout CellGrid, xLabel: String, yLabel: String = "", _ capabilities: Capabilities)
  {
    guard hasAxes else { return }
    let (line, text) = (capabilities.faint, capabilities.muted)
    let axisColumn = plot.x - 1
    for row in plot.y..<plot.bottom { grid[axisColumn, row] = Cell("│", line) }
    for column in plot.x..<plot.right { grid[column, plot.bottom] = Cell("─", line) }
    grid[axisColumn, plot.bottom] = Cell("└", line)
    for tick in yTicks {
      guard let row = row(of: tick.value), row >= plot.y, row < plot.bottom else { continue }
      grid[axisColumn, row] = Cell("┤", line)
      let start = axisColumn - TextLayout.width(tick.label)
      grid.write(tick.label, at: Point(x: start, y: row), style: text, in: labelArea)
    }
    drawXTicks(into: &grid, line: line, text: text, label: xLabel)
    if !yLabel.isEmpty {
      grid.write(yLabel, at: Point(x: plot.x + 1, y: plot.y), style: text, in: plot)
    }
  }

  private func drawXTicks(into grid: inout CellGrid, line: Style, text: Style, label: String) {
    let labelStart = labelArea.right - TextLayout.width(label)
    var free = labelArea.x
    for tick in xTicks {
      guard let column = column(of: tick.value), column >= plot.x, column < plot.right else { continue }
      grid[column, plot.bottom] = Cell("┬", line)
      let width = TextLayout.width(tick.label)
      let start = max(labelArea.x, column - width / 2)
      let end = start + width
      guard start >= free, end <= labelArea.right, label.isEmpty || end < labelStart - 1 else { continue }
      grid.write(tick.label, at: Point(x: start, y: plot.bottom + 1), style: text, in: labelArea)
      free = end + 1
    }
    if labelStart > free {
      grid.write(label, at: Point(x: labelStart, y: plot.bottom + 1), style: text, in: labelArea)
    }
  }

  /// The axes widened until a unit is as wide as it is high in `field`, whose cells are twice as high as wide.
  private static func squared(_ x: Axis, _ y: Axis, in field: Rect) -> (Axis, Axis) {
    guard !field.isEmpty else { return (x, y) }
    return Axis.squared(x, y, width: Double(field.width), height: Double(2 * field.height))
  }
}

extension Int {
  /// The last cell in place of the one after it: the high end of an axis belongs to the last cell.
  fileprivate func clampedAtEnd(_ count: Int) -> Int { self == count ? count - 1 : self }
}

import Plotting

/// Values of several rows over a horizontal axis as colours, or as shades where there are none: one row of colour a row of
/// values, or two in a row of cells where they are many.
public struct HeatMap: Widget {
  /// The values of all rows from a place on the axis on, until the next.
  public struct Column: Hashable, Sendable {
    /// The place on the axis.
    public var x: Double
    /// A value a row, from the top.
    public var values: [Double]

    /// The values from `x` on.
    public init(x: Double, values: [Double]) {
      self.x = x
      self.values = values
    }
  }

  /// The columns, in the order of their places.
  public var columns: [Column]
  /// The labels of the rows, from the top.
  public var labels: [String]
  /// The value of the strongest colour; that of the weakest is 0.
  public var maximum: Double
  /// How x is spread.
  public var xScale: Axis.Scale
  /// The range of x that is shown.
  public var xRange: ClosedRange<Double>
  /// The label of the horizontal axis.
  public var xLabel: String
  /// Vertical lines.
  public var lines: [ChartLine]

  /// A map of `columns`.
  public init(
    columns: [Column], labels: [String], maximum: Double, xScale: Axis.Scale, xRange: ClosedRange<Double>,
    xLabel: String = "", lines: [ChartLine] = []
  ) {
    self.columns = columns
    self.labels = labels
    self.maximum = maximum
    self.xScale = xScale
    self.xRange = xRange
    self.xLabel = xLabel
    self.lines = lines
  }

  /// The layout when drawn in `area`.
  public func layout(in area: Rect) -> PlotLayout {
    let labelWidth = labels.map(TextLayout.width).max() ?? 0
    return PlotLayout(
      area: area, x: Axis(xRange, scale: xScale), y: Axis(0...1), labelWidth: labelWidth)
  }

  public func draw(into grid: inout CellGrid, in area: Rect, _ capabilities: Capabilities) {
    let layout = layout(in: area)
    layout.drawAxes(into: &grid, xLabel: xLabel, capabilities)
    guard !labels.isEmpty, !layout.plot.isEmpty else { return }
    let rows = rows(in: layout.plot, capabilities)
    for (place, row) in rows {
      drawCells(of: row, in: place, layout, into: &grid, capabilities)
      let name =
        row.isLast && row.last < labels.count - 1 ? "+\(labels.count - row.first)" : labels[row.first]
      let start = layout.plot.x - 1 - TextLayout.width(name)
      if layout.hasAxes {
        grid.write(name, at: Point(x: start, y: place.y), style: capabilities.muted, in: area)
      }
    }
    layout.drawOver(lines, into: &grid)
  }

  /// The rows of values that a row of cells shows: one, or two.
  private struct Band {
    let first, last: Int
    let isLast: Bool
  }

  private func rows(in plot: Rect, _ capabilities: Capabilities) -> [(Rect, Band)] {
    let height = plot.height / labels.count
    guard height == 0 else {
      return labels.indices.map { index in
        (
          Rect(x: plot.x, y: plot.y + index * height, width: plot.width, height: height),
          Band(first: index, last: index, isLast: false)
        )
      }
    }
    let perRow = capabilities.hasColor && capabilities.isUnicode ? 2 : 1
    let count = min(plot.height, (labels.count + perRow - 1) / perRow)
    return (0..<count).map { row in
      let first = row * perRow
      return (
        Rect(x: plot.x, y: plot.y + row, width: plot.width, height: 1),
        Band(first: first, last: min(first + perRow, labels.count) - 1, isLast: row == count - 1)
      )
    }
  }

  private func drawCells(
    of band: Band, in place: Rect, _ layout: PlotLayout, into grid: inout CellGrid,
    _ capabilities: Capabilities
  ) {
    for column in place.x..<place.right {
      let x = layout.x.value(at: (Double(column - place.x) + 0.5) / Double(place.width))
      guard let values = values(at: x), values.count == labels.count else { continue }
      let cell = Self.cell(
        strength(values[band.first]), strength(values[band.last]), capabilities)
      for row in place.y..<place.bottom { grid[column, row] = cell }
    }
  }

  /// The values in force at `x`; `nil` before the first place, and farther beyond the last than it is from the one before.
  private func values(at x: Double) -> [Double]? {
    guard let index = columns.lastIndex(where: { $0.x <= x }) else { return nil }
    let isLast = index > 0 && index == columns.count - 1
    return isLast && x > 2 * columns[index].x - columns[index - 1].x ? nil : columns[index].values
  }

  /// 0…1, so that small values differ from none.
  private func strength(_ value: Double) -> Double {
    maximum > 0 && value.isFinite ? min(1, max(0, value / maximum)).squareRoot() : 0
  }

  private static func cell(_ upper: Double, _ lower: Double, _ capabilities: Capabilities) -> Cell {
    guard capabilities.hasColor else {
      let shades: [Unicode.Scalar] =
        capabilities.isUnicode ? [" ", "░", "▒", "▓", "█"] : [" ", ".", ":", "=", "+", "*", "#", "%", "@"]
      return Cell(shades[(upper * Double(shades.count - 1)).roundedInt])
    }
    let colors = (color(upper, capabilities), color(lower, capabilities))
    guard colors.0 != colors.1 else { return Cell(" ", Style(background: colors.0)) }
    return Cell("▀", Style(foreground: colors.0, background: colors.1))
  }

  /// From the colour of nothing to that of the most, over five colours that differ in lightness too.
  private static func color(_ strength: Double, _ capabilities: Capabilities) -> Color {
    let dark: [UInt32] = [0x1C1C3A, 0x5F00AF, 0xAF005F, 0xFF5F00, 0xFFFF87]
    let light: [UInt32] = [0xEEEEE4, 0xFFD787, 0xFF5F5F, 0x8700AF, 0x00005F]
    let stops = capabilities.isLight ? light : dark
    let place = strength * Double(stops.count - 1)
    let index = min(stops.count - 2, place.flooredInt)
    let part = place - Double(index)
    func channel(_ shift: UInt32) -> UInt8 {
      let (a, b) = (stops[index] >> shift & 255, stops[index + 1] >> shift & 255)
      return UInt8((Double(a) + part * (Double(b) - Double(a))).roundedInt)
    }
    return .rgb(channel(16), channel(8), channel(0))
  }
}

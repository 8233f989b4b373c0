import Plotting

/// Curves over common axes, as lines of braille dots, or of `'-.` in ASCII, with ticks, names at the ends of the curves, a
/// marker and a crosshair that shows values.
public struct LineChart: Widget {
  /// One curve with its look.
  public struct Series: Hashable, Sendable {
    /// The curve; its name is written at its end.
    public var data: PlotSeries
    /// The look of the curve.
    public var style: Style
    /// The name of the curve from which its difference is told beside the crosshair; empty: none.
    public var comparedWith = ""
    /// Whether the crosshair tells its value though the curve has no name at its end.
    public var readoutName: String?

    /// A curve through `points`.
    public init(name: String, points: [PlotPoint], style: Style = .plain, stroke: PlotSeries.Stroke = .line) {
      data = PlotSeries(name: name, points: points, stroke: stroke)
      self.style = style
    }

    /// The name of the curve.
    public var name: String { data.name }
    /// The points of the curve.
    public var points: [PlotPoint] { data.points }
  }

  /// A point that is marked.
  public struct Marker: Hashable, Sendable {
    /// The place of the marker.
    public var point: PlotPoint
    /// The text beside the marker.
    public var label: String
    /// The look of the marker.
    public var style: Style

    /// A marker at `point`.
    public init(point: PlotPoint, label: String = "", style: Style = .bold) {
      self.point = point
      self.label = label
      self.style = style
    }
  }

  /// The curves. Where lines share a cell, its colour is that of one of them; marks are drawn over lines.
  public var series: [Series]
  /// How y is spread.
  public var yScale = Axis.Scale.linear
  /// The decimals of the values beside the crosshair; `nil`: three significant digits.
  public var decimals: Int? = 1
  /// Vertical lines with their texts.
  public var lines: [ChartLine] = []
  /// How x is spread.
  public var xScale: Axis.Scale
  /// The range of x that is shown; `nil`: all of x.
  public var xRange: ClosedRange<Double>?
  /// The range of y that is shown; `nil`: a range that fits the curves.
  public var yRange: ClosedRange<Double>?
  /// The label of the horizontal axis.
  public var xLabel: String
  /// A marked point, such as the best one.
  public var marker: Marker?
  /// The place of a vertical line with the values of the curves beside it; `nil`: there is none.
  public var crosshair: Double?

  /// A chart of `series`.
  public init(
    series: [Series], xScale: Axis.Scale = .linear, xRange: ClosedRange<Double>? = nil,
    yRange: ClosedRange<Double>? = nil, xLabel: String = "", marker: Marker? = nil, crosshair: Double? = nil
  ) {
    self.series = series
    self.xScale = xScale
    self.xRange = xRange
    self.yRange = yRange
    self.xLabel = xLabel
    self.marker = marker
    self.crosshair = crosshair
  }

  /// The layout of the chart when drawn in `area`.
  public func layout(in area: Rect) -> PlotLayout {
    let xRange = xRange ?? series.map(\.data).xRange(on: xScale)
    let yRange = yRange ?? series.map(\.data).fittedYRange(over: xRange, on: xScale)
    // Numbers of both signs have no logarithmic axis.
    let yScale = yRange.lowerBound * yRange.upperBound > 0 ? yScale : .linear
    let longest = series.map { TextLayout.width($0.name) }.max() ?? 0
    let margin = area.width >= 36 && longest > 0 ? min(longest + 2, area.width / 4) : 0
    return PlotLayout(
      area: area, x: Axis(xRange, scale: xScale), y: Axis(yRange, scale: yScale), rightMargin: margin)
  }

  public func draw(into grid: inout CellGrid, in area: Rect, _ capabilities: Capabilities) {
    let layout = layout(in: area)
    layout.drawAxes(into: &grid, xLabel: xLabel, capabilities)
    drawCurves(into: &grid, layout, capabilities)
    layout.draw(lines, into: &grid)
    drawNames(into: &grid, layout, area)
    drawMarker(into: &grid, layout)
    layout.drawLabels(of: lines, into: &grid)
    drawCrosshair(into: &grid, layout, capabilities)
  }
}

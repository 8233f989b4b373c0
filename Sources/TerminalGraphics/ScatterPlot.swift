import Plotting

/// Points in a plane, coloured by class, with circles about the origin, a crosshair, a trail, ellipses and marks.
///
/// A unit is as wide as it is high. Many points are drawn as braille dots, with the digit of each class at the median of
/// its points. Few points, and all points on terminals without colours, are drawn as digits.
public struct ScatterPlot: Widget {
  /// An ellipse with axes parallel to the plot's.
  public struct Ellipse: Hashable, Sendable {
    /// The centre.
    public var centre: PlotPoint
    /// Half the width and half the height.
    public var radii: PlotPoint
    /// The look.
    public var style: Style

    /// An ellipse about `centre`.
    public init(centre: PlotPoint, radii: PlotPoint, style: Style = .bold) {
      self.centre = centre
      self.radii = radii
      self.style = style
    }
  }

  /// A character at a place, in the colour of the trail.
  public struct Mark: Hashable, Sendable {
    /// The place.
    public var point: PlotPoint
    /// The character.
    public var glyph: Unicode.Scalar

    /// A mark at `point`.
    public init(point: PlotPoint, glyph: Unicode.Scalar) {
      self.point = point
      self.glyph = glyph
    }
  }

  /// The points.
  public var points: [PlotPoint]
  /// The class of each point, from 0; empty if the points have no classes.
  ///
  /// Precondition of drawing: it is empty or has as many entries as there are points.
  public var classes: [UInt8]
  /// The classes that are not drawn.
  public var hiddenClasses: Set<UInt8>
  /// The range of x that is shown; widened if the area is wider.
  public var xRange: ClosedRange<Double>
  /// The range of y that is shown; widened if the area is higher.
  public var yRange: ClosedRange<Double>
  /// The place of the digit of each class; `nil`: the median of its points, if points are drawn as dots.
  public var labelPlaces: [UInt8: PlotPoint]?
  /// The radii of circles about the origin.
  public var circles: [Double]
  /// Places joined by a line, oldest first.
  public var trail: [PlotPoint]
  /// Ellipses over the points.
  public var ellipses: [Ellipse]
  /// Characters at single places.
  public var marks: [Mark]
  /// The index of a point that is highlighted.
  public var selected: Int?
  /// The place of the crosshair; `nil`: there is none.
  public var crosshair: PlotPoint?
  /// The label of the horizontal axis.
  public var xLabel: String
  /// The label of the vertical axis.
  public var yLabel: String

  /// A plot of `points` over the given ranges.
  public init(
    points: [PlotPoint], classes: [UInt8] = [], xRange: ClosedRange<Double> = -3.5...3.5,
    yRange: ClosedRange<Double> = -3.5...3.5, circles: [Double] = [1, 2, 3], crosshair: PlotPoint? = nil,
    xLabel: String = "", yLabel: String = ""
  ) {
    self.points = points
    self.classes = classes
    self.xRange = xRange
    self.yRange = yRange
    self.circles = circles
    self.crosshair = crosshair
    self.xLabel = xLabel
    self.yLabel = yLabel
    hiddenClasses = []
    trail = []
    ellipses = []
    marks = []
    selected = nil
  }

  /// The layout of the plot when drawn in `area`.
  public func layout(in area: Rect) -> PlotLayout {
    PlotLayout(area: area, x: Axis(xRange), y: Axis(yRange), isSquare: true)
  }

  public func draw(into grid: inout CellGrid, in area: Rect, _ capabilities: Capabilities) {
    precondition(
      classes.isEmpty || classes.count == points.count, "\(classes.count) classes of \(points.count) points")
    let layout = layout(in: area)
    guard !layout.plot.isEmpty else { return }
    layout.drawAxes(into: &grid, xLabel: xLabel, yLabel: yLabel, capabilities)
    drawCircles(into: &grid, layout, capabilities)
    drawPoints(into: &grid, layout, capabilities)
    drawLines(into: &grid, layout, capabilities)
    drawRadii(into: &grid, layout, capabilities)
    drawCrosshair(into: &grid, layout)
    drawSigns(into: &grid, layout, capabilities)
  }

  /// Whether the point with `index` is of a class that is shown.
  func isShown(_ index: Int) -> Bool { classes.isEmpty || !hiddenClasses.contains(classes[index]) }

  /// The cells of the crosshair: its arms and its middle.
  func crosshairCells(_ layout: PlotLayout) -> [(place: Point, glyph: Unicode.Scalar)] {
    guard let crosshair, let centre = layout.cell(of: crosshair) else { return [] }
    let arms: [(dx: Int, dy: Int, glyph: Unicode.Scalar)] = [
      (-2, 0, "━"), (-1, 0, "━"), (1, 0, "━"), (2, 0, "━"), (0, -1, "┃"), (0, 1, "┃"), (0, 0, "╋"),
    ]
    return arms.map { (Point(x: centre.x + $0.dx, y: centre.y + $0.dy), $0.glyph) }
      .filter { layout.plot.contains($0.place) }
  }

  private func drawCrosshair(into grid: inout CellGrid, _ layout: PlotLayout) {
    for (place, glyph) in crosshairCells(layout) { grid[place.x, place.y] = Cell(glyph, .bold) }
  }
}

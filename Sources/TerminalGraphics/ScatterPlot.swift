import Plotting

/// Points of classes in a plane, with circles about the origin, a crosshair, a trail, ellipses and marks over them.
///
/// A unit is as wide as it is high. Many points are drawn as braille dots with the digit of each class at its middle;
/// few, or any where there are no colours, as digits.
public struct ScatterPlot: Widget {
  /// An ellipse with axes parallel to the plot's.
  public struct Ellipse: Hashable, Sendable {
    /// Its middle.
    public var centre: PlotPoint
    /// Half its width and half its height.
    public var radii: PlotPoint
    /// Its look.
    public var style: Style

    /// An ellipse about `centre`.
    public init(centre: PlotPoint, radii: PlotPoint, style: Style = .bold) {
      self.centre = centre
      self.radii = radii
      self.style = style
    }
  }

  /// A place with a character on it.
  public struct Mark: Hashable, Sendable {
    /// Where it is.
    public var point: PlotPoint
    /// What is shown.
    public var glyph: Unicode.Scalar
    /// Its look.
    public var style: Style

    /// A mark at `point`.
    public init(point: PlotPoint, glyph: Unicode.Scalar, style: Style = .bold) {
      self.point = point
      self.glyph = glyph
      self.style = style
    }
  }

  /// How points are drawn.
  public enum PointStyle: String, Hashable, Sendable, CaseIterable {
    /// As dots where they are many and there is colour, else as digits.
    case automatic
    /// As dots.
    case dots
    /// As digits, a cell showing the class most frequent in it.
    case glyphs
  }

  /// The points.
  public var points: [PlotPoint]
  /// The class of each point, from 0; empty: they have none. Precondition of drawing: empty, or as many as points.
  public var classes: [UInt8]
  /// Classes that are not drawn.
  public var hiddenClasses: Set<UInt8>
  /// How points are drawn.
  public var pointStyle: PointStyle
  /// The part of x shown; widened if the area is wider.
  public var xRange: ClosedRange<Double>
  /// The part of y shown; widened if the area is higher.
  public var yRange: ClosedRange<Double>
  /// Where the digit of each class stands; nil: at the median of its points, where those are dots.
  public var labelPlaces: [UInt8: PlotPoint]?
  /// Radii of circles about the origin.
  public var circles: [Double]
  /// Places passed, oldest first, joined by a line.
  public var trail: [PlotPoint]
  /// Ellipses.
  public var ellipses: [Ellipse]
  /// Single places with a character.
  public var marks: [Mark]
  /// The index of a point that is emphasised.
  public var selected: Int?
  /// Where a crosshair stands.
  public var crosshair: PlotPoint?
  /// What x is.
  public var xLabel: String
  /// What y is.
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
    pointStyle = .automatic
    trail = []
    ellipses = []
    marks = []
    selected = nil
  }

  /// Where everything stands when drawn in `area`.
  public func layout(in area: Rect) -> PlotLayout {
    PlotLayout(area: area, x: Axis(xRange), y: Axis(yRange), isSquare: true)
  }

  /// The point drawn nearest to `cell`, at most `distance` rows away; nil if there is none.
  public func nearestPoint(to cell: Point, in area: Rect, within distance: Double = 3) -> Int? {
    let layout = layout(in: area)
    let place = layout.point(at: cell)
    let unit = layout.rowHeight
    var best: (index: Int, distance: Double)?
    for (index, point) in points.enumerated() where isShown(index) {
      let (dx, dy) = ((point.x - place.x) / unit, (point.y - place.y) / unit)
      let squared = dx * dx + dy * dy
      if squared <= min(distance * distance, best?.distance ?? .infinity) { best = (index, squared) }
    }
    return best?.index
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
    drawLabels(into: &grid, layout, capabilities)
    for mark in marks { set(Cell(mark.glyph, mark.style), at: mark.point, &grid, layout) }
    if let selected, points.indices.contains(selected) {
      let kind = classes.isEmpty ? nil : Int(classes[selected])
      var style = kind.map { ClassPalette.style($0, capabilities) } ?? .bold
      style.attributes = [.bold, .reverse]
      set(Cell(kind.map(ClassPalette.glyph) ?? "●", style), at: points[selected], &grid, layout)
    }
    drawCrosshair(into: &grid, layout)
  }

  /// Whether the point with `index` is of a class that is shown.
  func isShown(_ index: Int) -> Bool { classes.isEmpty || !hiddenClasses.contains(classes[index]) }

  private func set(_ cell: Cell, at point: PlotPoint, _ grid: inout CellGrid, _ layout: PlotLayout) {
    if let place = layout.cell(of: point) { grid[place.x, place.y] = cell }
  }

  private func drawCrosshair(into grid: inout CellGrid, _ layout: PlotLayout) {
    guard let crosshair, let centre = layout.cell(of: crosshair) else { return }
    let style = Style.bold
    let arms: [(dx: Int, dy: Int, glyph: Unicode.Scalar)] = [
      (-2, 0, "━"), (-1, 0, "━"), (1, 0, "━"), (2, 0, "━"), (0, -1, "┃"), (0, 1, "┃"), (0, 0, "╋"),
    ]
    for arm in arms {
      let place = Point(x: centre.x + arm.dx, y: centre.y + arm.dy)
      if layout.plot.contains(place) { grid[place.x, place.y] = Cell(arm.glyph, style) }
    }
  }
}

extension PlotLayout {
  /// The height of a row in units of the data.
  var rowHeight: Double { (y.range.upperBound - y.range.lowerBound) / Double(max(1, plot.height)) }
}

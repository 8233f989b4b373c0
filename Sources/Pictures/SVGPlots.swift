/// A plot of curves as an SVG file: axes with ticks, x by its logarithm if wanted, a legend, names and units.
public struct SVGLinePlot: Sendable {
  /// One curve.
  public struct Series: Hashable, Sendable {
    /// What the legend calls it; a curve without a name is not in it.
    public var name: String
    /// Its points in the order they are joined; where `y` is not finite there is a gap.
    public var points: [SVGPoint]
    /// Whether it stands back: raw values under smoothed ones. It takes the colour of the next curve that does not.
    public var isFaint: Bool

    /// A curve through `points`.
    public init(name: String, points: [SVGPoint], isFaint: Bool = false) {
      self.name = name
      self.points = points
      self.isFaint = isFaint
    }
  }

  /// What stands above the plot.
  public var title: String
  /// What x is, with its unit.
  public var xLabel: String
  /// What y is, with its unit.
  public var yLabel: String
  /// The curves.
  public var series: [Series]
  /// Whether x is spread by its logarithm; then points with x ≤ 0 are left out.
  public var isLogarithmic: Bool
  /// The part of y shown; nil: all of it.
  public var yRange: ClosedRange<Double>?

  /// A plot of `series`.
  public init(
    title: String, xLabel: String, yLabel: String, series: [Series], isLogarithmic: Bool = false,
    yRange: ClosedRange<Double>? = nil
  ) {
    self.title = title
    self.xLabel = xLabel
    self.yLabel = yLabel
    self.series = series
    self.isLogarithmic = isLogarithmic
    self.yRange = yRange
  }

  /// The text of the file.
  public func svg() -> String {
    let points = series.flatMap(\.points).filter {
      $0.x.isFinite && $0.y.isFinite && (!isLogarithmic || $0.x > 0)
    }
    let paper = SVGPaper(title: title, xLabel: xLabel, yLabel: yLabel)
    let x = paper.xScale(SVGPaper.extent(points.map(\.x)), isLogarithmic: isLogarithmic)
    let y = paper.yScale(yRange ?? SVGPaper.padded(SVGPaper.extent(points.map(\.y))))
    var color = 0
    var curves = ""
    var legend: [(name: String, color: String)] = []
    for curve in series {
      let stroke = SVGPaper.color(color)
      let look = curve.isFaint ? "stroke-width=\"1\" stroke-opacity=\"0.35\"" : "stroke-width=\"2\""
      curves += "<path d=\"\(path(curve.points, x, y))\" fill=\"none\" stroke=\"\(stroke)\" \(look)/>\n"
      if !curve.name.isEmpty { legend.append((curve.name, stroke)) }
      if !curve.isFaint { color += 1 }
    }
    return paper.document(x, y, contents: curves, legend: legend)
  }

  private func path(_ points: [SVGPoint], _ x: PlotScale, _ y: PlotScale) -> String {
    var commands: [String] = []
    var isPenDown = false
    for point in points {
      let (across, down) = (x.position(point.x), y.position(point.y))
      guard across.isFinite, down.isFinite else {
        isPenDown = false
        continue
      }
      commands.append("\(isPenDown ? "L" : "M")\(PlotText.coordinate(across)) \(PlotText.coordinate(down))")
      isPenDown = true
    }
    return commands.joined(separator: " ")
  }
}

/// A plot of points of classes as an SVG file, a unit as wide as high, with circles about the origin.
public struct SVGScatterPlot: Sendable {
  /// What stands above the plot.
  public var title: String
  /// What x is.
  public var xLabel: String
  /// What y is.
  public var yLabel: String
  /// The points; those that are not finite are left out.
  public var points: [SVGPoint]
  /// The class of each point, from 0; empty: they have none.
  public var classes: [UInt8]
  /// Radii of circles about the origin.
  public var circles: [Double]

  /// A plot of `points`. Precondition: `classes` is empty or has as many entries.
  public init(
    title: String, xLabel: String, yLabel: String, points: [SVGPoint], classes: [UInt8] = [],
    circles: [Double] = []
  ) {
    precondition(
      classes.isEmpty || classes.count == points.count, "\(classes.count) classes of \(points.count) points")
    self.title = title
    self.xLabel = xLabel
    self.yLabel = yLabel
    self.points = points
    self.classes = classes
    self.circles = circles
  }

  /// The text of the file.
  public func svg() -> String {
    let paper = SVGPaper(title: title, xLabel: xLabel, yLabel: yLabel)
    let shown = points.indices.filter { points[$0].x.isFinite && points[$0].y.isFinite }
    let xRange = SVGPaper.padded(SVGPaper.extent(shown.map { points[$0].x }))
    let yRange = SVGPaper.padded(SVGPaper.extent(shown.map { points[$0].y }))
    let (x, y) = paper.squareScales(xRange, yRange)
    var contents = ""
    let unit = x.position(1) - x.position(0)
    for radius in circles {
      contents +=
        "<circle cx=\"\(PlotText.coordinate(x.position(0)))\" cy=\"\(PlotText.coordinate(y.position(0)))\""
      contents +=
        " r=\"\(PlotText.coordinate(radius * unit))\" fill=\"none\" stroke=\"#999\" stroke-dasharray=\"4 4\"/>\n"
    }
    var counts: [UInt8: Int] = [:]
    for index in shown {
      let kind = classes.isEmpty ? 0 : classes[index]
      counts[kind, default: 0] += 1
      contents += "<circle cx=\"\(PlotText.coordinate(x.position(points[index].x)))\""
      contents += " cy=\"\(PlotText.coordinate(y.position(points[index].y)))\" r=\"2\""
      contents += " fill=\"\(SVGPaper.color(Int(kind)))\" fill-opacity=\"0.7\"/>\n"
    }
    let legend = counts.sorted { $0.key < $1.key }.map {
      ("\($0.key) (\($0.value))", SVGPaper.color(Int($0.key)))
    }
    return paper.document(x, y, contents: contents, legend: classes.isEmpty ? [] : legend)
  }
}

import Plotting

/// A scatter plot as an SVG file: points coloured by class, equal units on both axes, circles about the origin.
public struct SVGScatterPlot: Sendable {
  /// The title above the plot.
  public var title: String
  /// The label of the horizontal axis.
  public var xLabel: String
  /// The label of the vertical axis.
  public var yLabel: String
  /// The points; those that are not finite are not drawn.
  public var points: [PlotPoint]
  /// The class of each point, from 0; empty if the points have no classes.
  public var classes: [UInt8]
  /// The radii of circles about the origin.
  public var circles: [Double]
  /// The range of both axes, in a square field; `nil`: all points.
  public var range: ClosedRange<Double>?

  /// A plot of `points`. Precondition: `classes` is empty or has as many entries as `points`.
  public init(
    title: String, xLabel: String, yLabel: String, points: [PlotPoint], classes: [UInt8] = [],
    circles: [Double] = [], range: ClosedRange<Double>? = nil
  ) {
    precondition(
      classes.isEmpty || classes.count == points.count, "\(classes.count) classes of \(points.count) points")
    self.title = title
    self.xLabel = xLabel
    self.yLabel = yLabel
    self.points = points
    self.classes = classes
    self.circles = circles
    self.range = range
  }

  /// The text of the file.
  public func svg() -> String {
    let paper = SVGPaper(title: title, xLabel: xLabel, yLabel: yLabel, isSquare: range != nil)
    let shown = points.indices.filter { points[$0].isFinite }
    let (xs, ys) = (shown.map { points[$0].x }, shown.map { points[$0].y })
    let (x, y) = paper.squareAxes(
      Axis(range ?? ClosedRange(covering: xs).padded(by: 0.04)),
      Axis(range ?? ClosedRange(covering: ys).padded(by: 0.04)))
    var contents = ""
    let unit = x.position(1) - x.position(0)
    for radius in circles {
      contents +=
        "<circle cx=\"\(SVGText.number(x.position(0)))\" cy=\"\(SVGText.number(y.position(0)))\""
      contents +=
        " r=\"\(SVGText.number(radius * unit))\" fill=\"none\" stroke=\"#999\" stroke-dasharray=\"4 4\"/>\n"
    }
    var counts: [UInt8: Int] = [:]
    for index in shown {
      let kind = classes.isEmpty ? 0 : classes[index]
      counts[kind, default: 0] += 1
      contents += "<circle cx=\"\(SVGText.number(x.position(points[index].x)))\""
      contents += " cy=\"\(SVGText.number(y.position(points[index].y)))\" r=\"2\""
      contents += " fill=\"\(SVGPaper.color(Int(kind)))\" fill-opacity=\"0.7\"/>\n"
    }
    let legend = counts.sorted { $0.key < $1.key }.map {
      ("\($0.key) (\($0.value))", SVGPaper.color(Int($0.key)))
    }
    return paper.document(x, y, contents: contents, legend: classes.isEmpty ? [] : legend)
  }
}

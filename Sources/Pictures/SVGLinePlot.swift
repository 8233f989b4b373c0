import Plotting

/// A plot of curves as an SVG file, with ticks on the axes and a legend.
public struct SVGLinePlot: Sendable {
  /// The title above the plot.
  public var title: String
  /// The label of the horizontal axis, with the unit.
  public var xLabel: String
  /// The label of the vertical axis, with the unit.
  public var yLabel: String
  /// The curves. A thin one has the colour of the next line after it.
  public var series: [PlotSeries]
  /// How x is spread; a logarithmic axis leaves out points with x ≤ 0.
  public var xScale: Axis.Scale
  /// The range of y that is shown; `nil`: all of y.
  public var yRange: ClosedRange<Double>?

  /// A plot of `series`.
  public init(
    title: String, xLabel: String, yLabel: String, series: [PlotSeries], xScale: Axis.Scale = .linear,
    yRange: ClosedRange<Double>? = nil
  ) {
    self.title = title
    self.xLabel = xLabel
    self.yLabel = yLabel
    self.series = series
    self.xScale = xScale
    self.yRange = yRange
  }

  /// The text of the file.
  public func svg() -> String {
    let paper = SVGPaper(title: title, xLabel: xLabel, yLabel: yLabel)
    return SVGText.document(
      width: paper.width(names: series.map(\.name)), height: SVGPaper.height, contents: body(on: paper))
  }

  /// What is drawn on a sheet of paper.
  func body(on paper: SVGPaper) -> String {
    let x = paper.xAxis(Axis(series.xRange(on: xScale), scale: xScale))
    let shown = series.lazy.flatMap(\.points).filter { $0.isFinite && (xScale == .linear || $0.x > 0) }
    let y = paper.yAxis(Axis(yRange ?? ClosedRange(covering: shown.map(\.y)).padded(by: 0.04)))
    var color = 0
    var curves = ""
    var legend: [(name: String, color: String)] = []
    for curve in series {
      let stroke = SVGPaper.color(color)
      switch curve.stroke {
      case .thin:
        curves += line(curve.points, x, y, "stroke=\"\(stroke)\" stroke-width=\"1\" stroke-opacity=\"0.35\"")
      case .line: curves += line(curve.points, x, y, "stroke=\"\(stroke)\" stroke-width=\"2\"")
      case .marks: curves += marks(curve.points, x, y, "fill=\"\(stroke)\"")
      }
      if !curve.name.isEmpty { legend.append((curve.name, stroke)) }
      if curve.stroke != .thin { color += 1 }
    }
    return paper.body(x, y, contents: curves, legend: legend)
  }

  private func line(_ points: [PlotPoint], _ x: PaperAxis, _ y: PaperAxis, _ look: String) -> String {
    "<path d=\"\(path(points, x, y))\" fill=\"none\" \(look)/>\n"
  }

  private func marks(_ points: [PlotPoint], _ x: PaperAxis, _ y: PaperAxis, _ look: String) -> String {
    points.map { (x.position($0.x), y.position($0.y)) }.filter { $0.isFinite && $1.isFinite }.map {
      "<circle cx=\"\(SVGText.number($0))\" cy=\"\(SVGText.number($1))\" r=\"2.5\" \(look)/>\n"
    }.joined()
  }

  private func path(_ points: [PlotPoint], _ x: PaperAxis, _ y: PaperAxis) -> String {
    var commands: [String] = []
    var isPenDown = false
    for point in points {
      let (across, down) = (x.position(point.x), y.position(point.y))
      guard across.isFinite, down.isFinite else {
        isPenDown = false
        continue
      }
      commands.append("\(isPenDown ? "L" : "M")\(SVGText.number(across)) \(SVGText.number(down))")
      isPenDown = true
    }
    return commands.joined(separator: " ")
  }
}

import Plotting

/// The sheet of a plot: the frame, axes, title and legend around its curves or points.
struct SVGPaper {
  let title, xLabel, yLabel: String
  /// Whether the field is as wide as it is high.
  var isSquare = false
  /// The name of the field within the file.
  var fieldName = "field"

  static let height = 460.0
  private static let left = 78.0
  private static let top = 46.0
  private static let bottom = 400.0
  private var right: Double { isSquare ? Self.left + Self.bottom - Self.top : 610 }

  /// The eight colours of Okabe and Ito for white paper, and two more.
  private static let colors = [
    "#0072B2", "#D55E00", "#009E73", "#CC79A7", "#E69F00", "#56B4E9", "#000000", "#8A5A00", "#6A3DAD",
    "#7F7F7F",
  ]

  /// The colour of curve or class `index`; the colours repeat after ten.
  static func color(_ index: Int) -> String { colors[index % colors.count] }

  /// `axis` along the lower edge of the field.
  func xAxis(_ axis: Axis) -> PaperAxis { PaperAxis(axis: axis, start: Self.left, end: right) }

  /// `axis` along the left edge of the field, upwards.
  func yAxis(_ axis: Axis) -> PaperAxis { PaperAxis(axis: axis, start: Self.bottom, end: Self.top) }

  /// Axes on which a unit of x is as long as one of y.
  func squareAxes(_ x: Axis, _ y: Axis) -> (x: PaperAxis, y: PaperAxis) {
    let (x, y) = Axis.squared(x, y, width: right - Self.left, height: Self.bottom - Self.top)
    return (xAxis(x), yAxis(y))
  }

  /// The width of the sheet; beside the field there is room for the names in the legend.
  func width(names: [String]) -> Double {
    let usual = isSquare && names.isEmpty ? 30.0 : 150
    let longest = names.map(\.count).max() ?? 0
    return right + max(usual, 42 + 7.2 * Double(longest))
  }

  /// The whole file.
  func document(
    _ x: PaperAxis, _ y: PaperAxis, contents: String, legend: [(name: String, color: String)]
  ) -> String {
    let body = body(x, y, contents: contents, legend: legend)
    return SVGText.document(width: width(names: legend.map(\.name)), height: Self.height, contents: body)
  }

  /// What the file has between its first line and its last.
  func body(
    _ x: PaperAxis, _ y: PaperAxis, contents: String, legend: [(name: String, color: String)]
  ) -> String {
    """
    <title>\(SVGText.escaped(title))</title>
    <rect width="\(SVGText.number(width(names: legend.map(\.name)), decimals: 0))" \
    height="\(SVGText.number(Self.height, decimals: 0))" fill="#fff"/>
    <clipPath id="\(fieldName)"><rect \(field)/></clipPath>
    \(axes(x, y))<g clip-path="url(#\(fieldName))">
    \(contents)</g>
    <rect \(field) fill="none" stroke="#444"/>
    \(labels())\(entries(legend))
    """
  }

  private var field: String {
    let (width, height) = (right - Self.left, Self.bottom - Self.top)
    return "x=\"\(SVGText.number(Self.left))\" y=\"\(SVGText.number(Self.top))\" "
      + "width=\"\(SVGText.number(width))\" height=\"\(SVGText.number(height))\""
  }

  private func axes(_ x: PaperAxis, _ y: PaperAxis) -> String {
    let vertical = x.axis.ticks(8).map { tick in
      line(x.position(tick.value), Self.top, x.position(tick.value), Self.bottom)
        + text(tick.label, x.position(tick.value), Self.bottom + 18, anchor: "middle")
    }
    let horizontal = y.axis.ticks(7).map { tick in
      line(Self.left, y.position(tick.value), right, y.position(tick.value))
        + text(tick.label, Self.left - 8, y.position(tick.value) + 4, anchor: "end")
    }
    return (vertical + horizontal).joined()
  }

  private func labels() -> String {
    let (middle, centre) = ((Self.left + right) / 2, (Self.top + Self.bottom) / 2)
    let turned = "transform=\"rotate(-90 20 \(SVGText.number(centre)))\""
    return text(title, middle, 26, anchor: "middle", more: "font-size=\"16\" font-weight=\"bold\"")
      + text(xLabel, middle, Self.bottom + 42, anchor: "middle")
      + text(yLabel, 20, centre, anchor: "middle", more: turned)
  }

  private func entries(_ legend: [(name: String, color: String)]) -> String {
    legend.enumerated().map { index, entry in
      let y = Self.top + 12 + 20 * Double(index)
      let sign =
        "<rect x=\"\(SVGText.number(right + 14))\" y=\"\(SVGText.number(y - 9))\" width=\"14\" height=\"8\" "
        + "fill=\"\(entry.color)\"/>\n"
      return sign + text(entry.name, right + 34, y, anchor: "start")
    }.joined()
  }

  private func line(_ x1: Double, _ y1: Double, _ x2: Double, _ y2: Double) -> String {
    let ends = zip(["x1", "y1", "x2", "y2"], [x1, y1, x2, y2])
    let places = ends.map { "\($0)=\"\(SVGText.number($1))\"" }.joined(separator: " ")
    return "<line \(places) stroke=\"#ddd\"/>\n"
  }

  private func text(_ text: String, _ x: Double, _ y: Double, anchor: String, more: String = "") -> String {
    guard !text.isEmpty else { return "" }
    let place = "x=\"\(SVGText.number(x))\" y=\"\(SVGText.number(y))\" text-anchor=\"\(anchor)\""
    return "<text \(place)\(more.isEmpty ? "" : " " + more)>\(SVGText.escaped(text))</text>\n"
  }
}

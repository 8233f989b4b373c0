/// The sheet of a plot: its frame, axes, title and legend, around contents drawn by others.
struct SVGPaper {
  let title, xLabel, yLabel: String

  private static let width = 760.0
  private static let height = 460.0
  private static let left = 78.0
  private static let right = 610.0
  private static let top = 46.0
  private static let bottom = 400.0

  /// Okabe and Ito's colours for white paper, with two more.
  private static let colors = [
    "#0072B2", "#D55E00", "#009E73", "#CC79A7", "#E69F00", "#56B4E9", "#000000", "#8A5A00", "#6A3DAD",
    "#7F7F7F",
  ]

  /// The colour of curve or class `index`, repeated after ten.
  static func color(_ index: Int) -> String { colors[index % colors.count] }

  /// The least and the greatest of `values`; 0…1 if there are none.
  static func extent(_ values: [Double]) -> ClosedRange<Double> {
    guard let least = values.min(), let greatest = values.max() else { return 0...1 }
    return least...greatest
  }

  /// `range` with a little room at either end.
  static func padded(_ range: ClosedRange<Double>) -> ClosedRange<Double> {
    let margin = (range.upperBound - range.lowerBound) * 0.04
    return range.lowerBound - margin...range.upperBound + margin
  }

  func xScale(_ range: ClosedRange<Double>, isLogarithmic: Bool) -> PlotScale {
    PlotScale(range, isLogarithmic: isLogarithmic, from: Self.left, to: Self.right)
  }

  func yScale(_ range: ClosedRange<Double>) -> PlotScale {
    PlotScale(range, from: Self.bottom, to: Self.top)
  }

  /// Scales on which a unit of x is as long as one of y, the shorter range widened about its middle.
  func squareScales(_ x: ClosedRange<Double>, _ y: ClosedRange<Double>) -> (x: PlotScale, y: PlotScale) {
    let (across, down) = (Self.right - Self.left, Self.bottom - Self.top)
    let unit = max(
      (x.upperBound - x.lowerBound) / across, (y.upperBound - y.lowerBound) / down, 1e-9)
    func widened(_ range: ClosedRange<Double>, _ length: Double) -> ClosedRange<Double> {
      let middle = (range.lowerBound + range.upperBound) / 2
      return middle - unit * length / 2...middle + unit * length / 2
    }
    return (xScale(widened(x, across), isLogarithmic: false), yScale(widened(y, down)))
  }

  /// The whole file.
  func document(
    _ x: PlotScale, _ y: PlotScale, contents: String, legend: [(name: String, color: String)]
  ) -> String {
    let size =
      "\(PlotText.coordinate(Self.width, decimals: 0)) \(PlotText.coordinate(Self.height, decimals: 0))"
    return """
      <?xml version="1.0" encoding="UTF-8"?>
      <svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 \(size)" font-family="sans-serif" font-size="13">
      <title>\(PlotText.escaped(title))</title>
      <rect width="100%" height="100%" fill="#fff"/>
      <clipPath id="field"><rect \(field)/></clipPath>
      \(axes(x, y))<g clip-path="url(#field)">
      \(contents)</g>
      <rect \(field) fill="none" stroke="#444"/>
      \(labels())\(entries(legend))</svg>

      """
  }

  private var field: String {
    let (width, height) = (Self.right - Self.left, Self.bottom - Self.top)
    return "x=\"\(PlotText.coordinate(Self.left))\" y=\"\(PlotText.coordinate(Self.top))\" "
      + "width=\"\(PlotText.coordinate(width))\" height=\"\(PlotText.coordinate(height))\""
  }

  private func axes(_ x: PlotScale, _ y: PlotScale) -> String {
    let vertical = x.ticks(8).map { tick in
      line(x.position(tick.value), Self.top, x.position(tick.value), Self.bottom)
        + text(tick.label, x.position(tick.value), Self.bottom + 18, anchor: "middle")
    }
    let horizontal = y.ticks(7).map { tick in
      line(Self.left, y.position(tick.value), Self.right, y.position(tick.value))
        + text(tick.label, Self.left - 8, y.position(tick.value) + 4, anchor: "end")
    }
    return (vertical + horizontal).joined()
  }

  private func labels() -> String {
    let (middle, centre) = ((Self.left + Self.right) / 2, (Self.top + Self.bottom) / 2)
    let turned = "transform=\"rotate(-90 20 \(PlotText.coordinate(centre)))\""
    return text(title, middle, 26, anchor: "middle", more: "font-size=\"16\" font-weight=\"bold\"")
      + text(xLabel, middle, Self.bottom + 42, anchor: "middle")
      + text(yLabel, 20, centre, anchor: "middle", more: turned)
  }

  private func entries(_ legend: [(name: String, color: String)]) -> String {
    legend.enumerated().map { index, entry in
      let y = Self.top + 12 + 20 * Double(index)
      let sign =
        "<rect x=\"\(PlotText.coordinate(Self.right + 14))\" y=\"\(PlotText.coordinate(y - 9))\" width=\"14\" height=\"8\" "
        + "fill=\"\(entry.color)\"/>\n"
      return sign + text(entry.name, Self.right + 34, y, anchor: "start")
    }.joined()
  }

  private func line(_ x1: Double, _ y1: Double, _ x2: Double, _ y2: Double) -> String {
    let ends = zip(["x1", "y1", "x2", "y2"], [x1, y1, x2, y2])
    let places = ends.map { "\($0)=\"\(PlotText.coordinate($1))\"" }.joined(separator: " ")
    return "<line \(places) stroke=\"#ddd\"/>\n"
  }

  private func text(_ text: String, _ x: Double, _ y: Double, anchor: String, more: String = "") -> String {
    guard !text.isEmpty else { return "" }
    let place = "x=\"\(PlotText.coordinate(x))\" y=\"\(PlotText.coordinate(y))\" text-anchor=\"\(anchor)\""
    return "<text \(place)\(more.isEmpty ? "" : " " + more)>\(PlotText.escaped(text))</text>\n"
  }
}

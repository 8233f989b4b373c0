/// Plots in rows and columns as one SVG file.
public struct SVGPanels: Sendable {
  /// The plots from the top, each row from the left.
  public var rows: [[SVGLinePlot]]

  /// A sheet of `rows`.
  public init(rows: [[SVGLinePlot]]) { self.rows = rows }

  /// The text of the file.
  public func svg() -> String {
    var contents = ""
    var width = 0.0
    for (row, plots) in rows.enumerated() {
      var left = 0.0
      for (column, plot) in plots.enumerated() {
        var paper = SVGPaper(title: plot.title, xLabel: plot.xLabel, yLabel: plot.yLabel)
        paper.fieldName = "field-\(row)-\(column)"
        let place =
          "translate(\(SVGText.number(left, decimals: 0)) \(SVGText.number(Double(row) * SVGPaper.height, decimals: 0)))"
        contents += "<g transform=\"\(place)\">\n\(plot.body(on: paper))</g>\n"
        left += paper.width(names: plot.series.map(\.name))
      }
      width = max(width, left)
    }
    return SVGText.document(
      width: width, height: Double(rows.count) * SVGPaper.height,
      contents: contents)
  }
}

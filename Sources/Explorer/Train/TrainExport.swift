import Pictures
import Plotting
import TerminalGraphics

extension ExplorerModel {
  /// The curves as a plot.
  var exportedCurve: [Export.Content] {
    let kind = preferences.charts.charts.first { $0 != .klPerDimension } ?? .elbo
    let chart = chart(kind, Capabilities())
    guard chart.series.contains(where: { !$0.points.isEmpty }) else { return [] }
    let series = chart.series.map(\.data)
    let plot = SVGLinePlot(
      title: "\(openModel?.name ?? ""): \(kind == .elbo ? "evidence lower bound" : kind.title)",
      xLabel: preferences.charts.axis == .examples
        ? "training examples seen" : preferences.charts.axis.rawValue,
      yLabel: kind.title, series: series, xScale: chart.xScale,
      yRange: series.fittedYRange(over: series.xRange(on: chart.xScale), on: chart.xScale))
    return [.text(plot.svg(), fileExtension: "svg")]
  }
}

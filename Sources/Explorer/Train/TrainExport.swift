import Pictures
import Plotting
import TerminalGraphics

extension ExplorerModel {
  /// The curves as a plot.
  var exportedCurve: [Export.Content] {
    let chart = trainChart(Capabilities())
    guard chart.series.contains(where: { !$0.points.isEmpty }) else { return [] }
    let series = chart.series.map(\.data)
    let plot = SVGLinePlot(
      title: "\(openModel?.name ?? ""): evidence lower bound", xLabel: "training examples seen",
      yLabel: "ELBO, nats per image", series: series, xScale: chart.xScale,
      yRange: series.fittedYRange(over: series.xRange(on: chart.xScale), on: chart.xScale))
    return [.text(plot.svg(), fileExtension: "svg")]
  }
}

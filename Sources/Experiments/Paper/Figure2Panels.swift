import Pictures
import Plotting

extension Figure2 {
  /// A row for each data set and standard deviation, a panel for each latent size.
  func panels(_ curves: [MethodCurve]) -> SVGPanels {
    let shown = curves.filter { $0.settings.seed == options.seeds[0] }
    let rows = options.datasets.flatMap { data in
      options.deviations.map { deviation in
        shown.filter { $0.settings.data == data && $0.settings.deviation == deviation }
      }
    }
    return SVGPanels(rows: rows.filter { !$0.isEmpty }.map(panels(ofRow:)))
  }

  private func panels(ofRow curves: [MethodCurve]) -> [SVGLinePlot] {
    let sizes = Set(curves.map(\.settings.latentSize)).sorted()
    let series = curves.flatMap { $0.series { $0.elbo.mean } }
    // The start is steep; a range for the whole row makes its panels comparable.
    let range = series.learningYRange(over: series.xRange(on: .logarithmic), on: .logarithmic)
    return sizes.map { size in
      let panel = curves.filter { $0.settings.latentSize == size }
      let settings = panel[0].settings
      return SVGLinePlot(
        title: "\(settings.data.name), L = \(size), initial sd \(settings.deviation)",
        xLabel: "training examples", yLabel: "ELBO, nats per image; train thin",
        series: panel.flatMap { $0.series { $0.elbo.mean } }, xScale: .logarithmic, yRange: range)
    }
  }
}

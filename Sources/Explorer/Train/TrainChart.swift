import Autoencoder
import TerminalGraphics
import Training

extension ExplorerModel {
  /// The bound against examples seen.
  func trainChart(_ capabilities: Capabilities) -> LineChart {
    let points = progress?.curve.points ?? []
    let raw = points.map { PlotPoint(x: Double($0.examplesSeen), y: $0.elbo.elbo) }
    let test = (progress?.history ?? []).map { PlotPoint(x: Double($0.examplesSeen), y: $0.test.elbo) }
    var series = [
      LineChart.Series(name: "", points: raw, style: capabilities.faint, stroke: .thin)
    ]
    if train.showsOthers {
      for (index, run) in overlaidRuns.enumerated() {
        let points = run.metrics.map { PlotPoint(x: Double($0.examplesSeen), y: $0.test.elbo) }
        series.append(LineChart.Series(name: run.name, points: points, style: capabilities.otherCurve(index)))
      }
    }
    series.append(LineChart.Series(name: "train", points: smoothed(raw), style: capabilities.trainCurve))
    series.append(LineChart.Series(name: "test", points: test, style: capabilities.testCurve))
    let axis = wholeAxis(series)
    let shown = axis.value(at: train.window.lowerBound)...axis.value(at: train.window.upperBound)
    var chart = LineChart(
      series: series, xScale: axis.scale, xRange: shown, xLabel: "examples",
      crosshair: train.crosshair.map { Axis(shown, scale: axis.scale).value(at: $0) })
    if let best = progress?.best, test.count > 1 {
      chart.marker = LineChart.Marker(
        point: PlotPoint(x: Double(best.examplesSeen), y: best.test.elbo), label: "best",
        style: capabilities.testCurve)
    }
    return chart
  }

  /// The axis of all examples seen; on the logarithmic one the first few hundred are left out.
  private func wholeAxis(_ series: [LineChart.Series]) -> Axis {
    let xs = series.flatMap { $0.points.lazy.map(\.x) }
    let last = max(xs.max() ?? 1000, 1000)
    let first = train.isLogarithmic ? min(max(xs.min() ?? 100, 500), last / 10) : 0
    return Axis(first...last, scale: train.isLogarithmic ? .logarithmic : .linear)
  }

  /// Means over neighbours on the curve, which is as dense everywhere on a logarithmic axis.
  private func smoothed(_ points: [PlotPoint]) -> [PlotPoint] {
    var result: [PlotPoint] = []
    var average: Double?
    for point in points {
      // A gap begins the average anew.
      average = point.y.isFinite ? (average.map { $0 + 0.15 * (point.y - $0) } ?? point.y) : nil
      result.append(PlotPoint(x: point.x, y: average ?? .nan))
    }
    return result
  }

  /// What goes wrong in training, in plain words; `nil` while nothing does.
  var trainingAlarm: String? {
    guard let progress else { return nil }
    if case .failed(let reason) = progress.state { return reason }
    if let latest = progress.latest, !latest.elbo.isFinite {
      return "The bound is not a number: training has diverged. A smaller learning rate ([) may help."
    }
    guard let last = progress.history.last else { return nil }
    if last.epoch >= 3, last.activeUnits == 0 {
      return "Posterior collapse: no latent dimension is used, every image is decoded alike."
    }
    if let best = progress.best, last.epoch >= best.epoch + 5, best.test.elbo - last.test.elbo > 0.5 {
      return
        "Overfitting: the test bound has fallen by \(NumberFormat.fixed(best.test.elbo - last.test.elbo, decimals: 1)) nats since epoch \(best.epoch), whose model is kept."
    }
    let inactive = last.klPerDimension.count - last.activeUnits
    if last.epoch >= 5, inactive > 0 {
      return "\(inactive) of \(last.klPerDimension.count) latent dimensions unused: their KL is near 0."
    }
    return nil
  }
}

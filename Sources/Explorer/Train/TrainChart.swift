import Autoencoder
import Plotting
import TerminalGraphics
import Training

extension ExplorerModel {
  /// The ELBO against examples seen: of the training set and the test set, whatever is ascended.
  func trainChart(_ capabilities: Capabilities) -> LineChart {
    let raw = trainPoints.map { PlotPoint(x: Double($0.examplesSeen), y: $0.elbo.elbo) }
    let test = (progress?.history ?? []).map { PlotPoint(x: Double($0.examplesSeen), y: $0.test.elbo) }
    var series = [
      LineChart.Series(name: "", points: raw, style: capabilities.faint, stroke: .thin)
    ]
    if train.showsOthers {
      for (index, run) in overlaidRuns.enumerated() {
        let points = run.figures.curve.map { PlotPoint(x: Double($0.examplesSeen), y: $0.test) }
        series.append(LineChart.Series(name: run.name, points: points, style: capabilities.otherCurve(index)))
      }
    }
    series.append(LineChart.Series(name: "train", points: smoothed(raw), style: capabilities.trainCurve))
    series.append(
      LineChart.Series(name: "test", points: test, style: capabilities.testCurve, stroke: .marks))
    let axis = wholeAxis(series)
    let shown = axis.value(at: train.window.lowerBound)...axis.value(at: train.window.upperBound)
    var chart = LineChart(
      series: series, xScale: axis.scale, xRange: shown, xLabel: "examples",
      crosshair: train.crosshair.map { Axis(shown, scale: axis.scale).value(at: $0) })
    if train.showsOthers { chart.yRange = commonYRange(series, in: shown, scale: axis.scale) }
    if let best = progress?.best, test.count > 1 {
      chart.marker = LineChart.Marker(
        point: PlotPoint(x: Double(best.examplesSeen), y: best.test.elbo), label: "best",
        style: capabilities.testCurve)
    }
    return chart
  }

  /// Whether there is a curve to show: of what is open, or of other runs.
  var hasCurve: Bool { hasTrainPoints || train.showsOthers && hasOtherRuns }
  /// Whether there are runs to overlay on what is open.
  var hasOtherRuns: Bool { !overlaidRuns.isEmpty }
  /// Whether there are any `trainPoints`.
  var hasTrainPoints: Bool { progress.map { !$0.curve.points.isEmpty || !$0.history.isEmpty } ?? false }

  /// The curve of the training set: minibatches, after the epochs of an earlier session.
  var trainPoints: [(examplesSeen: Int, elbo: ELBO)] {
    let curve = (progress?.curve.points ?? []).map { (examplesSeen: $0.examplesSeen, elbo: $0.elbo) }
    let start = curve.first?.examplesSeen ?? .max
    let epochs = (progress?.history ?? []).filter { $0.examplesSeen < start }
    return epochs.map { (examplesSeen: $0.examplesSeen, elbo: $0.train) } + curve
  }

  /// The range of y that shows every curve, so that no run is left out as an outlier.
  private func commonYRange(
    _ series: [LineChart.Series], in xRange: ClosedRange<Double>, scale: Axis.Scale
  ) -> ClosedRange<Double>? {
    let ranges = series.filter { $0.points.contains { xRange.contains($0.x) && $0.isFinite } }.map {
      [$0.data].fittedYRange(over: xRange, on: scale)
    }
    guard let low = ranges.map(\.lowerBound).min(), let high = ranges.map(\.upperBound).max() else {
      return nil
    }
    return low...high
  }

  /// The KL divergence against examples seen, over the same part of the axis.
  func klChart(like chart: LineChart) -> LineChart {
    let train = trainPoints.map {
      PlotPoint(x: Double($0.examplesSeen), y: $0.elbo.klDivergence)
    }
    let test = (progress?.history ?? []).map {
      PlotPoint(x: Double($0.examplesSeen), y: $0.test.klDivergence)
    }
    let styles = chart.series.suffix(2).map(\.style)
    var klChart = LineChart(
      series: [
        LineChart.Series(name: "", points: smoothed(train), style: styles[0]),
        LineChart.Series(name: "", points: test, style: styles[1], stroke: .marks),
      ], xScale: chart.xScale, xRange: chart.xRange)
    klChart.yRange = klRange(of: klChart)
    return klChart
  }

  /// The range of all values shown, including those of the first steps unless they would flatten the rest. It spans at
  /// least a nat, so that a steady divergence looks steady.
  private func klRange(of chart: LineChart) -> ClosedRange<Double> {
    let curves = chart.series.map(\.data)
    let shown = chart.xRange ?? curves.xRange(on: chart.xScale)
    let fitted = curves.fittedYRange(over: shown, on: chart.xScale)
    let values = curves.flatMap(\.points).filter { shown.contains($0.x) && $0.isFinite }.map(\.y)
    let highest = max(values.max() ?? 0, fitted.upperBound)
    let upper = highest <= 4 * fitted.upperBound ? highest : fitted.upperBound
    let lower = min(fitted.lowerBound, values.min() ?? 0)
    let lack = max(0, 1 - (upper - lower)) / 2
    return lower - lack...upper + lack
  }

  /// The axis of all examples seen; on the logarithmic one the first few hundred are left out.
  private func wholeAxis(_ series: [LineChart.Series]) -> Axis {
    let xs = series.flatMap { $0.points.lazy.map(\.x) }
    let last = max(xs.max() ?? 1000, 1000)
    let first = train.isLogarithmic ? min(max(xs.min() ?? 100, 500), last / 10) : 0
    return Axis(first...last, scale: train.isLogarithmic ? .logarithmic : .linear)
  }

  /// Each point averaged with its neighbours on both sides: the points are equally dense along a logarithmic axis. A gap
  /// stays a gap.
  private func smoothed(_ points: [PlotPoint]) -> [PlotPoint] {
    points.indices.map { index in
      guard points[index].y.isFinite else { return points[index] }
      let reach = min(6, index, points.count - 1 - index)
      let near = points[index - reach...index + reach].lazy.map(\.y).filter(\.isFinite)
      return PlotPoint(x: points[index].x, y: near.reduce(0, +) / Double(near.count))
    }
  }
}

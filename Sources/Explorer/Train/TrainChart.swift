import Autoencoder
import Plotting
import TerminalGraphics
import Training

extension ExplorerModel {
  /// The course of the training of what is open.
  var record: TrainingRecord { progress?.record ?? openModel?.record ?? TrainingRecord() }

  /// Whether there is a curve to show: of what is open, or of other runs.
  var hasCurve: Bool { hasTrainPoints || train.showsOthers && hasOtherRuns }
  /// Whether there are runs to overlay on what is open.
  var hasOtherRuns: Bool { !overlaidRuns.isEmpty }
  /// Whether the training of what is open has a curve.
  var hasTrainPoints: Bool { !record.points.isEmpty || !record.epochs.isEmpty }

  /// The charts that are shown as far as there is room: of a model at rest, those that have something to show.
  var shownCharts: [MonitorChart] {
    let charts = preferences.charts.charts
    guard isAtRest, hasTrainPoints else { return charts }
    let recorded = charts.filter(isRecorded)
    return recorded.isEmpty ? charts : recorded
  }

  /// Whether the curves stay as they are: nothing is trained, and no other runs are overlaid.
  var isAtRest: Bool { !isTrainingUnderWay && !train.showsOthers }

  /// Whether a quantity was recorded while what is open was trained.
  func isRecorded(_ chart: MonitorChart) -> Bool {
    if chart == .klPerDimension { return klMaximum > 0 }
    let curves = MonitorCurves(chart, record, axis: preferences.charts.axis)
    return !curves.train.isEmpty || !curves.test.isEmpty
  }

  /// A chart of the course of a quantity.
  /// - Parameter isLarge: whether there is room for texts beside lines.
  func chart(_ kind: MonitorChart, _ capabilities: Capabilities, isLarge: Bool = true) -> LineChart {
    let options = preferences.charts
    let own = MonitorCurves(kind, record, axis: options.axis)
    let reach = kind.isSmoothed ? options.reach : 0
    var series: [LineChart.Series] = []
    let isShown = !isCurveHidden(nil)
    if reach > 0, isShown {
      series.append(LineChart.Series(name: "", points: own.train, style: capabilities.faint, stroke: .thin))
    }
    if train.showsOthers { series += otherSeries(kind, reach, capabilities) }
    if isShown {
      series += [
        named("train", own.train.smoothed(reach: reach), capabilities.trainCurve, kind, isTest: false),
        named("test", own.test, capabilities.testCurve, kind, isTest: true),
      ].compactMap { $0 }
    }
    let axis = monitorAxis
    let shown = axis.value(at: train.window.lowerBound)...axis.value(at: train.window.upperBound)
    var chart = LineChart(
      series: series, xScale: axis.scale, xRange: shown, xLabel: isLarge ? options.axis.rawValue : "",
      crosshair: train.crosshair.map { Axis(shown, scale: axis.scale).value(at: $0) })
    chart.yScale = options.isYLogarithmic ? .logarithmic : .linear
    chart.yRange = yRange(of: chart, kind)
    chart.decimals = kind.decimals
    chart.lines = chartLines(capabilities, isLarge: isLarge)
    if isShown, kind == .elbo, let best = record.epochs.best, record.epochs.count > 1,
      let x = record.place(of: best.examplesSeen, on: options.axis)
    {
      chart.marker = LineChart.Marker(
        point: PlotPoint(x: x, y: best.test.elbo), label: isLarge ? "best" : "",
        style: capabilities.testCurve)
    }
    return chart
  }

  /// A curve with its name, which stands at its end only where there are two; `nil` where it has no points.
  private func named(
    _ name: String, _ points: [PlotPoint], _ style: Style, _ kind: MonitorChart, isTest: Bool
  ) -> LineChart.Series? {
    guard !points.isEmpty else { return nil }
    let isOnly = kind.isByEpoch || !isTest && MonitorCurves.hasNoTest(kind)
    let stroke: PlotSeries.Stroke = isTest && !isOnly ? .marks : .line
    var series = LineChart.Series(name: isOnly ? "" : name, points: points, style: style, stroke: stroke)
    series.readoutName = isOnly ? "this" : name
    return series
  }

  /// The curves of other runs, each compared with that of this one.
  private func otherSeries(
    _ kind: MonitorChart, _ reach: Int, _ capabilities: Capabilities
  ) -> [LineChart.Series] {
    overlaidRuns.enumerated().flatMap { index, run -> [LineChart.Series] in
      guard !isCurveHidden(run.path) else { return [] }
      let curves = MonitorCurves(kind, record(of: run), axis: preferences.charts.axis)
      let style = capabilities.otherCurve(index)
      let isOnly = kind.isByEpoch || MonitorCurves.hasNoTest(kind)
      var test = LineChart.Series(
        name: "", points: isOnly && !kind.isByEpoch ? curves.train.smoothed(reach: reach) : curves.test,
        style: style)
      test.readoutName = shownName(of: run)
      test.comparedWith = isOnly ? "this" : "test"
      guard !isOnly else { return [test] }
      let train = LineChart.Series(
        name: "", points: curves.train.smoothed(reach: reach), style: style, stroke: .thin)
      return [train, test]
    }
  }

  /// The axis that all charts share; on the logarithmic one the first few hundred examples are left out.
  var monitorAxis: Axis {
    let isLogarithmic = preferences.charts.isLogarithmic
    let records = [record] + (train.showsOthers ? overlaidRuns.map { record(of: $0) } : [])
    let kind = preferences.charts.axis
    let ends = records.compactMap { $0.ends(on: kind) }
    let least = kind == .examples ? 1000 : 1e-3
    let last = max(ends.map(\.last).max() ?? least, least)
    guard isLogarithmic else { return Axis(0...last) }
    let begin = kind == .examples ? 500 : last / 1e4
    let first = min(max(ends.map(\.first).min() ?? begin, begin), last / 10)
    return Axis(first...last, scale: .logarithmic)
  }

  /// The range of y: every curve by itself where others are overlaid, so that no run is left out as an outlier; of
  /// quantities that are not bounds, all that is shown. `nil`: a range that fits the curves together.
  private func yRange(of chart: LineChart, _ kind: MonitorChart) -> ClosedRange<Double>? {
    let isBound = kind == .elbo || kind == .reconstruction
    guard let xRange = chart.xRange, !isBound || train.showsOthers else { return nil }
    let shown = chart.series.filter { $0.points.contains { xRange.contains($0.x) && $0.isFinite } }
    let fitted = shown.map { [$0.data].fittedYRange(over: xRange, on: chart.xScale) }
    guard let low = fitted.map(\.lowerBound).min(), let high = fitted.map(\.upperBound).max() else {
      return nil
    }
    switch kind {
    case .elbo, .reconstruction: return low...high
    case .gap: return min(low, 0)...max(high, 0.5)
    case .kl, .gradientNorm, .updateRatio, .learningRate, .imagesPerSecond, .klPerDimension:
      let points = shown.lazy.flatMap(\.points).filter { xRange.contains($0.x) && $0.isFinite }
      let highest = max(points.map(\.y).max() ?? high, high)
      if chart.yScale == .logarithmic, let least = points.map(\.y).filter({ $0 > 0 }).min() {
        return least * 0.9...max(highest * 1.1, least)
      }
      let top = highest <= 4 * high ? highest : high
      return 0...max(top * 1.05, kind == .kl ? 1 : 1e-9)
    }
  }

  /// Events of the training, and the state that is shown.
  func chartLines(_ capabilities: Capabilities, isLarge: Bool) -> [ChartLine] {
    let axis = preferences.charts.axis
    var lines = eventsShown.compactMap { event -> ChartLine? in
      let x = record.place(of: event.examplesSeen, on: axis)
      return x.map { ChartLine(x: $0, label: isLarge ? event.title : "", style: capabilities.muted) }
    }
    if let shown = stateOnCurve, let x = record.place(of: shown.examplesSeen, on: axis) {
      lines.append(
        ChartLine(
          x: x, label: isLarge ? shown.title : "", style: capabilities.warning, isStrong: true))
    }
    return lines
  }

  /// The state that is shown where that is not the end of the curve: one of the past, or a model that ships.
  var stateOnCurve: StateLabel? {
    timeline.pastIndex != nil || progress == nil && hasTrainPoints ? timeline.shown : nil
  }

  /// What happened to the run, and the runs that were forked from it.
  private var eventsShown: [RunEvent] {
    guard case .run(let path)? = openModel?.origin else { return record.events }
    let forks = listing.runs.compactMap(\.configuration?.fork).filter { $0.path == path }
    return record.events
      + forks.map {
        RunEvent(.forked, examplesSeen: $0.examplesSeen, seconds: record.seconds(at: $0.examplesSeen))
      }
  }
}

extension MonitorCurves {
  /// Whether a quantity is one of the training alone.
  static func hasNoTest(_ kind: MonitorChart) -> Bool {
    switch kind {
    case .elbo, .reconstruction, .kl, .gap, .klPerDimension: false
    case .gradientNorm, .updateRatio, .learningRate, .imagesPerSecond: true
    }
  }
}

extension RunEvent {
  /// In a word or two.
  var title: String {
    switch kind {
    case .learningRate: learningRate.map { "rate \(Numbers.rate($0))" } ?? "rate"
    case .saved: "saved"
    case .resumed: "resumed"
    case .forked: "forked"
    }
  }
}

extension StateLabel {
  /// As in "epoch 3, 180,000 examples".
  var title: String { "epoch \(epoch), \(NumberFormat.grouped(examplesSeen)) examples" }
}

import Autoencoder
import Plotting
import TerminalGraphics
import Training

/// The page with the charts, the numbers of the run and the strip.
struct TrainView: Widget {
  let model: ExplorerModel

  func draw(into grid: inout CellGrid, in area: Rect, _ capabilities: Capabilities) {
    let layout = TrainLayout(body: area, model: model)
    for (index, (chart, place)) in zip(model.shownCharts, layout.charts).enumerated() {
      draw(chart, into: &grid, place, isLarge: index == 0, capabilities)
    }
    drawNumbers(into: &grid, layout.numbers, capabilities)
    drawStrip(into: &grid, layout, capabilities)
  }

  // MARK: Charts

  private func draw(
    _ chart: MonitorChart, into grid: inout CellGrid, _ area: Rect, isLarge: Bool,
    _ capabilities: Capabilities
  ) {
    let frame = Frame(
      title: "\(chart.digit) \(chart.title)", trailingTitle: isLarge ? largeTitle(chart) : smallTitle(chart))
    grid.draw(frame, in: area, capabilities)
    var inner = frame.inner(of: area)
    if isLarge {
      let parts = largeChart(in: area)
      drawAlarm(into: &grid, parts.alarm, capabilities)
      grid.draw(OverlayLegend(rows: model.overlayRows), in: parts.legend, capabilities)
      inner = parts.curves
    }
    guard model.hasCurve else {
      if isLarge { grid.writeCentred(emptyText, in: inner, style: capabilities.muted) }
      return
    }
    if chart == .klPerDimension {
      guard model.klMaximum > 0 else {
        return drawMissing("after the first epoch", into: &grid, inner, capabilities)
      }
      grid.draw(model.klMap(capabilities, isLarge: isLarge), in: inner, capabilities)
    } else {
      let chart = model.chart(chart, capabilities, isLarge: isLarge)
      guard chart.series.contains(where: { !$0.points.isEmpty }) else {
        return drawMissing("not recorded", into: &grid, inner, capabilities)
      }
      grid.draw(chart, in: inner, capabilities)
    }
  }

  private func drawMissing(
    _ text: String, into grid: inout CellGrid, _ area: Rect, _ capabilities: Capabilities
  ) {
    grid.writeCentred(text, in: area, style: capabilities.muted)
  }

  /// How the large chart is drawn, where that is not as usual.
  private func largeTitle(_ chart: MonitorChart) -> String {
    guard model.train.follows else { return "f follows" }
    return chart.isSmoothed && model.hasCurve ? model.preferences.charts.smoothingTitle : smallTitle(chart)
  }

  private func smallTitle(_ chart: MonitorChart) -> String {
    guard chart == .klPerDimension, model.klMaximum > 0 else { return "" }
    return "0…\(NumberFormat.fixed(model.klMaximum, decimals: 1)) nats"
  }

  /// The parts of the large chart's panel: the curves, below them the legend of overlaid runs, at the bottom the alarm.
  func largeChart(in panel: Rect) -> (curves: Rect, legend: Rect, alarm: Rect) {
    let inner = panel.inset(columns: 1, rows: 1)
    let (upper, alarm) = inner.split(bottom: alarmLines(width: inner.width).count)
    let (curves, legend) = upper.split(bottom: min(model.overlayRows.count, upper.height / 3))
    return (curves, legend.inset(columns: 1), alarm)
  }

  /// The row of the legend at a cell of the large chart's panel.
  func legendRow(at point: Point, in panel: Rect) -> OverlayLegend.Row? {
    let legend = largeChart(in: panel).legend
    return legend.contains(point) ? model.overlayRows[point.y - legend.y] : nil
  }

  private func alarmLines(width: Int) -> [String] {
    model.trainingAlarm.map { TextLayout.wrapped("! " + $0, to: max(1, width - 2)) } ?? []
  }

  /// Writes what is wrong, whole.
  private func drawAlarm(into grid: inout CellGrid, _ area: Rect, _ capabilities: Capabilities) {
    for (row, line) in alarmLines(width: area.width).prefix(area.height).enumerated() {
      grid.write(line, at: Point(x: area.x + 1, y: area.y + row), style: capabilities.warning, in: area)
    }
  }

  private var emptyText: String {
    switch model.progress?.state {
    case .preparing: "preparing the data…"
    case .running: "waiting for the first examples…"
    case .paused: "paused: Space starts training"
    case .followed: "waiting for the first epoch…"
    case .finished, .stopped, .failed: "nothing has been trained"
    case nil:
      if model.isForeign {
        "Another program computes this model: there is no training to watch here."
      } else {
        restingText
      }
    }
  }

  private var restingText: String {
    model.openModel?.origin == .shipped
      ? "A shipped model is not trained further; o opens a data set to train on."
      : "preparing the data…"
  }

  // MARK: Numbers

  private func drawNumbers(into grid: inout CellGrid, _ area: Rect, _ capabilities: Capabilities) {
    guard !area.isEmpty else { return }
    let frame = Frame(title: model.stateOnCurve.map { "run at epoch \($0.epoch)" } ?? "run")
    grid.draw(frame, in: area, capabilities)
    let inner = frame.inner(of: area).inset(columns: 1)
    let settings = model.settingFacts
    guard !model.train.showsSettings else { return grid.draw(Facts(settings), in: inner, capabilities) }
    let bars = KLBars(model.klPerDimension, width: inner.width)
    // All bars if they take half of the rows, else a third.
    let isShort = bars.leastHeight <= inner.height / 2 + 1
    let kept = isShort ? bars.leastHeight : max(2, inner.height / 3)
    let hasCourse = model.progress != nil || model.hasTrainPoints
    let facts = (hasCourse ? model.trainFacts(capabilities) : settings).prefix(max(0, inner.height - kept))
    let (top, rest) = inner.split(top: facts.count)
    grid.draw(Facts(Array(facts)), in: top, capabilities)
    let needed = bars.height(in: rest.height)
    let gap = rest.height > needed ? 1 : 0
    let (barArea, free) = rest.split(top: gap).rest.split(top: needed)
    grid.draw(bars, in: barArea, capabilities)
    if hasCourse, free.height > settings.count {
      grid.draw(Facts(settings), in: free.split(top: 1).rest, capabilities)
    }
  }
}

import TerminalGraphics
import Training

extension ExplorerModel {
  mutating func requestStrip() -> [Effect] {
    let images = testImages.examples.compactMap { sourceImage(.testImage($0)) }
    guard !images.isEmpty else { return [] }
    return ask(.reconstruct(images, hasBounds: false), for: .strip) { model, reconstructions in
      model.train.strip = reconstructions
      return []
    }
  }

  /// Whether a part of the curve is shown.
  var canFollow: Bool { hasCurve && train.window != 0...1 }

  /// Shows the whole curve, and keeps to its newest end.
  mutating func followCurve() -> [Effect] {
    train.window = 0...1
    train.follows = true
    train.crosshair = nil
    return []
  }

  /// Moves the crosshair, or the window where there is none.
  mutating func panCurve(_ key: Key) -> [Effect] {
    let step = Double(key.direction.right) * (key == .left || key == .right ? 1 : 5)
    if let crosshair = train.crosshair {
      train.crosshair = min(1, max(0, crosshair + step * 0.02))
    } else {
      train.pan(step * 0.1)
    }
    return []
  }

  /// Overlays other runs, or removes them.
  mutating func toggleOverlaidRuns() -> [Effect] {
    train.showsOthers.toggle()
    train.hiddenCurves = []
    guard train.showsOthers, overlaidRuns.isEmpty else { return requestRecords() + [.list] }
    return say("There is no other run on this data to overlay.") + [.list]
  }

  /// The charts that there is room for.
  private var chartRoom: Int {
    TrainLayout(body: FrameLayout(size: size).body, model: roomyModel).charts.count
  }

  /// The model with every chart wanted, which tells for how many there is room.
  private var roomyModel: ExplorerModel {
    var model = self
    model.preferences.charts.charts = MonitorChart.allCases
    return model
  }

  /// Shows the chart of a digit, or takes it away.
  mutating func toggleChart(_ key: Key) -> [Effect] {
    guard let digit = key.digit, digit > 0 else {
      preferences.charts.charts = ChartOptions.initialCharts
      return say("The charts are those of the beginning.")
    }
    let (chart, room) = (MonitorChart.allCases[Int(digit) - 1], chartRoom)
    if isAtRest, hasTrainPoints, !isRecorded(chart) {
      return say("Not recorded for this model: \(chart.title).")
    }
    // What is not shown comes after what is.
    let shown = shownCharts
    preferences.charts.charts = shown + preferences.charts.charts.filter { !shown.contains($0) }
    preferences.charts.toggle(chart, room: room)
    return []
  }

  mutating func nextAxis() -> [Effect] {
    preferences.charts.axis = preferences.charts.axis.next
    return say("Horizontal axis: \(preferences.charts.axis.rawValue).")
  }

  mutating func nextSmoothing() -> [Effect] {
    preferences.charts.smoothing = (preferences.charts.smoothing + 1) % ChartOptions.smoothingReaches.count
    return say("Curves: \(preferences.charts.smoothingTitle).")
  }

  mutating func saveCheckpoint() -> [Effect] {
    guard isTrainingUnderWay else { return say("Nothing is being trained.") }
    return [.train(.saveCheckpoint)]
  }

  mutating func changeLearningRate(_ factor: Float) -> [Effect] {
    guard let progress, isTrainingUnderWay, progress.learningRate > 0 else {
      return say("Nothing is being trained.")
    }
    // What is reported may be older than the keys.
    let rate = min(1, max(1e-7, (train.askedRate ?? progress.learningRate) * factor))
    train.askedRate = rate
    return say("Learning rate \(Numbers.rate(rate)).") + [.train(.learningRate(rate))]
  }

  mutating func mouseOnTrain(_ event: MouseEvent, in body: Rect) -> [Effect] {
    guard hasCurve else { return [] }
    switch event.kind {
    case .press, .drag:
      let places = TrainLayout(body: body, model: self).charts
      guard let index = places.firstIndex(where: { $0.contains(event.position) }) else { return [] }
      if index > 0 {
        if event.kind == .press { preferences.charts.enlarge(shownCharts[index]) }
        return []
      }
      let view = TrainView(model: self)
      if event.kind == .press, let row = view.legendRow(at: event.position, in: places[0]) {
        return toggleCurve(of: row)
      }
      let area = view.largeChart(in: places[0]).curves
      let chart = shownCharts[0]
      let plot =
        chart == .klPerDimension
        ? klMap(Capabilities()).layout(in: area).plot
        : self.chart(chart, Capabilities()).layout(in: area).plot
      guard plot.contains(event.position) else { return [] }
      train.crosshair = (Double(event.position.x - plot.x) + 0.5) / Double(plot.width)
    case .wheelUp: train.zoom(1.25)
    case .wheelDown: train.zoom(0.8)
    case .release: break
    }
    return []
  }
}

extension RequestPurpose {
  /// The strip of reconstructions.
  static let strip = RequestPurpose("strip")
}

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
    guard train.showsOthers, overlaidRuns.isEmpty else { return [.list] }
    return say("There is no other run on this data to overlay.") + [.list]
  }

  mutating func saveCheckpoint() -> [Effect] {
    guard isTrainingUnderWay else { return say("Nothing is being trained.") }
    return [.train(.saveCheckpoint)]
  }

  mutating func changeLearningRate(_ factor: Float) -> [Effect] {
    guard let progress, isTrainingUnderWay, progress.learningRate > 0 else {
      return say("Nothing is being trained.")
    }
    let rate = min(1, max(1e-7, progress.learningRate * factor))
    return say("Learning rate \(Numbers.rate(rate)).") + [.train(.learningRate(rate))]
  }

  mutating func mouseOnTrain(_ event: MouseEvent, in body: Rect) -> [Effect] {
    guard hasCurve else { return [] }
    switch event.kind {
    case .press, .drag:
      let area = TrainLayout(body: body, model: self).chart.inset(columns: 1, rows: 1)
      let plot = trainChart(Capabilities()).layout(in: area).plot
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

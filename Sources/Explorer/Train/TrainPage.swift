import TerminalGraphics
import Training

/// The training curve: what part of it is shown, and the strip of reconstructions under it.
struct TrainPage: Sendable {
  var isLogarithmic = true
  /// The part of the axis shown, as fractions of the whole: 0…1 is all of it.
  var window: ClosedRange<Double> = 0...1
  /// Whether the window keeps to the newest end.
  var follows = true
  /// Where the crosshair stands, as a fraction of the window; `nil` when there is none.
  var crosshair: Double?
  /// Whether other runs are drawn too.
  var showsOthers = false
  /// The runs to be drawn, by their paths; none chosen: the best of the same data set.
  var overlaidRuns: Set<String> = []
  /// The images of the strip through the model and back.
  var strip: [ImageSource: Reconstruction] = [:]

  init(overlaidRuns: Set<String> = []) {
    self.overlaidRuns = overlaidRuns
  }

  /// Narrows the window `factor`-fold about the crosshair, else about the newest end or the middle.
  mutating func zoom(_ factor: Double) {
    let length = window.upperBound - window.lowerBound
    let anchor =
      crosshair.map { window.lowerBound + $0 * length } ?? (follows ? window.upperBound : window.middle)
    let part = length > 0 ? (anchor - window.lowerBound) / length : 0
    setWindow(from: anchor - part * length / factor, length: length / factor)
  }

  /// Moves the window by a part of its length; at the newest end it follows again.
  mutating func pan(_ part: Double) {
    let length = window.upperBound - window.lowerBound
    setWindow(from: window.lowerBound + part * length, length: length)
    follows = window.upperBound >= 1
  }

  private mutating func setWindow(from start: Double, length: Double) {
    let length = min(1, max(0.01, length))
    let start = min(max(0, start), 1 - length)
    window = start...min(1, start + length)
  }

  static let bindings: [KeyBinding] = [
    KeyBinding(["f"], "f", hint: "follow", isUseful: \.hasCurve, "Shows the whole curve and follows it.") {
      model, _ in
      model.train.window = 0...1
      model.train.follows = true
      model.train.crosshair = nil
      return []
    },
    KeyBinding(["+", "=", "-"], "+ −", hint: "zoom", isUseful: \.hasCurve, "Zooms into the curve, and out.") {
      model, key in
      model.train.zoom(key == "-" ? 1 / 1.5 : 1.5)
      return []
    },
    KeyBinding(
      [.left, .right, .shiftLeft, .shiftRight], "← →", hint: "pan", isUseful: \.hasCurve,
      "Pans, or moves the crosshair."
    ) {
      model, key in
      let step = Double(key.direction.right) * (key == .left || key == .right ? 1 : 5)
      if let crosshair = model.train.crosshair {
        model.train.crosshair = min(1, max(0, crosshair + step * 0.02))
      } else {
        model.train.pan(step * 0.1)
      }
      return []
    },
    KeyBinding(
      ["x"], "x", hint: "log/linear", isUseful: \.hasCurve, "Examples seen on a logarithmic or a linear axis."
    ) {
      model, _ in
      model.train.isLogarithmic.toggle()
      return []
    },
    KeyBinding(["c"], "c", hint: "crosshair", isUseful: \.hasCurve, "A crosshair with the values under it.") {
      model, _ in
      model.train.crosshair = model.train.crosshair == nil ? 0.75 : nil
      return []
    },
    KeyBinding(
      ["y"], "y", hint: "others", isUseful: \.hasOtherRuns,
      "Overlays other runs: those chosen on Runs, else the best of this data."
    ) {
      model, _ in
      model.train.showsOthers.toggle()
      guard model.train.showsOthers, model.overlaidRuns.isEmpty else { return [.list] }
      return model.say("There is no other run on this data to overlay.") + [.list]
    },
    KeyBinding(
      ["[", "]"], "[ ]", hint: "rate", isUseful: \.isTrainingUnderWay, needs: .model,
      "Halves the learning rate, doubles it."
    ) {
      model, key in
      model.changeLearningRate(key == "[" ? 0.5 : 2)
    },
    KeyBinding(
      ["v"], "v", hint: "save", isUseful: \.isTrainingUnderWay, needs: .model, "Saves a checkpoint now."
    ) { model, _ in
      guard model.isTrainingUnderWay else { return model.say("Nothing is being trained.") }
      return [.train(.saveCheckpoint)]
    },
  ]

  static let glossary: [(name: String, meaning: String)] = [
    (
      "ELBO",
      "Evidence lower bound on log p(x), in nats per image: reconstruction − KL. Larger is better; for grey-scale faces it is a density and may be positive."
    ),
    ("reconstruction", "E_q[log p(x|z)]: how well the decoder gives the image back."),
    ("KL", "KL(q(z|x) ‖ N(0, I)): what the latent position tells of the image; one bar a dimension."),
    ("active units", "Dimensions whose posterior mean varies over the test set: Var(E_q[z]) > 0.01."),
    (
      "train, test",
      "Over minibatches, smoothed over raw; the test set at the end of each epoch, its best marked."
    ),
    ("examples", "Training images seen since the start, repeats counted."),
    ("strip", "Test images and what becomes of them: the mean of p(x|z) at the mean of q(z|x)."),
  ]
}

extension RequestPurpose {
  /// The strip of reconstructions.
  static let strip = RequestPurpose("strip")
}

extension ClosedRange<Double> {
  var middle: Double { (lowerBound + upperBound) / 2 }
}

extension ExplorerModel {
  /// The images of the strip: one of each class, then others.
  var stripImages: [Int] {
    var seen: Set<UInt8> = []
    let firsts = (testImages.labels ?? []).enumerated().filter { seen.insert($0.element).inserted }
    let byClass = firsts.sorted { $0.element < $1.element }.map(\.offset)
    let rest = (0..<min(testImages.count, 40)).filter { !byClass.contains($0) }
    return Array((byClass + rest).prefix(14))
  }

  mutating func requestStrip() -> [Effect] {
    guard hasModel, testImages.count > 0 else { return [] }
    let images = stripImages.compactMap { sourceImage(.testImage($0)) }
    return ask(.reconstruct(images, hasBounds: false), for: .strip) { model, reconstructions in
      model.train.strip = reconstructions
      return []
    }
  }

  mutating func changeLearningRate(_ factor: Float) -> [Effect] {
    guard let progress, isTrainingUnderWay, progress.learningRate > 0 else {
      return say("Nothing is being trained.")
    }
    let rate = min(1, max(1e-7, progress.learningRate * factor))
    return say("Learning rate \(Numbers.rate(rate)).") + [.train(.learningRate(rate))]
  }

  /// The runs drawn beside this one, where that is asked for.
  var overlaidRuns: [RunSummary] {
    let others = listing.runs.filter { run in
      if case .run(let path)? = openModel?.origin, path == run.path { return false }
      return !run.metrics.isEmpty && hasSameFigures(run)
    }
    let chosen = others.filter(isChosenOnTrain)
    guard chosen.isEmpty else { return chosen }
    return Array(
      others.sorted {
        ($0.best?.test.elbo ?? -.infinity) > ($1.best?.test.elbo ?? -.infinity)
      }.prefix(3))
  }

  /// Whether a person chose a run to be drawn, and it can be with what is open.
  func isChosenOnTrain(_ run: RunSummary) -> Bool {
    train.overlaidRuns.contains(run.path) && hasSameFigures(run)
  }

  /// Whether a run's bounds are of the same data, its pixel mode included, as those of what is open: others do not
  /// compare.
  func hasSameFigures(_ run: RunSummary) -> Bool {
    guard let openModel, let configuration = run.configuration else { return run.configuration != nil }
    return configuration.dataset == openModel.dataset
      && configuration.pixelMode == openModel.configuration.pixelMode
      && configuration.architecture.likelihood == openModel.architecture.likelihood
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

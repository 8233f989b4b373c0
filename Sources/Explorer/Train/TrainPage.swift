import Training

/// The training curves, with a strip of reconstructions below.
struct TrainPage: Sendable {
  /// The part of the axis shown, as fractions of the whole: 0…1 is all of it.
  var window: ClosedRange<Double> = 0...1
  /// Whether the window keeps to the newest end.
  var follows = true
  /// Where the crosshair stands, as a fraction of the window; `nil` when there is none.
  var crosshair: Double?
  /// Whether other runs are overlaid.
  var showsOthers = false
  /// The runs that a person chose to overlay, by their paths; if empty, the best of the same data set.
  var overlaidRuns: Set<String> = []
  /// The runs whose curves are hidden, by their paths; `nil` stands for what is open.
  var hiddenCurves: Set<String?> = []
  /// The courses of overlaid runs that have been read, by path, and the epochs that they had when they were asked for.
  var records: [String: TrainingRecord] = [:]
  var askedRecords: [String: Int] = [:]
  /// The learning rate that was asked for and has not been reported yet.
  var askedRate: Float?
  /// Whether the panel "run" shows the settings in place of the figures.
  var showsSettings = false
  /// The reconstructions in the strip.
  var strip: [ImageSource: Reconstruction] = [:]

  init(overlaidRuns: Set<String> = []) {
    self.overlaidRuns = overlaidRuns
  }

  /// The page for another model: what a person chose stays.
  var cleared: TrainPage {
    var page = TrainPage(overlaidRuns: overlaidRuns)
    page.showsOthers = showsOthers && !overlaidRuns.isEmpty
    page.showsSettings = showsSettings
    return page
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
}

extension ClosedRange<Double> {
  fileprivate var middle: Double { (lowerBound + upperBound) / 2 }
}

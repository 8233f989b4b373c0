/// The training curves, with a strip of reconstructions below.
struct TrainPage: Sendable {
  /// Whether the axis of examples seen is logarithmic.
  var isLogarithmic = true
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
  /// The reconstructions in the strip.
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
}

extension ClosedRange<Double> {
  fileprivate var middle: Double { (lowerBound + upperBound) / 2 }
}

/// Test images beside their reconstructions by several models.
struct ReconstructPage: Sendable {
  /// The runs that a person chose to compare, by their paths, in the order they were chosen.
  var comparedRuns: [String] = []
  /// Whether the open model is shown alone.
  var hidesOthers = false
  /// The class shown; `nil` for all.
  var classShown: UInt8?
  /// Whether the images with the lowest bounds come first.
  var isWorstFirst = false
  /// The bound of each test image under the open model, once asked for.
  var scores: [Float] = []
  /// The test images that have a row, in order.
  var images: [Int] = []
  /// Whether the difference is wanted.
  var hasDifference = true
  /// The selected row, counted from the top of the list.
  var cursor = 0
  /// The reconstructions, by model, then by image.
  var results: [ModelReference: [ImageSource: Reconstruction]] = [:]
  /// What the other models were last asked for: they do not change, so their answers stay.
  var asked: [ModelReference: [ImageSource]] = [:]

  /// Why there is nothing of a model; another model than the open one is not asked again until it is shown anew.
  var failures: [ModelReference: String] = [:]

  /// Drops what belongs to other images.
  mutating func forgetResults() {
    results = [:]
    failures = [:]
    scores = []
    isWorstFirst = false
    scrollToTop()
  }

  /// Drops what belongs to a run that is deleted.
  mutating func forgetComparison(with path: String) {
    comparedRuns.removeAll { $0 == path }
    results[.run(path)] = nil
    asked[.run(path)] = nil
    failures[.run(path)] = nil
  }

  mutating func scrollToTop() {
    cursor = 0
    asked = [:]
  }
}

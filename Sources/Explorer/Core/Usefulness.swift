/// What keys need to have something to do: the footer leaves out those that have nothing.
extension ExplorerModel {
  /// Whether Train has a curve: of what is open, or of the runs laid over it.
  var hasCurve: Bool { hasTrainPoints || train.showsOthers && hasOtherRuns }
  /// Whether there are runs to be drawn beside what is open.
  var hasOtherRuns: Bool { !overlaidRuns.isEmpty }
  var hasRuns: Bool { !listing.runs.isEmpty }
  /// Whether there are dimensions to be chosen among.
  var hasChoiceOfDimensions: Bool { latentSize > 2 }
  /// Whether the images have classes.
  var hasClasses: Bool { !classCounts.isEmpty }
  /// Whether the time machine has states for a film.
  var hasPast: Bool { timeline.past.count > 1 }

  /// Whether the page has something to be exported.
  var hasExport: Bool {
    switch page {
    case .train: hasCurve
    case .runs: hasRuns
    default: hasModel
    }
  }
}

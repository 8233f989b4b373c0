import Autoencoder
import Training

/// Other runs on the chart.
extension ExplorerModel {
  /// The runs to overlay on the open one: those that a person chose, else the best three.
  var overlaidRuns: [RunSummary] {
    let others = listing.runs.filter { run in
      if case .run(let path)? = openModel?.origin, path == run.path { return false }
      return run.last != nil && hasComparableBounds(run)
    }
    let chosen = others.filter(isOverlaid)
    guard chosen.isEmpty else { return chosen }
    return Array(
      others.sorted {
        ($0.best?.test.elbo ?? -.infinity) > ($1.best?.test.elbo ?? -.infinity)
      }.prefix(3))
  }

  /// Whether a person chose to overlay a run, and its bounds can be compared with those of what is open.
  func isOverlaid(_ run: RunSummary) -> Bool {
    train.overlaidRuns.contains(run.path) && hasComparableBounds(run)
  }

  /// Whether a run's bounds can be compared with those of what is open: its data, pixel mode and likelihood are the
  /// same.
  func hasComparableBounds(_ run: RunSummary) -> Bool {
    guard let openModel, let configuration = run.configuration else { return run.configuration != nil }
    return configuration.dataset == openModel.dataset
      && configuration.pixelMode == openModel.configuration?.pixelMode
      && configuration.architecture.likelihood == openModel.architecture?.likelihood
  }
}

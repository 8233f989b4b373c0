/// What runs are sorted by.
public enum RunOrder: String, CaseIterable, Sendable {
  /// Newest first.
  case modified
  case name, state, data
  /// The highest test ELBO first.
  case best
  /// The largest number first.
  case epoch, latent, seconds

  /// The runs in this order; equal ones stay as they are.
  /// - Parameter state: a run's state in a word.
  public func sorted(_ runs: [RunSummary], state: (RunSummary) -> String) -> [RunSummary] {
    runs.enumerated().sorted {
      let (left, right) = ($0.element, $1.element)
      if precedes(left, right, state) { return true }
      return !precedes(right, left, state) && $0.offset < $1.offset
    }.map(\.element)
  }

  private func precedes(_ left: RunSummary, _ right: RunSummary, _ state: (RunSummary) -> String) -> Bool {
    func isLarger(_ value: (RunSummary) -> Double?) -> Bool {
      func number(_ run: RunSummary) -> Double { value(run).flatMap { $0.isFinite ? $0 : nil } ?? -.infinity }
      return number(left) > number(right)
    }
    return switch self {
    case .modified: left.modified > right.modified
    case .name: left.name < right.name
    case .state: state(left) < state(right)
    case .data: left.configuration?.datasetName ?? "" < right.configuration?.datasetName ?? ""
    case .best: isLarger { $0.best?.test.elbo }
    case .epoch: left.figures.epoch > right.figures.epoch
    case .latent: isLarger { $0.configuration.map { Double($0.architecture.latentSize) } }
    case .seconds: isLarger { $0.last?.seconds }
    }
  }
}

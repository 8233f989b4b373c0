import Formats
import Training

/// Which runs are shown, and in which order.
extension ExplorerModel {
  /// Filters and sorts the runs that were listed last.
  mutating func arrangeRuns() {
    let filters = runs.filters
    let fitting =
      filters.isEmpty
      ? listing.runs
      : listing.runs.filter { run in filters.allSatisfy { $0.accepts(run, state: stateTitle(of: run)) } }
    runs.show(runs.order.sorted(fitting) { stateTitle(of: $0) })
  }

  /// Sorts by the next quantity, or by the one before.
  mutating func changeRunOrder(by offset: Int) -> [Effect] {
    let all = RunOrder.allCases
    let index = (all.firstIndex(of: runs.order)! + offset + all.count) % all.count
    runs.order = all[index]
    arrangeRuns()
    return say("Sorted by \(runs.order.title).")
  }

  mutating func showRunFilter() -> [Effect] {
    overlay = .textEntry(TextEntry(.filter, text: runs.filterText))
    return []
  }

  /// Shows the runs that fit a line. - Returns: why it is not one of filters, if it is not.
  mutating func filterRuns(by text: String) -> String? {
    do throws(InputError) {
      runs.filters = try RunFilter.all(in: text)
    } catch {
      return error.description
    }
    runs.filterText = text
    arrangeRuns()
    return nil
  }

  mutating func showRunNotes() -> [Effect] {
    guard let run = runs.selected else { return say("There are no runs yet.") }
    overlay = .textEntry(TextEntry(.notes(name: title(of: run), path: run.path), text: run.notes.line))
    return []
  }
}

extension RunOrder {
  /// What it is called on the page.
  var title: String {
    switch self {
    case .modified: "time, newest first"
    case .name: "name"
    case .state: "state"
    case .data: "data"
    case .best: "best test ELBO"
    case .epoch: "epochs done"
    case .latent: "latent size"
    case .seconds: "time trained"
    }
  }
}

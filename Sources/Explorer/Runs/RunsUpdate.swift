import TerminalGraphics
import Training

extension ExplorerModel {
  /// The run under the cursor.
  var selectedRun: RunSummary? {
    listing.runs.indices.contains(runs.cursor) ? listing.runs[runs.cursor] : nil
  }

  mutating func moveOnRuns(_ rows: Int) -> [Effect] {
    runs.cursor += rows
    runs.clamp(to: listing.runs.count)
    return []
  }

  mutating func openSelectedRun() -> [Effect] {
    guard let run = selectedRun else { return say("There are no runs yet.") }
    if case .broken(let reason) = run.state { return say("\(run.name): \(reason)", isFailure: true) }
    return open(.run(run.path))
  }

  mutating func overlaySelectedRun() -> [Effect] {
    guard let run = selectedRun else { return say("There are no runs yet.") }
    if case .run(let path)? = openModel?.origin, path == run.path {
      return say("\(run.name) is open: its curve is on Train already.")
    }
    if let configuration = run.configuration, !hasComparableBounds(run) {
      return say(
        "\(run.name) was trained on \(configuration.dataTitle): its bounds cannot be compared with these.")
    }
    train.overlaidRuns.formSymmetricDifference([run.path])
    guard train.overlaidRuns.contains(run.path) else {
      return say("\(run.name) is no longer overlaid on Train.")
    }
    train.showsOthers = true
    return say("\(run.name) is overlaid on Train.")
  }

  mutating func compareSelectedRun() -> [Effect] {
    guard let run = selectedRun else { return say("There are no runs yet.") }
    if case .broken(let reason) = run.state { return say("\(run.name): \(reason)", isFailure: true) }
    guard openModel?.origin != .run(path: run.path) else {
      return say("\(run.name) is open: it is the first model on Reconstruct already.")
    }
    guard isComparable(.run(run.path)) else {
      return say("\(run.name) cannot be compared: its images have another size, or its likelihood differs.")
    }
    guard let index = reconstruct.comparedRuns.firstIndex(of: run.path) else {
      reconstruct.comparedRuns.append(run.path)
      reconstruct.hidesOthers = false
      reconstruct.failures = [:]
      return say("\(run.name) is compared on Reconstruct.")
    }
    reconstruct.comparedRuns.remove(at: index)
    return say("\(run.name) is no longer compared on Reconstruct.")
  }

  mutating func askToDelete() -> [Effect] {
    guard let run = selectedRun else { return say("There are no runs yet.") }
    if case .run(let path)? = openModel?.origin, path == run.path {
      return say("\(run.name) is open: open something else before deleting it.")
    }
    if run.state == .training { return say("\(run.name) is being trained by another process.") }
    overlay = .deleteRun(name: run.name, path: run.path)
    return []
  }

  mutating func mouseOnRuns(_ event: MouseEvent, in body: Rect) -> [Effect] {
    switch event.kind {
    case .wheelUp: return moveOnRuns(-1)
    case .wheelDown: return moveOnRuns(1)
    case .press:
      let view = RunsView(model: self)
      guard let row = view.run(at: event.position, in: RunsView.tableArea(in: body)) else {
        return []
      }
      return moveOnRuns(row - runs.cursor)
    case .drag, .release: return []
    }
  }
}

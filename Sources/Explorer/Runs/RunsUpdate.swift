import TerminalGraphics
import Training

extension ExplorerModel {
  /// The run under the cursor.
  var selectedRun: RunSummary? { runs.selected }

  mutating func listRuns() -> [Effect] {
    runs.askedAt = now
    return [.list]
  }

  /// Lists the runs again while one is trained, but not for each of many short epochs.
  mutating func listRunsAgain() -> [Effect] {
    now - runs.askedAt >= RunsPage.listingInterval ? listRuns() : []
  }

  mutating func moveOnRuns(_ rows: Int) -> [Effect] {
    runs.move(by: rows)
    return []
  }

  mutating func openSelectedRun() -> [Effect] {
    guard let run = selectedRun else { return say("There are no runs yet.") }
    if case .broken(let reason) = run.state { return say("\(title(of: run)): \(reason)", isFailure: true) }
    return open(.run(run.path))
  }

  mutating func overlaySelectedRun() -> [Effect] {
    guard let run = selectedRun else { return say("There are no runs yet.") }
    if case .run(let path)? = openModel?.origin, path == run.path {
      return say("\(title(of: run)) is open: its curve is on Train already.")
    }
    if let configuration = run.configuration, !hasComparableBounds(run) {
      return say(
        "\(title(of: run)) was trained on \(configuration.dataTitle): its bounds cannot be compared with these."
      )
    }
    train.overlaidRuns.formSymmetricDifference([run.path])
    guard train.overlaidRuns.contains(run.path) else {
      return say("\(title(of: run)) is no longer overlaid on Train.")
    }
    train.showsOthers = true
    return say("\(title(of: run)) is overlaid on Train.")
  }

  mutating func compareSelectedRun() -> [Effect] {
    guard let run = selectedRun else { return say("There are no runs yet.") }
    if case .broken(let reason) = run.state { return say("\(title(of: run)): \(reason)", isFailure: true) }
    guard openModel?.origin != .run(path: run.path) else {
      return say("\(title(of: run)) is open: it is the first model on Reconstruct already.")
    }
    guard isComparable(.run(run.path)) else {
      return say(
        "\(title(of: run)) cannot be compared: its images have another size, or its likelihood differs.")
    }
    guard let index = reconstruct.comparedRuns.firstIndex(of: run.path) else {
      reconstruct.comparedRuns.append(run.path)
      reconstruct.hidesOthers = false
      reconstruct.forgetFailures()
      return say("\(title(of: run)) is compared on Reconstruct.")
    }
    reconstruct.comparedRuns.remove(at: index)
    return say("\(title(of: run)) is no longer compared on Reconstruct.")
  }

  mutating func askToDelete() -> [Effect] {
    guard let run = selectedRun else { return say("There are no runs yet.") }
    if case .run(let path)? = openModel?.origin, path == run.path {
      return say("\(title(of: run)) is open: open something else before deleting it.")
    }
    if run.state == .training { return say("\(title(of: run)) is being trained by another process.") }
    overlay = .deleteRun(name: title(of: run), path: run.path)
    return []
  }

  /// Whether a deleted run can be brought back.
  var hasTrashedRuns: Bool { !runs.trashed.isEmpty }

  mutating func trashed(_ run: TrashedRun, emptied: Int) -> [Effect] {
    runs.trashed.append(run)
    let goneForGood =
      emptied == 0
      ? ""
      : " Deleted for good after \(RunLibrary.daysInTrash) days there: \(emptied) \(emptied == 1 ? "run" : "runs")."
    return say(
      "\(run.name) is in \(run.trash) for \(RunLibrary.daysInTrash) days; z on Runs brings it back.\(goneForGood)"
    )
  }

  mutating func restoreTrashedRun() -> [Effect] {
    guard let run = runs.trashed.popLast() else { return say("No run was deleted here.") }
    return [.restoreRun(run)]
  }

  mutating func mouseOnRuns(_ event: MouseEvent, in body: Rect) -> [Effect] {
    switch event.kind {
    case .wheelUp: return moveOnRuns(-1)
    case .wheelDown: return moveOnRuns(1)
    case .press:
      let view = RunsView(model: self)
      guard let row = view.run(at: event.position, in: view.tableArea(in: body)) else {
        return []
      }
      return moveOnRuns(row - runs.cursor)
    case .drag, .release: return []
    }
  }
}

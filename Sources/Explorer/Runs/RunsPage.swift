import TerminalGraphics
import Training

/// Every run on the machine.
struct RunsPage: Sendable {
  var cursor = 0

  mutating func clamp(to count: Int) { cursor = min(max(0, cursor), max(0, count - 1)) }
}

extension ExplorerModel {
  /// The run under the cursor.
  var chosenRun: RunSummary? {
    listing.runs.indices.contains(runs.cursor) ? listing.runs[runs.cursor] : nil
  }

  mutating func moveOnRuns(_ rows: Int) -> [Effect] {
    runs.cursor += rows
    runs.clamp(to: listing.runs.count)
    return []
  }

  mutating func openChosenRun() -> [Effect] {
    guard let run = chosenRun else { return say("There are no runs yet.") }
    if case .broken(let reason) = run.state { return say("\(run.name): \(reason)", isFailure: true) }
    return open(.run(run.path))
  }

  mutating func overlayChosenRun() -> [Effect] {
    guard let run = chosenRun else { return say("There are no runs yet.") }
    if case .run(let path)? = openModel?.origin, path == run.path {
      return say("\(run.name) is open: its curve is on Train.")
    }
    if let configuration = run.configuration, !hasSameFigures(run) {
      return say("\(run.name) is of \(configuration.dataTitle): its bounds do not compare with these.")
    }
    train.overlaidRuns.formSymmetricDifference([run.path])
    guard train.overlaidRuns.contains(run.path) else {
      return say("\(run.name) is not drawn on Train any more.")
    }
    train.showsOthers = true
    return say("\(run.name) is drawn on Train.")
  }

  mutating func compareChosenRun() -> [Effect] {
    guard let run = chosenRun else { return say("There are no runs yet.") }
    if case .broken(let reason) = run.state { return say("\(run.name): \(reason)", isFailure: true) }
    guard isComparable(.run(run.path)) else {
      return say("\(run.name) is what is open, or is for images of another size or likelihood.")
    }
    guard let index = reconstruct.comparedRuns.firstIndex(of: run.path) else {
      reconstruct.comparedRuns.append(run.path)
      reconstruct.hidesOthers = false
      reconstruct.failures = [:]
      return say("\(run.name) has a column on Reconstruct.")
    }
    reconstruct.comparedRuns.remove(at: index)
    return say("\(run.name) has no column on Reconstruct any more.")
  }

  mutating func askToDelete() -> [Effect] {
    guard let run = chosenRun else { return say("There are no runs yet.") }
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
      guard let row = view.table.row(at: event.position, in: RunsView.tableArea(in: body)) else {
        return []
      }
      return moveOnRuns(row - runs.cursor)
    case .drag, .release: return []
    }
  }
}

extension RunsPage {
  static let bindings: [KeyBinding] = [
    KeyBinding([.up, .down], "↑↓", hint: "choose", isUseful: \.hasRuns, "The run above, below; j k too.") {
      model, key in
      model.moveOnRuns(key == .up ? -1 : 1)
    },
    KeyBinding([.pageUp, .pageDown, .shiftUp, .shiftDown], "PgUp PgDn", "Ten runs up, down.") { model, key in
      model.moveOnRuns(key == .pageUp || key == .shiftUp ? -10 : 10)
    },
    KeyBinding([.home], "Home", "The newest run.") { model, _ in model.moveOnRuns(-model.listing.runs.count)
    },
    KeyBinding(
      [.enter], "Enter", hint: "open", isUseful: \.hasRuns, "Opens the run; Space then resumes its training."
    ) {
      model, _ in
      model.openChosenRun()
    },
    KeyBinding(
      ["y"], "y", hint: "overlay", isUseful: \.hasRuns, "Draws the run's curve on Train, or no more."
    ) { model, _ in
      model.overlayChosenRun()
    },
    KeyBinding(
      ["c"], "c", hint: "compare", isUseful: \.hasRuns,
      "Gives the run a column on Reconstruct, or takes it away."
    ) {
      model, _ in
      model.compareChosenRun()
    },
    KeyBinding(
      ["x", .delete], "x Del", hint: "delete", isUseful: \.hasRuns, "Deletes the run for good, after asking."
    ) {
      model, _ in
      model.askToDelete()
    },
  ]

  static let glossary: [(name: String, meaning: String)] = [
    ("best test", "The highest ELBO on the test set of any epoch, in nats per image; that state is kept."),
    ("curve", "The test ELBO by epoch, each run on a scale of its own."),
    (
      "state",
      "training: a process is at it; resumable: stopped before its last epoch; finished; broken: unreadable."
    ),
    ("shown on", "Train: its curve is drawn there (y); Reconstruct: it has a column there (c); both."),
  ]
}

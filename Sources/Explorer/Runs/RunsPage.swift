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
    train.overlaidRuns.formSymmetricDifference([run.path])
    if train.overlaidRuns.contains(run.path) { train.showsOthers = true }
    return []
  }

  mutating func compareChosenRun() -> [Effect] {
    guard let run = chosenRun else { return say("There are no runs yet.") }
    let network = NetworkReference.run(run.path)
    reconstruct.isChosen = true
    reconstruct.asked = [:]
    if let index = reconstruct.comparisons.firstIndex(of: network) {
      reconstruct.comparisons.remove(at: index)
      return []
    }
    guard isComparable(network) else {
      return say("\(run.name) is what is open, or is for images of another size.")
    }
    reconstruct.comparisons.append(network)
    return []
  }

  mutating func askToDelete() -> [Effect] {
    guard let run = chosenRun else { return say("There are no runs yet.") }
    if case .run(let path)? = subject?.origin, path == run.path {
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
      guard let row = view.table.row(at: event.position, in: body.inset(columns: 2, rows: 1)) else {
        return []
      }
      return moveOnRuns(row - runs.cursor)
    case .drag, .release: return []
    }
  }
}

extension RunsPage {
  static let bindings: [KeyBinding] = [
    KeyBinding([.up, .down], "↑↓", hint: "choose", "The run above, below; j k too.") { model, key in
      model.moveOnRuns(key == .up ? -1 : 1)
    },
    KeyBinding([.pageUp, .pageDown, .shiftUp, .shiftDown], "PgUp PgDn", "Ten runs up, down.") { model, key in
      model.moveOnRuns(key == .pageUp || key == .shiftUp ? -10 : 10)
    },
    KeyBinding([.home], "Home", "The newest run.") { model, _ in model.moveOnRuns(-model.listing.runs.count)
    },
    KeyBinding([.enter], "Enter", hint: "open", "Opens the run; Space then resumes its training.") {
      model, _ in
      model.openChosenRun()
    },
    KeyBinding(["y"], "y", hint: "overlay", "Draws the run's curve on Train, or no more.") { model, _ in
      model.overlayChosenRun()
    },
    KeyBinding(["c"], "c", hint: "compare", "Gives the run a column on Reconstruct, or takes it away.") {
      model, _ in
      model.compareChosenRun()
    },
    KeyBinding(["x", .delete], "x Del", hint: "delete", "Deletes the run for good, after asking.") {
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
    ("Y C", "Drawn on Train; a column on Reconstruct."),
  ]
}

/// The table of runs.
struct RunsView: Widget {
  let model: ExplorerModel

  var table: Table {
    Table(
      columns: [
        .init("run", isFlexible: true), .init("best test", .right), .init("epoch", .right), .init("state"),
        .init("curve"), .init("data"), .init("L", .right), .init("hidden"), .init("Y C"),
      ],
      rows: model.listing.runs.map(row), selected: model.runs.cursor)
  }

  func draw(into grid: inout CellGrid, in area: Rect, _ capabilities: Capabilities) {
    let frame = Frame(title: "runs", trailingTitle: "\(model.listing.runs.count)")
    grid.draw(frame, in: area, capabilities)
    let inner = frame.inner(of: area).inset(columns: 1)
    guard model.listing.runs.isEmpty else {
      grid.draw(table, in: inner, capabilities)
      return
    }
    grid.write(
      TextLayout.padded(
        "There are no runs yet: o opens a data set and trains on it.", to: inner.width, .centre),
      at: Point(x: inner.x, y: area.y + area.height / 2), style: capabilities.muted, in: inner)
  }

  private func row(_ run: RunSummary) -> [String] {
    guard let configuration = run.configuration else { return [run.name, "", "", run.stateTitle] }
    var spark = CellGrid(size: Size(width: 16, height: 1))
    let widget = Sparkline(values: run.metrics.map(\.test.elbo))
    widget.draw(into: &spark, in: spark.bounds, Capabilities())
    let isOverlaid = model.train.overlaidRuns.contains(run.path)
    let isCompared = model.reconstruct.comparisons.contains(.run(run.path))
    return [
      run.name, run.best.map { NumberFormat.fixed($0.test.elbo, decimals: 1) } ?? NumberFormat.missing,
      "\(run.metrics.last?.epoch ?? 0)/\(configuration.epochs)", run.stateTitle, spark.text(),
      configuration.datasetName, "\(configuration.architecture.latentSize)",
      configuration.architecture.hiddenSizes.map(String.init).joined(separator: ","),
      "\(isOverlaid ? "●" : "·") \(isCompared ? "●" : "·")",
    ]
  }
}

import TerminalGraphics
import Training

extension Page {
  /// Every run on the machine.
  public static let runs = Page(
    name: "runs", letter: "u", needs: .nothing, bindings: RunsPage.bindings, glossary: RunsPage.glossary,
    view: { RunsView(model: $0) },
    mouse: { $0.mouseOnRuns($1, in: $2) },
    open: { $0.listRuns() },
    epochEnded: { $0.listRunsAgain() },
    listingChanged: { model in
      model.runs.clamp(to: model.listing.runs.count)
      return []
    },
    hasExport: \.hasRuns,
    exports: { $0.exportedRuns })
}

extension RunsPage {
  fileprivate static let bindings: [KeyBinding] = [
    KeyBinding([.up, .down], "↑↓", hint: "select", isUseful: \.hasRuns, "Select another run; j k too.") {
      model, key in
      model.moveOnRuns(key == .up ? -1 : 1)
    },
    KeyBinding([.pageUp, .pageDown, .shiftUp, .shiftDown], "PgUp PgDn", "Move up or down by ten runs.") {
      model, key in
      model.moveOnRuns(key == .pageUp || key == .shiftUp ? -10 : 10)
    },
    KeyBinding([.home], "Home", "Select the newest run.") { model, _ in
      model.moveOnRuns(-model.listing.runs.count)
    },
    KeyBinding(
      [.enter], "Enter", hint: "open", isUseful: \.hasRuns, "Open the run; Space then resumes its training."
    ) { model, _ in model.openSelectedRun() },
    KeyBinding(
      ["y"], "y", hint: "overlay", isUseful: \.hasRuns, "Overlay the run's curve on Train, or remove it."
    ) { model, _ in model.overlaySelectedRun() },
    KeyBinding(
      ["c"], "c", hint: "compare", isUseful: \.hasRuns,
      "Compare the run on Reconstruct, or compare it no longer."
    ) { model, _ in model.compareSelectedRun() },
    KeyBinding(
      ["d", .delete], "d Del", hint: "delete", isUseful: \.hasRuns,
      "Delete the run, after a question: it is moved to the trash, a folder beside the runs."
    ) { model, _ in model.askToDelete() },
    KeyBinding(
      ["z"], "z", hint: "undo delete", isUseful: \.hasTrashedRuns,
      "Bring back the run that was deleted last. What has been in the trash for \(RunLibrary.daysInTrash) days goes for good when another run is deleted."
    ) { model, _ in model.restoreTrashedRun() },
  ]

  fileprivate static let glossary = [
    GlossaryEntry(
      "best test", "The highest test ELBO of any epoch, in nats per image; the model of that epoch is kept."),
    GlossaryEntry("curve", "The test ELBO by epoch, each run on its own scale."),
    GlossaryEntry(
      "state",
      "training: a process trains it; resumable: stopped before its last epoch; finished; broken: cannot be read."
    ),
    GlossaryEntry(
      "shown on", "Train: its curve is overlaid there (y); Reconstruct: it is compared there (c); or both."),
  ]
}

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
    KeyBinding([.home], "Home", "Select the first run.") { model, _ in
      model.moveOnRuns(-model.runs.shown.count)
    },
    KeyBinding(
      [.enter], "Enter", hint: "open", isUseful: \.hasRuns, "Open the run; Space then resumes its training."
    ) { model, _ in model.openSelectedRun() },
    KeyBinding(
      ["z"], "z", hint: "undo delete", isUseful: \.hasTrashedRuns,
      "Bring back the run that was deleted last. What has been in the trash for \(RunLibrary.daysInTrash) days goes for good when another run is deleted."
    ) { model, _ in model.restoreTrashedRun() },
    KeyBinding(
      ["/"], "/", hint: "filter", isUseful: \.hasRuns,
      "Show only runs that fit a filter, as latent=2 data=mnist."
    ) {
      model, _ in model.showRunFilter()
    },
    KeyBinding(
      ["[", "]"], "[ ]", hint: "sort", isUseful: \.hasRuns, "Sort by the previous or the next quantity."
    ) {
      model, key in model.changeRunOrder(by: key == "[" ? -1 : 1)
    },
    KeyBinding(
      ["v"], "v", hint: "difference", isUseful: \.hasRuns,
      "Show how the run differs from the one marked with a, or else from the open one: settings and figures."
    ) { model, _ in model.showRunDifference() },
    KeyBinding(
      ["a"], "a", hint: "mark", isUseful: \.hasRuns, "Mark the run as the one that v compares others with."
    ) {
      model, _ in model.markRun()
    },
    KeyBinding(
      ["n"], "n", hint: "note", isUseful: \.hasRuns,
      "Write a note on the run; words that begin with # are tags."
    ) { model, _ in model.showRunNotes() },
    KeyBinding(
      ["y"], "y", hint: "overlay on Train", isUseful: \.hasRuns,
      "Overlay the run's curve on Train, or remove it."
    ) { model, _ in model.overlaySelectedRun() },
    KeyBinding(
      ["c"], "c", hint: "compare", isUseful: \.hasRuns,
      "Compare the run on Reconstruct, or compare it no longer."
    ) { model, _ in model.compareSelectedRun() },
    KeyBinding(
      ["d", .delete], "d Del", hint: "delete", isUseful: \.hasRuns,
      "Delete the run, after a question: it is moved to the trash, a folder beside the runs."
    ) { model, _ in model.askToDelete() },
  ]

  fileprivate static let glossary = [
    GlossaryEntry(
      "best test", "The highest test ELBO of any epoch, in nats per image; the model of that epoch is kept."),
    GlossaryEntry(
      "filter",
      "Words that a run must all fit: a part of its name, note or tags, or FIELD=VALUE with name, state, data, latent, hidden, likelihood, pixels, preset, method, objective, optimizer, rate, batch, seed, epochs or tag."
    ),
    GlossaryEntry("curve", "The test ELBO by epoch, each run on its own scale."),
    GlossaryEntry(
      "state",
      "That of the open run is the status row's. Of others: training: a process trains it; resumable: stopped before its last epoch; finished; broken: cannot be read."
    ),
    GlossaryEntry(
      "shown on", "Train: its curve is overlaid there (y); Reconstruct: it is compared there (c); or both."),
  ]
}

import TerminalGraphics

extension Page {
  /// Test images beside their reconstructions by several models.
  public static let reconstruct = Page(
    name: "reconstruct", letter: "r", bindings: ReconstructPage.bindings, glossary: ReconstructPage.glossary,
    view: { ReconstructView(model: $0) },
    mouse: { $0.mouseOnReconstruct($1, in: $2) },
    refresh: { $0.requestReconstructions() },
    listingChanged: { $0.requestNewComparisons() },
    reset: { model in
      model.reconstruct = ReconstructPage(
        comparedRuns: model.reconstruct.comparedRuns, hidesOthers: model.reconstruct.hidesOthers)
      model.orderReconstructImages()
    },
    forgetImages: { model in
      model.reconstruct.forgetResults()
      model.orderReconstructImages()
    },
    exports: { $0.exportedReconstructions })
}

extension ReconstructPage {
  fileprivate static let bindings: [KeyBinding] = [
    KeyBinding([.up, .down], "↑↓", hint: "select", "Select another image; j k too.") { model, key in
      model.moveOnReconstruct(key == .up ? -1 : 1)
    },
    KeyBinding([.pageUp, .pageDown, .shiftUp, .shiftDown], "PgUp PgDn", "Move up or down by ten images.") {
      model, key in
      model.moveOnReconstruct(key == .pageUp || key == .shiftUp ? -10 : 10)
    },
    KeyBinding([.home], "Home", "Select the first row.") { model, _ in
      model.moveOnReconstruct(-model.testImages.count - 1)
    },
    KeyBinding(["d"], "d", hint: "draw", "Draw an image of your own; it becomes a row.") { model, _ in
      model.showDrawingPad()
    },
    KeyBinding(
      ["c"], "c", hint: \.comparisonHint,
      "Hide or show the other models: runs chosen by c on Runs, then the shipped models for this data."
    ) { model, _ in model.toggleComparisons() },
    KeyBinding(["/"], "/", hint: "class", isUseful: \.hasClasses, "Show one class only.") { model, _ in
      model.showClassChoice()
    },
    KeyBinding(
      ["z"], "z", hint: \.orderHint, needs: .model,
      "Sort by ELBO, the lowest first, or keep the order of the data set."
    ) { model, _ in model.toggleWorstFirst() },
    KeyBinding(["v"], "v", hint: \.differenceHint, "Show or hide the signed difference.") { model, _ in
      model.toggleDifference()
    },
    KeyBinding([.enter], "Enter", hint: "walk there", "Open Walk where the image is encoded.") { model, _ in
      model.walkToReconstruction()
    },
  ]

  fileprivate static let glossary = [
    GlossaryEntry("reconstruction", "The mean of p(x|z) at the mean of q(z|x)."),
    GlossaryEntry(
      "ELBO rec KL",
      "The image's own bound and its two parts in nats, estimated with the same eight noise samples each time."
    ),
    GlossaryEntry(
      "difference",
      "Reconstruction − original: orange where the model adds light, blue where it leaves it out."),
  ]
}

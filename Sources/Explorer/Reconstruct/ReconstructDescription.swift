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
        comparedRuns: model.reconstruct.comparedRuns, hidesOthers: model.reconstruct.hidesOthers,
        pictureSteps: model.reconstruct.pictureSteps)
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
    KeyBinding(
      [.left, .right], "← →", hint: "model", isUseful: \.hasComparedModels, "Select another model; h l too."
    ) {
      model, key in model.moveReconstructColumn(key == .left ? -1 : 1)
    },
    KeyBinding(
      ["z"], "z", hint: \.orderHint, needs: .model,
      "Order the rows: as in the data set, by the ELBO of the selected model (lowest first), by the disagreement of the models, or by class."
    ) { model, _ in model.changeOrder() },
    KeyBinding(["/"], "/", hint: "class", isUseful: \.hasClasses, "Show one class only.") { model, _ in
      model.showClassChoice()
    },
    KeyBinding(
      ["f"], "f", hint: \.figuresHint, "Show the figures of each class under each model, or the images."
    ) {
      model, _ in model.toggleFigures()
    },
    KeyBinding(
      ["v"], "v", hint: \.differenceHint,
      "Show or hide the signed difference of the selected model; beside the figures of the classes: another figure."
    ) { model, _ in model.toggleDifference() },
    KeyBinding(
      ["a"], "a", hint: "against", isUseful: \.hasComparedModels,
      "Compare the other models with the selected one in place of the original; once more: with the original again."
    ) { model, _ in model.toggleReference() },
    KeyBinding(
      ["c"], "c", hint: \.comparisonHint,
      "Hide or show the other models: runs chosen by c on Runs, then the shipped models for this data."
    ) { model, _ in model.toggleComparisons() },
    KeyBinding(["d"], "d", hint: "draw", "Draw an image of your own; it becomes a row.") { model, _ in
      model.showDrawingPad()
    },
    KeyBinding(["[", "]"], "[ ]", hint: "size", "Show more but smaller images, or fewer but larger ones.") {
      model, key in
      model.resizeReconstructions(by: key == "[" ? -1 : 1)
    },
    KeyBinding([.enter], "Enter", hint: "walk there", "Open Walk where the image is encoded.") { model, _ in
      model.walkToReconstruction()
    },
  ]

  fileprivate static let glossary = [
    GlossaryEntry("reconstruction", "The mean of p(x|z) at the mean of q(z|x)."),
    GlossaryEntry(
      "heads",
      "The model's ELBO with its standard error, and its parts, over all test images or the class shown; the best ELBO is bold. Faint: of an earlier state of a model that is being trained."
    ),
    GlossaryEntry(
      "ELBO, parts",
      "The image's own bound, reconstruction − KL, in nats, estimated with the same eight noise samples each time; the best of a row is bold."
    ),
    GlossaryEntry(
      "difference",
      "The selected model's reconstruction − original, or − another model's (a): orange where it is lighter, blue where it is darker. Between two models with their ELBOs' difference: the mean over the images ± its standard error."
    ),
    GlossaryEntry("disagreement", "How far the models' ELBOs of an image lie apart."),
  ]
}

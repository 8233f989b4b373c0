import TerminalGraphics

extension Page {
  /// The training of the open model.
  public static let train = Page(
    name: "train", letter: "t", bindings: TrainPage.bindings, glossary: TrainPage.glossary,
    view: { TrainView(model: $0) },
    mouse: { $0.mouseOnTrain($1, in: $2) },
    refresh: { $0.requestStrip() },
    reset: { $0.train = TrainPage(overlaidRuns: $0.train.overlaidRuns) },
    forgetImages: { $0.train.strip = [:] },
    hasExport: \.hasCurve,
    exports: { $0.exportedCurve })
}

extension TrainPage {
  fileprivate static let bindings: [KeyBinding] = [
    KeyBinding(["f"], "f", hint: "follow", isUseful: \.hasCurve, "Show the whole curve and follow it.") {
      model, _ in
      model.followCurve()
    },
    KeyBinding(["+", "=", "-"], "+ −", hint: "zoom", isUseful: \.hasCurve, "Zoom in or out.") { model, key in
      model.train.zoom(key == "-" ? 1 / 1.5 : 1.5)
      return []
    },
    KeyBinding(
      [.left, .right, .shiftLeft, .shiftRight], "← →", hint: "pan", isUseful: \.hasCurve,
      "Pan, or move the crosshair."
    ) { model, key in model.panCurve(key) },
    KeyBinding(
      ["y"], "y", hint: "overlay runs", isUseful: \.hasOtherRuns,
      "Overlay other runs: those chosen on Runs, else the best of this data."
    ) { model, _ in model.toggleOverlaidRuns() },
    KeyBinding(
      ["g"], "g", hint: "log/linear", isUseful: \.hasCurve,
      "Show examples seen on a logarithmic or a linear axis."
    ) { model, _ in
      model.train.isLogarithmic.toggle()
      return []
    },
    KeyBinding(
      ["c"], "c", hint: "crosshair", isUseful: \.hasCurve, "Show or hide a crosshair with the values at it."
    ) { model, _ in
      model.train.crosshair = model.train.crosshair == nil ? 0.75 : nil
      return []
    },
    KeyBinding(
      ["[", "]"], "[ ]", hint: "rate", isUseful: \.isTrainingUnderWay, needs: .model,
      "Halve or double the learning rate."
    ) { model, key in model.changeLearningRate(key == "[" ? 0.5 : 2) },
    KeyBinding(
      ["v"], "v", hint: "save", isUseful: \.isTrainingUnderWay, needs: .model, "Save a checkpoint now."
    ) { model, _ in model.saveCheckpoint() },
  ]

  fileprivate static let glossary = [
    GlossaryEntry(
      "ELBO",
      "Evidence lower bound on log p(x), in nats per image: reconstruction − KL. Higher is better; for grey-scale faces it is a density and may be positive."
    ),
    GlossaryEntry(
      "objective",
      "What training ascends if it is not the ELBO: log 1/K Σ w over K samples (IWAE), a bound; or reconstruction − β·KL (KL × β), not a bound. The curves always show the ELBO."
    ),
    GlossaryEntry("reconstruction", "E_q[log p(x|z)]: how well the decoder gives the image back."),
    GlossaryEntry(
      "KL", "KL(q(z|x) ‖ N(0, I)): how much the latent position says about the image; one bar per dimension."),
    GlossaryEntry(
      "active units", "Dimensions whose posterior mean varies over the test set: Var(E_q[z]) > 0.01."),
    GlossaryEntry(
      "train, test",
      "Train: minibatches, raw and smoothed. Test: the test set after each epoch, with the best epoch marked."
    ),
    GlossaryEntry("examples", "Training images seen since the start, with repetitions."),
    GlossaryEntry(
      "strip", "Test images and their reconstructions: the mean of p(x|z) at the mean of q(z|x)."),
  ]
}

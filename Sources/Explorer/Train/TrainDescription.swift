import TerminalGraphics

extension Page {
  /// The training of the open model.
  public static let train = Page(
    name: "train", letter: "t", bindings: TrainPage.bindings, glossary: TrainPage.glossary,
    view: { TrainView(model: $0) },
    mouse: { $0.mouseOnTrain($1, in: $2) },
    refresh: { $0.requestStrip() },
    open: { $0.requestRecords() },
    listingChanged: { $0.requestRecords() },
    reset: { $0.train = $0.train.cleared },
    forgetImages: { $0.train.strip = [:] },
    hasExport: \.hasCurve,
    exports: { $0.exportedCurve })
}

extension TrainPage {
  fileprivate static let bindings: [KeyBinding] = [
    KeyBinding(
      [.enter], "Enter", hint: \.forkHint, needs: .model,
      "Train on from the state shown as a new run, at another rate if wanted; after a divergence, from before it."
    ) { model, _ in model.askToFork() },
    KeyBinding(
      Key.digits, "1-9", hint: "charts", isUseful: \.hasCurve,
      "Show a chart or take it away: 1 ELBO, 2 reconstruction, 3 KL, 4 gap, 5 gradient norm, 6 update/weight, 7 learning rate, 8 images/s, 9 KL of each dimension; 0 for those of the beginning."
    ) { model, key in model.toggleChart(key) },
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
      "Show the horizontal axis on a logarithmic or a linear scale."
    ) { model, _ in
      model.preferences.charts.isLogarithmic.toggle()
      return []
    },
    KeyBinding(["G"], "G", "Show the vertical axes on a logarithmic or a linear scale.") { model, _ in
      model.preferences.charts.isYLogarithmic.toggle()
      return model.say(
        "Vertical axes: \(model.preferences.charts.isYLogarithmic ? "logarithmic" : "linear").")
    },
    KeyBinding(["a"], "a", "Show examples, epochs or seconds of work on the horizontal axis.") { model, _ in
      model.nextAxis()
    },
    KeyBinding(["z"], "z", hint: "smooth", isUseful: \.hasCurve, "Smooth curves more, or not at all.") {
      model, _ in
      model.nextSmoothing()
    },
    KeyBinding(["i"], "i", "Show the settings of the run in place of its figures, and back.") { model, _ in
      model.train.showsSettings.toggle()
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
    KeyBinding(
      ["f"], "f", hint: "follow", isUseful: \.canFollow, "Show the whole curve and follow it."
    ) { model, _ in model.followCurve() },
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
    GlossaryEntry(
      "gradient norm",
      "‖g‖ of the objective's gradient by all weights and biases, the mean over a minibatch; measured at some steps."
    ),
    GlossaryEntry(
      "update/weight",
      "‖Δw‖ / ‖w‖: how far a step moved the weights. About 0.001 is usual; far more is unsteady, far less is slow."
    ),
    GlossaryEntry(
      "gap",
      "The train ELBO of an epoch, at the time of each step, less the test ELBO after it: it grows with overfitting."
    ),
    GlossaryEntry("examples", "Training images seen since the start, with repetitions."),
    GlossaryEntry(
      "strip", "Test images and their reconstructions: the mean of p(x|z) at the mean of q(z|x)."),
  ]
}

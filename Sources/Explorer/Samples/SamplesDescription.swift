import TerminalGraphics

extension Page {
  /// Samples from the prior, decoded.
  public static let samples = Page(
    name: "samples", letter: "s", bindings: SamplesPage.bindings, glossary: SamplesPage.glossary,
    view: { SamplesView(model: $0) },
    mouse: { $0.mouseOnSamples($1, in: $2) },
    refresh: { $0.requestSamples() },
    reset: { $0.samples = SamplesPage() },
    animation: Animation(isRunning: \.samples.isFilm, advance: { $0.animateSamples($1) }),
    exports: { $0.sheet($0.samples.pictures, columns: $0.samplesGrid.columns, scale: 2, gap: 2) })
}

extension SamplesPage {
  fileprivate static let bindings: [KeyBinding] = [
    KeyBinding(["n"], "n", hint: "new noise", "Draw new samples from the prior.") { model, _ in
      model.drawNewNoise()
    },
    KeyBinding(["v"], "v", hint: "mean/sample", "Show the mean of p(x|z), or pixels drawn from it.") {
      model, _ in
      model.toggleSampledPixels()
    },
    KeyBinding(
      ["g"], "g", hint: "film", isUseful: \.hasPast,
      "Play a film of these samples through the states of the time machine."
    ) { model, _ in model.toggleFilm() },
    KeyBinding(["[", "]"], "[ ]", hint: "size", "Show more but smaller pictures, or fewer but larger ones.") {
      model, key in
      model.resizeSamples(by: key == "[" ? -1 : 1)
    },
  ]

  fileprivate static let glossary = [
    GlossaryEntry(
      "samples", "z is drawn from the prior N(0, I) and decoded: images that the model makes up."),
    GlossaryEntry("mean", "The mean of each pixel under p(x|z): smooth."),
    GlossaryEntry(
      "sample", "Each pixel is drawn from p(x|z): grainy, as pixels are independent of each other given z."),
    GlossaryEntry(
      "noise",
      "The same positions z for every state of the model, so that the film shows only how the model changes."
    ),
  ]
}

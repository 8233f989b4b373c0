import TerminalGraphics

extension Page {
  /// Walking through latent space, with the picture decoded at each position.
  public static let walk = Page(
    name: "walk", letter: "w", bindings: WalkPage.bindings, glossary: WalkPage.glossary,
    view: { WalkView(model: $0) },
    mouse: { $0.mouseOnWalk($1, in: $2) },
    refresh: { $0.requestWalk() + $0.requestEncoding() },
    escape: Page.Escape(
      hint: { $0.isInSliders ? "leave sliders" : nil }, leave: { $0.leaveSliders() }),
    encodingChanged: { model in
      model.findNeighbours()
      return model.requestCompanion()
    },
    reset: {
      $0.walk = WalkPage(latentSize: $0.latentSize, step: $0.preferences.step, drawCount: $0.walk.drawCount)
    },
    animation: Animation(isRunning: { $0.walk.motion != nil }, advance: { $0.animateWalk($1) }),
    exports: { $0.sheet($0.walk.picture.map { [$0] } ?? [], columns: 1, scale: 8, gap: 0) })
}

extension WalkPage {
  fileprivate static let bindings: [KeyBinding] = moves + jumps + marks + looks

  private static let moves: [KeyBinding] = [
    KeyBinding(
      Key.arrows, "←→↑↓", hint: "move",
      "Move one step in the plane; h j k l too. In the sliders, ↑↓ choose one and ←→ move it."
    ) { model, key in
      model.walkByArrow(key, steps: 1)
    },
    KeyBinding(
      [.enter], "Enter", hint: \.slidersHint,
      "Go into the sliders, where there are more than two dimensions."
    ) { model, _ in model.enterSliders() },
    KeyBinding(Key.shiftArrows, "S-arrows", "Move five steps; H J K L too.") { model, key in
      model.walkByArrow(key, steps: 5)
    },
    KeyBinding([.pageUp, .pageDown], "PgUp PgDn", "Move one step in the third dimension.") { model, key in
      model.walkThird(by: key == .pageUp ? 1 : -1)
    },
  ]

  /// Keys that go to other places and back, on every page that shows the present z.
  static let jumps: [KeyBinding] = [
    KeyBinding(
      Key.digits, "0-9", hint: "class", isUseful: \.hasClasses, needs: .encoding,
      "Go to the middle of a class."
    ) { model, key in
      model.walk(toClass: key.digit ?? 0)
    },
    KeyBinding(["n"], "n", hint: "nearest", needs: .encoding, "Go to the nearest encoded image.") {
      model, _ in
      model.walkToNearest()
    },
    KeyBinding(["z"], "z", hint: "prior", "Go to a draw from the prior, z ~ N(0, I).") { model, _ in
      model.walkToPrior()
    },
    KeyBinding(["Z"], "Z", hint: "random image", needs: .encoding, "Go to a random encoded image.") {
      model, _ in
      model.walkToRandomImage()
    },
    KeyBinding([.home], "Home", "Go to the origin, where the prior is densest.") { model, _ in
      model.walkToOrigin()
    },
    KeyBinding(
      [.backspace], "Bksp", hint: "undo", "Return to the place before; a stretch of steps counts as one."
    ) { model, _ in model.undoWalk() },
    KeyBinding(["y"], "y", "Redo what was undone.") { model, _ in model.redoWalk() },
    LatentAxes.binding,
  ]

  private static let marks: [KeyBinding] = [
    KeyBinding(
      ExplorerModel.markLetters.map { .character($0) }, "a b c", hint: "mark",
      "Mark this position as a, b or c: a path leads through the marks."
    ) { model, key in
      guard case .character(let letter) = key else { return [] }
      return model.mark(as: letter)
    },
    KeyBinding(
      ["i"], "i", hint: "a→b path",
      "Interpolate through the marks, then back: on straight lines, or on the sphere with five dimensions or more."
    ) { model, _ in model.playInterpolation() },
    KeyBinding(["f"], "f", "Go to a − b + c: what c is to b, done to a.") { model, _ in model.combineMarks()
    },
    KeyBinding(
      ["'"], "'", hint: "bookmarks",
      "Bookmarks: name this place, go to another, or mark it as a, b or c. They are kept with the run."
    ) { model, _ in model.showBookmarks() },
    KeyBinding(["g"], "g", hint: "auto tour", "Start a slow automatic tour; g or any move ends it.") {
      model, _ in
      model.toggleTour()
    },
    KeyBinding(["v"], "v", hint: "record", "Record the path; v again writes it as an animated GIF.") {
      model, _ in
      model.toggleRecording()
    },
  ]

  private static let looks: [KeyBinding] = [
    KeyBinding(
      ["d"], "d", hint: "dimensions", isUseful: \.hasChoiceOfDimensions,
      "Choose the dimensions to walk in, if there are more than two."
    ) { model, _ in model.showDimensions() },
    KeyBinding(
      ["V"], "V", hint: "mean/sample",
      "Show the mean of p(x|z), a sample from it or, for a Gaussian decoder, its standard deviation σ."
    ) { model, _ in model.switchPixelView() },
    KeyBinding(
      ["C"], "C", hint: "other model",
      "Show another model beside this one, at the test image that z came from or is nearest to."
    ) { model, _ in model.switchCompanion() },
    KeyBinding(["[", "]"], "[ ]", hint: "step", "Halve or double the step.") { model, key in
      model.walk.step = min(max(0.0125, model.walk.step * (key == "[" ? 0.5 : 2)), 1.6)
      model.preferences.step = model.walk.step
      return []
    },
    KeyBinding(["+", "-", "="], "+ −", "Zoom the plane in or out.") { model, key in
      model.zoomWalk(key == "-" ? 0.8 : 1.25, about: model.dimensions.place(of: model.walk.position))
    },
  ]

  fileprivate static let glossary =
    [
      GlossaryEntry("z", "The position in latent space; the picture is the mean of p(x|z)."),
      GlossaryEntry("log p(z)", "The log density of the prior N(0, I) at z, in nats; highest at the origin."),
      GlossaryEntry(
        "nearest",
        "The encoded image whose posterior mean is nearest to z in all dimensions, and its distance."),
      GlossaryEntry(
        "dense … empty",
        "The distance from z to its tenth nearest encoded image, among the same distances of the images themselves: halfway, half of the images have denser surroundings."
      ),
      GlossaryEntry("1σ 2σ 3σ", "Contours of the prior in the plane."),
      GlossaryEntry(
        "sliders",
        "Every coordinate of z, the one with the largest KL divergence first. The thick part is one standard deviation: σ q of the posterior of the test image that z came from, else σ p of the prior."
      ),
      GlossaryEntry("other model", "Its reconstruction of the image, and the ELBO of both, in nats."),
    ] + LatentAxes.glossary
}

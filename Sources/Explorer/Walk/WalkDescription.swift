import TerminalGraphics

extension Page {
  /// Walking through latent space, with the picture decoded at each position.
  public static let walk = Page(
    name: "walk", letter: "w", bindings: WalkPage.bindings, glossary: WalkPage.glossary,
    view: { WalkView(model: $0) },
    mouse: { $0.mouseOnWalk($1, in: $2) },
    refresh: { $0.requestWalk() + $0.requestEncoding() },
    encodingChanged: { model in
      model.findNeighbours()
      return []
    },
    reset: { $0.walk = WalkPage(latentSize: $0.latentSize, step: $0.preferences.step) },
    animation: Animation(isRunning: { $0.walk.motion != nil }, advance: { $0.animateWalk($1) }),
    exports: { $0.sheet($0.walk.picture.map { [$0] } ?? [], columns: 1, scale: 8, gap: 0) })
}

extension WalkPage {
  fileprivate static let bindings: [KeyBinding] = [
    KeyBinding(Key.arrows, "←→↑↓", hint: "move", "Move one step in the plane; h j k l too.") { model, key in
      model.walkByArrow(key, steps: 1)
    },
    KeyBinding(
      Key.digits, "0-9", hint: "class", isUseful: \.hasClasses, needs: .encoding,
      "Go to the middle of a class."
    ) { model, key in
      model.walk(toClass: key.digit ?? 0)
    },
    KeyBinding(["a", "b"], "a b", hint: "mark", "Mark this position as a or b, the ends of a path.") {
      model, key in
      model.mark(with: key)
    },
    KeyBinding(
      ["i"], "i", hint: "interpolate",
      "Interpolate from a to b, then back: on a straight line, or on the sphere with five dimensions or more."
    ) { model, _ in model.playInterpolation() },
    KeyBinding(["n"], "n", hint: "nearest", needs: .encoding, "Go to the nearest encoded image.") {
      model, _ in
      model.walkToNearest()
    },
    KeyBinding(["g"], "g", hint: "auto tour", "Start a slow automatic tour; g or any move ends it.") {
      model, _ in
      model.toggleTour()
    },
    KeyBinding(["[", "]"], "[ ]", hint: "step", "Halve or double the step.") { model, key in
      model.walk.step = min(max(0.0125, model.walk.step * (key == "[" ? 0.5 : 2)), 1.6)
      model.preferences.step = model.walk.step
      return []
    },
    KeyBinding(["v"], "v", hint: "record", "Record the path; v again writes it as an animated GIF.") {
      model, _ in
      model.toggleRecording()
    },
    KeyBinding(Key.shiftArrows, "S-arrows", hint: "×5", "Move five steps; H J K L too.") { model, key in
      model.walkByArrow(key, steps: 5)
    },
    KeyBinding([.home], "Home", "Go to the origin, where the prior is densest.") { model, _ in
      model.walk(to: Array(repeating: 0, count: model.latentSize))
    },
    KeyBinding(
      ["d"], "d", hint: "dimensions", isUseful: \.hasChoiceOfDimensions,
      "Choose the dimensions to walk in, if there are more than two."
    ) { model, _ in model.showDimensions() },
    KeyBinding([.pageUp, .pageDown], "PgUp PgDn", "Move one step in the third dimension.") { model, key in
      model.walkThird(by: key == .pageUp ? 1 : -1)
    },
    KeyBinding(["+", "-", "="], "+ −", "Zoom the plane in or out.") { model, key in
      model.zoomWalk(key == "-" ? 0.8 : 1.25, about: model.dimensions.place(of: model.walk.position))
    },
  ]

  fileprivate static let glossary = [
    GlossaryEntry("z", "The position in latent space; the picture is the mean of p(x|z)."),
    GlossaryEntry("log p(z)", "The log density of the prior N(0, I) at z, in nats; highest at the origin."),
    GlossaryEntry(
      "nearest",
      "The encoded image whose posterior mean is nearest to z in all dimensions, and its distance."),
    GlossaryEntry(
      "dense … empty",
      "How close encoded images are to z, compared with how close they are to each other."),
    GlossaryEntry("1σ 2σ 3σ", "Contours of the prior in the plane."),
  ]
}

import TerminalGraphics

extension Page {
  /// The encoded images in latent space.
  public static let plane = Page(
    name: "plane", letter: "p", bindings: PlanePage.bindings, glossary: PlanePage.glossary,
    view: { PlaneView(model: $0) },
    mouse: { $0.mouseOnPlane($1, in: $2) },
    refresh: { $0.requestEncoding() + $0.requestPlane() },
    encodingChanged: { $0.requestPlane() },
    reset: { $0.plane = PlanePage() },
    exports: { $0.exportedPlane })
}

extension PlanePage {
  fileprivate static let bindings: [KeyBinding] = [
    KeyBinding(
      Key.arrows, "←→↑↓", hint: "select", "Move the crosshair; the nearest image is selected; h j k l too."
    ) { model, key in model.moveOnPlane(key, steps: 1) },
    KeyBinding(Key.shiftArrows, "S-arrows", hint: "×5", "Move five steps; the view pans at its edges.") {
      model, key in
      model.moveOnPlane(key, steps: 5)
    },
    KeyBinding(["+", "=", "-"], "+ −", hint: "zoom", "Zoom in or out about the crosshair.") { model, key in
      model.zoomPlane(key == "-" ? 0.8 : 1.25, about: model.plane.cursor)
    },
    KeyBinding(
      Key.digits, "0-9", hint: "class on/off", isUseful: \.hasClasses, needs: .encoding,
      "Show or hide a class."
    ) { model, key in model.toggleClass(key.digit ?? 0) },
    KeyBinding(
      ["c"], "c", hint: "centroids", isUseful: \.hasClasses, needs: .encoding,
      "Put the digit of each class at its mean position, or at its median."
    ) { model, _ in model.toggleCentroids() },
    KeyBinding(
      ["d"], "d", hint: "dimensions", isUseful: \.hasChoiceOfDimensions,
      "Choose the dimensions shown, if there are more than two."
    ) { model, _ in model.showDimensions() },
    LatentAxes.binding,
    KeyBinding([.enter], "Enter", hint: "walk there", needs: .encoding, "Open Walk at the selected image.") {
      model, _ in
      model.walkToSelectedImage()
    },
    KeyBinding([.home], "Home", "Show the first view again, with the crosshair at the origin.") { model, _ in
      model.resetPlaneView()
    },
  ]

  fileprivate static let glossary =
    [
      GlossaryEntry(
        "points",
        "The posterior means of up to 2,000 test images in the colours of their classes. The digit of a class stands at its median or, after c, at its mean."
      ),
      GlossaryEntry("ellipse", "One standard deviation of the selected image's posterior q(z|x)."),
      GlossaryEntry("✓", "Your own drawing, from Reconstruct, with its posterior."),
      GlossaryEntry("1σ 2σ 3σ", "Contours of the prior."),
    ] + LatentAxes.glossary
}

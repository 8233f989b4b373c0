import TerminalGraphics

extension Page {
  /// The grid of decoded positions.
  public static let manifold = Page(
    name: "manifold", letter: "m", bindings: ManifoldPage.bindings, glossary: ManifoldPage.glossary,
    view: { ManifoldView(model: $0) },
    mouse: { $0.mouseOnManifold($1, in: $2) },
    refresh: { $0.requestManifold() },
    reset: { $0.manifold = ManifoldPage() },
    exports: { $0.sheet($0.manifold.pictures, columns: $0.manifoldGrid.columns, scale: 2, gap: 0) })
}

extension ManifoldPage {
  fileprivate static let bindings: [KeyBinding] = [
    KeyBinding(Key.arrows, "←→↑↓", hint: "move", "Move the cursor to another cell; h j k l too.") {
      model, key in
      model.moveOnManifold(key, steps: 1)
    },
    KeyBinding(Key.shiftArrows, "S-arrows", "Move the cursor by five cells.") { model, key in
      model.moveOnManifold(key, steps: 5)
    },
    KeyBinding([.enter], "Enter", hint: "walk there", "Open Walk at the selected cell.") { model, _ in
      model.walkToManifoldCell()
    },
    KeyBinding(["+", "=", "-"], "+ −", hint: "zoom", "Zoom in or out about the cursor.") { model, key in
      model.zoomManifold(key == "-" ? 1 / 1.5 : 1.5)
    },
    KeyBinding(["[", "]"], "[ ]", hint: "size", "Show more but smaller pictures, or fewer but larger ones.") {
      model, key in
      model.resizeManifoldTiles(by: key == "[" ? -1 : 1)
    },
    KeyBinding([.home], "Home", hint: "all", "Show the whole plane again.") { model, _ in
      model.showWholeManifold()
    },
    KeyBinding(
      ["d"], "d", hint: "dimensions", isUseful: \.hasChoiceOfDimensions,
      "Choose the dimensions of the slice, if there are more than two."
    ) { model, _ in model.showDimensions() },
    LatentAxes.binding,
    KeyBinding([.pageUp, .pageDown], "PgUp PgDn", "Move the slice along the third dimension.") { model, key in
      model.walkThird(by: key == .pageUp ? 1 : -1)
    },
  ]

  fileprivate static let glossary =
    [
      GlossaryEntry(
        "cells",
        "Each shows the mean of p(x|z) at the centre of a cell of equal prior probability: z = Φ⁻¹((i + ½)/n), as in figure 4 of the paper."
      ),
      GlossaryEntry("slice", "With more than two dimensions, the others are those of the position on Walk."),
    ] + LatentAxes.glossary
}

import TerminalGraphics

extension Page {
  /// What each axis of latent space does to the picture.
  public static let traverse = Page(
    name: "traverse", letter: "x", bindings: TraversePage.bindings, glossary: TraversePage.glossary,
    view: { TraverseView(model: $0) },
    mouse: { $0.mouseOnTraverse($1, in: $2) },
    refresh: { $0.requestTraverse() + $0.requestEncoding() },
    reset: { $0.traverse = TraversePage() },
    exports: { $0.exportedTraverse })
}

extension TraversePage {
  fileprivate static let bindings: [KeyBinding] =
    [
      KeyBinding(Key.arrows, "←→↑↓", hint: "select", "Select another picture; h j k l too.") { model, key in
        model.moveOnTraverse(right: key.direction.right, down: -key.direction.up)
      },
      KeyBinding(Key.shiftArrows, "S-arrows", "Move by five pictures.") { model, key in
        model.moveOnTraverse(right: 5 * key.direction.right, down: -5 * key.direction.up)
      },
      KeyBinding([.pageUp, .pageDown], "PgUp PgDn", "Show the rows before or after those in the window.") {
        model, key in
        model.turnTraversePage(down: key == .pageUp ? -1 : 1)
      },
      KeyBinding([.enter], "Enter", hint: "walk there", "Open Walk at the selected picture.") { model, _ in
        model.walkToTraversal()
      },
    ] + WalkPage.jumps + [
      KeyBinding(["v"], "v", hint: "change", "Show or hide what changes along a row.") {
        model, _ in
        model.toggleTraverseDifferences()
      },
      KeyBinding(
        ["[", "]"], "[ ]", hint: "size", "Show more but smaller pictures, or fewer but larger ones."
      ) {
        model, key in
        model.resizeTraverseTiles(by: key == "[" ? -1 : 1)
      },
    ]

  fileprivate static let glossary =
    [
      GlossaryEntry(
        "rows",
        "In each row one coordinate of z goes from −3 to 3, while the others stay as they are on Walk. Of more than two dimensions, that of the greatest measure has the first row."
      ),
      GlossaryEntry(
        "KL",
        "The KL divergence of the dimension, in nats per image: at 0 it has collapsed, and does nothing."),
      GlossaryEntry("brackets", "The selected picture; fainter, the picture nearest to the present z."),
      GlossaryEntry(
        "change", "The last picture of the row less its first, in two colours, at one scale for all rows."),
    ] + LatentAxes.glossary
}

extension LatentAxes {
  /// What the help says about axes.
  static let glossary = [
    GlossaryEntry(
      "pc1, pc2 …",
      "Principal components: the orthogonal directions in which the encoded images spread most. var is their variance along it."
    ),
    GlossaryEntry(
      "ld1, ld2 …",
      "Discriminants: the directions that separate the classes best (LDA), made orthogonal in their order. B/W is the variance between the classes compared with that within them; r1, r2 … are what is left."
    ),
    GlossaryEntry(
      "exact",
      "Such axes are a rotation of z. A step along them changes z itself, and the prior stays N(0, I)."),
  ]
}

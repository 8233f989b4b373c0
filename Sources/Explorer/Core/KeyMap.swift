import TerminalGraphics

/// A key, or a few alike, and what it does: the one source of what keys do, of the footer and of the help.
struct KeyBinding: Sendable {
  let keys: [Key]
  /// As the keys are written: "S-←→↑↓".
  let label: String
  /// In a word or two for the footer, as things are; `nil`: in the help only.
  let hint: @Sendable (ExplorerModel) -> String?
  /// What must be there.
  let needs: Need
  /// In a sentence for the help.
  let meaning: String
  let perform: @Sendable (inout ExplorerModel, Key) -> [Effect]

  init(
    _ keys: [Key], _ label: String, hint: @escaping @Sendable (ExplorerModel) -> String?,
    needs: Need = .nothing, _ meaning: String,
    perform: @escaping @Sendable (inout ExplorerModel, Key) -> [Effect]
  ) {
    self.keys = keys
    self.label = label
    self.hint = hint
    self.needs = needs
    self.meaning = meaning
    self.perform = perform
  }

  /// A key whose hint is always the same, and left out while the key has nothing to do.
  init(
    _ keys: [Key], _ label: String, hint: String? = nil,
    isUseful: @escaping @Sendable (ExplorerModel) -> Bool = { _ in true }, needs: Need = .nothing,
    _ meaning: String, perform: @escaping @Sendable (inout ExplorerModel, Key) -> [Effect]
  ) {
    self.init(
      keys, label, hint: { isUseful($0) ? hint : nil }, needs: needs, meaning, perform: perform)
  }
}

extension Key: ExpressibleByUnicodeScalarLiteral {
  public init(unicodeScalarLiteral scalar: Unicode.Scalar) { self = .character(scalar) }

  /// The arrows.
  static let arrows: [Key] = [.left, .right, .up, .down]
  /// The arrows with Shift.
  static let shiftArrows: [Key] = [.shiftLeft, .shiftRight, .shiftUp, .shiftDown]
  /// The digits, from 0.
  static let digits: [Key] = (0...9).map { .character(Unicode.Scalar(UInt8(48 + $0))) }

  /// The class a digit key stands for.
  var digit: UInt8? {
    guard case .character(let scalar) = self, (48...57).contains(scalar.value) else { return nil }
    return UInt8(scalar.value - 48)
  }

  /// Columns to the right and rows up that an arrow points, with or without Shift.
  var direction: (right: Int, up: Int) {
    switch self {
    case .left, .shiftLeft, .controlLeft: (-1, 0)
    case .right, .shiftRight, .controlRight: (1, 0)
    case .up, .shiftUp, .controlUp: (0, 1)
    case .down, .shiftDown, .controlDown: (0, -1)
    default: (0, 0)
    }
  }

  /// The arrow that the letters of vi stand for; other keys stand for themselves.
  var viArrow: Key {
    switch self {
    case "h": .left
    case "j": .down
    case "k": .up
    case "l": .right
    case "H": .shiftLeft
    case "J": .shiftDown
    case "K": .shiftUp
    case "L": .shiftRight
    default: self
    }
  }
}

extension Page {
  /// What keys do on this page.
  var bindings: [KeyBinding] {
    switch self {
    case .train: TrainPage.bindings
    case .walk: WalkPage.bindings
    case .manifold: ManifoldPage.bindings
    case .reconstruct: ReconstructPage.bindings
    case .samples: SamplesPage.bindings
    case .plane: PlanePage.bindings
    case .runs: RunsPage.bindings
    }
  }

  /// What the page says of its quantities in the help: a name and a sentence each.
  var glossary: [(name: String, meaning: String)] {
    switch self {
    case .train: TrainPage.glossary
    case .walk: WalkPage.glossary
    case .manifold: ManifoldPage.glossary
    case .reconstruct: ReconstructPage.glossary
    case .samples: SamplesPage.glossary
    case .plane: PlanePage.glossary
    case .runs: RunsPage.glossary
    }
  }
}

/// What keys do everywhere, unless the page takes them.
let globalBindings: [KeyBinding] = [
  KeyBinding([.tab, .shiftTab], "Tab S-Tab", "The next page, the previous one.") { model, key in
    model.show(model.page.moved(by: key == .tab ? 1 : -1))
  },
  KeyBinding(
    Page.allCases.map { .character($0.letter) }, "t w m r s p u",
    "Train, Walk, Manifold, Reconstruct, Samples, Plane, rUns; F1 to F7 too."
  ) { model, key in
    model.show(Page.allCases.first { .character($0.letter) == key } ?? model.page)
  },
  KeyBinding(
    Page.allCases.indices.map { .function($0 + 1) }, "F1 … F7", "The pages in the order of their tabs."
  ) {
    model, key in
    guard case .function(let number) = key else { return [] }
    return model.show(Page.allCases[number - 1])
  },
  KeyBinding([" "], "Space", needs: .openModel, "Pauses training, and goes on with it.") { model, _ in
    model.toggleTraining()
  },
  KeyBinding([",", "."], ", .", needs: .model, "Time machine: an earlier state of the model, a later one.") {
    model, key in
    model.travel(by: key == "," ? -1 : 1)
  },
  KeyBinding([.end], "End", needs: .model, "Time machine: back to the live model.") { model, _ in
    guard model.timeline.moveToLive() else { return model.say("This is the live model.") }
    return model.refresh()
  },
  KeyBinding(["b", "B"], "b B", "Pictures in half blocks, quadrants, sextants, braille or ASCII.") {
    model, _ in
    model.characters = model.characters.next
    return model.say("Pictures in \(model.characters.title).")
  },
  KeyBinding(
    ["e"], "e", hint: "export", isUseful: \.hasExport,
    "Exports what is shown to a file; the footer says where."
  ) {
    model, _ in
    model.exportPage()
  },
  KeyBinding(["o"], "o", "Opens another data set, shipped model or run.") { model, _ in model.showOpenList()
  },
  KeyBinding(
    [.escape], "Esc", hint: { $0.opening == nil ? nil : "cancel" },
    "Gives up what is being opened, a download too; what was open before stays."
  ) { model, _ in model.cancelOpening() },
  KeyBinding(
    ["!"], "!", hint: \.logHint,
    "The log: what was written to standard output and error; it is printed on leaving as well."
  ) { model, _ in model.showLog() },
  KeyBinding(["?"], "?", hint: "help", "This help.") { model, _ in
    model.overlay = .help(HelpOverlay())
    return []
  },
  KeyBinding(["q", .control("c")], "q", hint: "quit", "Quits; a run under way is saved.") { model, _ in
    model.askToQuit()
  },
]

extension ImageBlitter.Characters {
  /// The characters tried after these.
  var next: Self {
    let all = Self.allCases
    return all[(all.firstIndex(of: self)! + 1) % all.count]
  }

  var title: String {
    switch self {
    case .halfBlocks: "half blocks"
    case .quadrants: "quadrants"
    case .sextants: "sextants"
    case .braille: "braille"
    case .ascii: "ASCII"
    }
  }
}

import TerminalGraphics

/// What keys do on every page, unless the page gives them a meaning of its own.
let globalBindings: [KeyBinding] = placeBindings + preferenceBindings + programBindings

/// The keys for pages, training and the time machine.
private let placeBindings: [KeyBinding] = [
  KeyBinding([.tab, .shiftTab], "Tab S-Tab", "Go to the next or the previous page.") { model, key in
    model.show(model.page.moved(by: key == .tab ? 1 : -1))
  },
  KeyBinding(
    Page.allCases.map { .character($0.letter) },
    Page.allCases.map { String($0.letter) }.joined(separator: " "),
    Page.allCases.map(\.titleWithKey).joined(separator: ", ") + "; F1 to F\(Page.allCases.count) too."
  ) { model, key in
    model.show(Page.allCases.first { .character($0.letter) == key } ?? model.page)
  },
  KeyBinding(
    Page.allCases.indices.map { .function($0 + 1) }, "F1 … F\(Page.allCases.count)",
    "Go to a page by its place among the tabs."
  ) { model, key in
    guard case .function(let number) = key else { return [] }
    return model.show(Page.allCases[number - 1])
  },
  KeyBinding([" "], "Space", needs: .openModel, "Pause or resume training.") { model, _ in
    model.toggleTraining()
  },
  KeyBinding(
    [",", "."], ", .", needs: .model, "Time machine: show an earlier or a later state of the model."
  ) { model, key in model.travel(by: key == "," ? -1 : 1) },
  KeyBinding([.end], "End", needs: .model, "Time machine: return to the live model.") { model, _ in
    model.returnToLive()
  },
]

/// The keys for files, messages, help and the end.
private let programBindings: [KeyBinding] = [
  KeyBinding(
    ["e"], "e", hint: "export", isUseful: \.hasExport,
    "Export what is shown to a file; the footer says where."
  ) { model, _ in model.exportPage() },
  KeyBinding(["o"], "o", "Open another data set, shipped model or run.") { model, _ in
    model.showOpenList()
  },
  KeyBinding(
    [.escape], "Esc", hint: \.escapeHint,
    "Leave the sliders of Walk; give up what is being opened, a download too: what is open stays."
  ) { model, _ in model.leaveOrCancel() },
  KeyBinding(
    ["!"], "!", hint: \.logHint,
    "Show what was written to standard output and error; it is printed again after quitting."
  ) { model, _ in model.showLog() },
  KeyBinding([.control("l")], "Ctrl-L", "Repaint the screen, should another program have spoilt it.") {
    model, _ in
    // The terminal does it at the same key.
    model.say("The screen is repainted.")
  },
  KeyBinding(["?"], "?", hint: "help", "Show this help.") { model, _ in
    model.overlay = .help(HelpOverlay())
    return []
  },
  KeyBinding(["q", .control("c")], "q", hint: "quit", "Quit; a run under way is saved.") { model, _ in
    model.askToQuit()
  },
]

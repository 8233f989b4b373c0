import TerminalGraphics

/// The keys that change what a person prefers on every page.
let preferenceBindings: [KeyBinding] = [
  KeyBinding(
    ["b", "B"], "b B",
    "Draw pictures automatically (half blocks, and finer characters where they are small), or always in half blocks, quadrants, sextants, braille, shades or ASCII."
  ) { model, _ in
    let all: [ImageBlitter.Characters?] = [nil] + ImageBlitter.Characters.allCases
    let index = all.firstIndex(of: model.preferences.pictures.characters) ?? 0
    model.preferences.pictures.characters = all[(index + 1) % all.count]
    return model.say("Pictures: \(model.preferences.pictures.characters?.title ?? "automatic").")
  },
  KeyBinding(["P"], "P", "Draw large pictures in square pixels, or smoothly.") { model, _ in
    model.preferences.pictures.isSmooth.toggle()
    return model.say("Large pictures: \(model.preferences.pictures.isSmooth ? "smooth" : "square pixels").")
  },
  KeyBinding(["T"], "T", "Colours for a dark or a light background, or for what the terminal says.") {
    model, _ in
    let all = Preferences.Theme.allCases
    let index = all.firstIndex(of: model.preferences.theme) ?? 0
    model.preferences.theme = all[(index + 1) % all.count]
    return model.say("Theme: \(model.preferences.theme.title).")
  },
  KeyBinding(["M"], "M", "Turn the mouse off, so that the terminal selects text with it, or on again.") {
    model, _ in
    model.preferences.usesMouse.toggle()
    return model.say(
      model.preferences.usesMouse
        ? "The mouse works here." : "The mouse is left to the terminal: it selects text. M turns it on again."
    )
  },
]

extension Preferences.Theme {
  fileprivate var title: String {
    switch self {
    case .auto: "as the terminal says"
    case .dark: "dark"
    case .light: "light"
    }
  }
}

extension ImageBlitter.Characters {
  /// As in "half blocks".
  var title: String {
    switch self {
    case .halfBlocks: "half blocks"
    case .quadrants: "quadrants"
    case .sextants: "sextants"
    case .braille: "braille"
    case .shades: "shades"
    case .ascii: "ASCII"
    }
  }
}

import TerminalGraphics

/// The help for a page: what its keys do, what keys do everywhere, and what each quantity means.
struct HelpOverlay: Sendable {
  /// How many lines are scrolled past.
  var firstLine = 0

  func overlay(for page: Page) -> Overlay {
    Overlay(
      title: "help: \(page.title)", text: Self.text(for: page), footer: "Esc closes", firstLine: firstLine,
      maximumWidth: 92)
  }

  static func text(for page: Page) -> String {
    let sections = [
      "On this page", lines(page.bindings.map { ($0.label, $0.meaning) }),
      "", "What is shown", lines(page.glossary),
      "", "Everywhere", lines(globalBindings.map { ($0.label, $0.meaning) }),
      lines([("mouse", "Click a tab, a point, an image; the wheel zooms or scrolls.")]),
    ]
    return sections.joined(separator: "\n")
  }

  private static func lines(_ entries: [(String, String)]) -> String {
    entries.map { "  \(TextLayout.padded($0.0, to: 14)) \($0.1)" }.joined(separator: "\n")
  }
}

extension ExplorerModel {
  mutating func show(_ help: HelpOverlay) -> [Effect] {
    var help = help
    let limit = help.overlay(for: page).scrollLimit(in: FrameLayout(size: size).body)
    help.firstLine = min(max(0, help.firstLine), limit)
    overlay = .help(help)
    return []
  }

  mutating func press(_ key: Key, on help: HelpOverlay) -> [Effect] {
    var help = help
    switch key.viArrow {
    case .up: help.firstLine -= 1
    case .down: help.firstLine += 1
    case .pageUp: help.firstLine -= 10
    case .pageDown, " ": help.firstLine += 10
    case .home: help.firstLine = 0
    case .end: help.firstLine = .max / 2
    case .escape, .enter, "q", "?", .control("c"):
      overlay = nil
      return []
    default: return []
    }
    return show(help)
  }
}

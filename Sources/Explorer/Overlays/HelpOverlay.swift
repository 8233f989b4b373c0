import TerminalGraphics

/// The help for a page: what its keys do, what keys do everywhere, and what each quantity means.
struct HelpOverlay: Sendable {
  /// How many lines are scrolled past.
  var firstLine = 0

  /// A line of the help: a heading, or a name with what it means.
  struct Line: Sendable {
    var name = ""
    var text = ""
    var isHeading = false
  }

  /// The columns that names take.
  static let nameWidth = 17

  /// The lines for a page, no wider than `width` columns.
  static func lines(for page: Page, width: Int) -> [Line] {
    let mouse = (
      "mouse", "Click a tab, a hint, a point, an image or a row of a legend; the wheel zooms or scrolls."
    )
    return [Line(name: "On this page", isHeading: true)]
      + entries(page.bindings.map { ($0.label, $0.meaning) }, width)
      + [Line(), Line(name: "What is shown", isHeading: true)]
      + entries(page.glossary.map { ($0.name, $0.meaning) }, width)
      + [Line(), Line(name: "Everywhere", isHeading: true)]
      + entries(globalBindings.map { (label(of: $0, on: page), $0.meaning) } + [mouse], width)
  }

  /// How the keys of a binding for every page are written, without those that the page gives another meaning.
  private static func label(of binding: KeyBinding, on page: Page) -> String {
    let keys = binding.label.split(separator: " ").filter { word in
      guard let scalar = word.unicodeScalars.first, word.unicodeScalars.count == 1 else { return true }
      return !page.bindings.contains { $0.keys.contains(.character(scalar)) }
    }
    return keys.joined(separator: " ")
  }

  private static func entries(_ entries: [(String, String)], _ width: Int) -> [Line] {
    entries.flatMap { name, meaning in
      TextLayout.wrapped(meaning, to: max(10, width - nameWidth)).enumerated().map { row, text in
        Line(name: row == 0 ? name : "", text: text)
      }
    }
  }
}

/// The help over a page.
struct HelpView: Widget {
  let page: Page
  let help: HelpOverlay

  private func box(in area: Rect) -> Rect {
    let width = min(area.width, 94)
    let lines = HelpOverlay.lines(for: page, width: width - 4)
    return area.centred(Size(width: width, height: min(area.height, lines.count + 2)))
  }

  /// How many lines can be scrolled past.
  func scrollLimit(in area: Rect) -> Int {
    let box = box(in: area)
    return max(0, HelpOverlay.lines(for: page, width: box.width - 4).count - (box.height - 2))
  }

  func draw(into grid: inout CellGrid, in area: Rect, _ capabilities: Capabilities) {
    let box = box(in: area)
    let inner = box.inset(columns: 2, rows: 1)
    let lines = HelpOverlay.lines(for: page, width: inner.width)
    let limit = scrollLimit(in: area)
    let first = min(help.firstLine, limit)
    let position = limit == 0 ? "" : "\(first + 1)–\(first + inner.height) of \(lines.count)"
    grid.fill(box)
    grid.draw(
      Frame(title: "help: \(page.title)", trailingTitle: position, lineStyle: capabilities.accent), in: box,
      capabilities)
    for (row, line) in lines.dropFirst(first).prefix(inner.height).enumerated() {
      let start = Point(x: inner.x, y: inner.y + row)
      grid.write(line.name, at: start, style: line.isHeading ? capabilities.accent : .bold, in: inner)
      grid.write(line.text, at: Point(x: start.x + HelpOverlay.nameWidth, y: start.y), in: inner)
    }
  }
}

extension ExplorerModel {
  mutating func show(_ help: HelpOverlay) -> [Effect] {
    var help = help
    let limit = HelpView(page: page, help: help).scrollLimit(in: FrameLayout(size: size).body)
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

import Plotting
import TerminalGraphics

/// The looks that pages share, beyond those of the widgets.
extension Capabilities {
  /// Something goes well.
  var good: Style { colored(dark: 0x5FD787, light: 0x00875F) }
  /// Something went wrong.
  var bad: Style {
    var style = colored(dark: 0xFF5F5F, light: 0xAF0000)
    style.attributes = hasColor ? .bold : .reverse
    return style
  }
  /// Something deserves attention.
  var warning: Style {
    var style = colored(dark: 0xFFAF00, light: 0xAF5F00)
    style.attributes = .bold
    return style
  }
  /// The curve of the training set.
  var trainCurve: Style { colored(dark: 0x5FD7FF, light: 0x005FAF) }
  /// The curve of the test set.
  var testCurve: Style { colored(dark: 0xFFD75F, light: 0xAF5F00) }
  /// The curves of other runs, in turn.
  func otherCurve(_ index: Int) -> Style {
    let colors: [(UInt32, UInt32)] = [(0xAF87FF, 0x5F00AF), (0x5FAF87, 0x00875F), (0xD787AF, 0x87005F)]
    let color = colors[index % colors.count]
    return colored(dark: color.0, light: color.1)
  }

  private func colored(dark: UInt32, light: UInt32) -> Style {
    hasColor ? Style(foreground: .hex(isLight ? light : dark)) : .plain
  }
}

/// Numbers as text with a fixed width.
enum Numbers {
  /// As in "+1.20", "−0.30": the sign is always there.
  static func signed(_ value: Double, decimals: Int) -> String {
    let text = NumberFormat.fixed(value, decimals: decimals)
    return text.hasPrefix("−") || !value.isFinite ? text : "+" + text
  }

  /// A bound in nats in seven columns: " −152.3", "−30,305", " −1.42M".
  static func nats(_ value: Double?) -> String {
    TextLayout.padded(value.map { fitted($0, to: 7) } ?? NumberFormat.missing, to: 7, .right)
  }

  /// With some decimals, or with as many digits as `width` columns take.
  static func fitted(_ value: Double, decimals: Int = 1, to width: Int) -> String {
    let exact = (0...decimals).reversed().map { NumberFormat.fixed(value, decimals: $0) }
    return exact.first { TextLayout.width($0) <= width } ?? NumberFormat.compact(value)
  }

  /// A learning rate: "0.001", "2.5e−4".
  static func rate(_ value: Float) -> String {
    value >= 0.001 && value < 10
      ? trimmed(NumberFormat.fixed(Double(value), decimals: 5)) : NumberFormat.scientific(Double(value))
  }

  private static func trimmed(_ text: String) -> String {
    var text = text
    while text.last == "0" { text.removeLast() }
    return text.last == "." ? String(text.dropLast()) : text
  }
}

/// Lines of a name and a value, the values aligned at the right edge.
struct Facts: Widget {
  struct Fact: Sendable {
    let name: String
    let value: String
    var style = Style.plain
  }

  let facts: [Fact]

  init(_ facts: [Fact]) { self.facts = facts }

  func draw(into grid: inout CellGrid, in area: Rect, _ capabilities: Capabilities) {
    for (row, fact) in facts.prefix(area.height).enumerated() {
      let line = Rect(x: area.x, y: area.y + row, width: area.width, height: 1)
      grid.write(fact.name, at: line.origin, style: capabilities.muted, in: line)
      // The end of a long value, such as a path, tells more than its beginning.
      let room = max(0, line.width - TextLayout.width(fact.name) - 1)
      let value = TextLayout.truncatedAtStart(fact.value, to: room, ellipsis: capabilities.ellipsis)
      let start = line.right - TextLayout.width(value)
      grid.write(value, at: Point(x: start, y: line.y), style: fact.style, in: line)
    }
  }
}

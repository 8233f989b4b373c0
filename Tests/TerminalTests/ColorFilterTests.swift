import Testing

@testable import Terminal

@Suite struct ColorFilterTests {
  private func filter(_ parts: String...) -> [String] {
    var filter = ColorFilter()
    return parts.map { String(decoding: filter.filter(Array($0.utf8)), as: UTF8.self) }
  }

  @Test func bothColorsGoInOneSequence() {
    #expect(filter("\u{1B}[38;5;250m\u{1B}[48;5;233m▀") == ["\u{1B}[38;5;250;48;5;233m▀"])
    #expect(filter("\u{1B}[31m\u{1B}[44mx") == ["\u{1B}[31;44mx"])
  }

  @Test func whatStaysIsNotSaidAgain() {
    #expect(
      filter("\u{1B}[38;5;1m\u{1B}[48;5;2ma\u{1B}[38;5;1m\u{1B}[48;5;3mb", "\u{1B}[38;5;1m\u{1B}[48;5;3mc")
        == ["\u{1B}[38;5;1;48;5;2ma\u{1B}[48;5;3mb", "c"])
    #expect(filter("\u{1B}[39;49m\u{1B}[38;5;7mx\u{1B}[39;49my") == ["\u{1B}[38;5;7;49mx\u{1B}[39my"])
  }

  @Test func everythingElseIsLetThrough() {
    let other =
      "\u{1B}[1;31mbold\u{1B}[m\u{1B}(B\u{1B}[4;5H\u{1B}[38:2::1:2:3mdirect\u{1B}[38;2;1;2;3mtoo\u{1B}[mü\u{1B}"
    #expect(filter(other) == [other])
  }

  @Test func afterAnythingElseColorsAreSaidAnew() {
    let text = "\u{1B}[38;5;1ma\u{1B}[m\u{1B}[38;5;1mb"
    #expect(filter(text) == [text])
  }

  /// A terminal that understands colours alone shows the same for both.
  @Test func filteredFramesLookTheSame() {
    var generator = SystemRandomNumberGenerator()
    let pieces = [
      "\u{1B}[38;5;1m", "\u{1B}[38;5;200m", "\u{1B}[48;5;1m", "\u{1B}[48;5;7m", "\u{1B}[39;49m", "\u{1B}[31m",
      "\u{1B}[m", "\u{1B}[1m", "\u{1B}[2;3H", "x", "▀",
    ]
    var filter = ColorFilter()
    var (plain, filtered) = (ColorTerminal(), ColorTerminal())
    for _ in 0..<300 {
      let frame = (0..<Int.random(in: 0...30, using: &generator)).map { _ in
        pieces.randomElement(using: &generator)!
      }
      let bytes = Array(frame.joined().utf8)
      let short = filter.filter(bytes)
      #expect(short.count <= bytes.count)
      #expect(plain.show(bytes) == filtered.show(short))
    }
  }
}

/// Remembers for each byte shown, and each sequence that is not about colours, the colours it was shown in.
private struct ColorTerminal {
  private var foreground = "39"
  private var background = "49"

  mutating func show(_ bytes: [UInt8]) -> [String] {
    var shown: [String] = []
    var rest = String(decoding: bytes, as: UTF8.self)[...]
    while let character = rest.popFirst() {
      guard character == "\u{1B}" else {
        shown.append("\(character) \(foreground) \(background)")
        continue
      }
      rest.removeFirst()
      let end = rest.firstIndex(where: \.isLetter)!
      let (parameters, letter) = (rest[..<end], rest[end])
      rest = rest[rest.index(after: end)...]
      if letter == "m" { select(parameters) } else { shown.append("\(letter) \(foreground) \(background)") }
    }
    return shown
  }

  private mutating func select(_ parameters: Substring) {
    var words = parameters.split(separator: ";", omittingEmptySubsequences: false)[...]
    while let word = words.popFirst() {
      switch word {
      case "": (foreground, background) = ("39", "49")
      case "38": foreground = "38;" + words.removeFirst() + ";" + words.removeFirst()
      case "48": background = "48;" + words.removeFirst() + ";" + words.removeFirst()
      case _ where word.hasPrefix("3"): foreground = String(word)
      case _ where word.hasPrefix("4"): background = String(word)
      default: break
      }
    }
  }
}

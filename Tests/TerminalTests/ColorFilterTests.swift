import TerminalGraphics
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

  @Test func theWayBackToOwnColorsIsShort() {
    #expect(
      filter("\u{1B}[m\u{1B}(Ba\u{1B}[38;5;242mb\u{1B}[39m\u{1B}(B\u{1B}[mc")
        == ["\u{1B}(B\u{1B}[ma\u{1B}[38;5;242mb\u{1B}[mc"])
    #expect(
      filter("\u{1B}[mab\u{1B}(B\u{1B}[0;1mc\u{1B}(B\u{1B}[0;1;7md\u{1B}(B\u{1B}[me")
        == ["\u{1B}[mab\u{1B}(B\u{1B}[1mc\u{1B}[7md\u{1B}[me"])
    #expect(filter("\u{1B}[0;1;4ma\u{1B}[0;4mb\u{1B}[31mc") == ["\u{1B}[0;1;4ma\u{1B}[0;4mb\u{1B}[31mc"])
  }

  @Test func whatSpacesAndMovementsDoNotShowIsNotSaid() {
    #expect(
      filter(
        "\u{1B}[m\u{1B}[31ma\u{1B}[m  \u{1B}[31mb\u{1B}[m\u{1B}[4;5H\u{1B}[31mc\u{1B}[0;1m \u{1B}[0;31md")
        == ["\u{1B}[0;31ma  b\u{1B}[4;5Hc d"])
    #expect(
      filter("\u{1B}[m\u{1B}[31;44ma\u{1B}[32;49m \u{1B}[K\u{1B}[44m\u{1B}[3Xb")
        == ["\u{1B}[0;31;44ma\u{1B}[49m \u{1B}[K\u{1B}[44m\u{1B}[3X\u{1B}[32mb"])
    // Underlined and reversed spaces show it.
    #expect(
      filter("\u{1B}[m\u{1B}[31;7ma\u{1B}[32m b\u{1B}[0;4m ")
        == ["\u{1B}[0;7;31ma\u{1B}[32m b\u{1B}[0;4m "])
  }

  @Test func aFrameEndsAsNcursesBelieves() {
    #expect(filter("\u{1B}[m\u{1B}[31ma\u{1B}[m ", "b") == ["\u{1B}[0;31ma \u{1B}[m", "b"])
  }

  @Test func everythingElseIsLetThrough() {
    let other =
      "\u{1B}[3;31mslanted\u{1B}[5b\u{1B}[38:2::1:2:3mdirect\u{1B}[38;2;1;2;3mtoo\u{1B}[mü\u{1B}(0q\u{1B}(Bq\u{1B}"
    #expect(filter(other) == [other])
  }

  @Test func afterAnythingElseColorsAreSaidAnew() {
    let text = "\u{1B}[38;5;1ma\u{1B}[3m\u{1B}[38;5;1mb"
    #expect(filter(text) == [text])
  }

  /// A terminal shows the same for both. A frame may be longer by what those before it had put off.
  @Test func filteredFramesLookTheSame() {
    var generator = SystemRandomNumberGenerator()
    let pieces = [
      "\u{1B}[38;5;1m", "\u{1B}[38;5;200m", "\u{1B}[48;5;1m", "\u{1B}[48;5;7m", "\u{1B}[39;49m", "\u{1B}[31m",
      "\u{1B}[m", "\u{1B}[1m", "\u{1B}[0;4m", "\u{1B}[0;1;7m", "\u{1B}(B", "\u{1B}[2;3H", "\r", "\u{1B}[K",
      " ",
      "x", "▀", "\u{1B}[3m",
    ]
    var filter = ColorFilter()
    var (plain, filtered) = (ColorTerminal(), ColorTerminal())
    var (plainCount, filteredCount) = (0, 0)
    for _ in 0..<1000 {
      let frame = (0..<Int.random(in: 0...30, using: &generator)).map { _ in
        pieces.randomElement(using: &generator)!
      }
      let bytes = Array(frame.joined().utf8)
      let short = filter.filter(bytes)
      plainCount += bytes.count
      filteredCount += short.count
      #expect(plain.show(bytes) == filtered.show(short))
    }
    #expect(filteredCount < plainCount)
  }
}

/// Remembers for each byte shown, and each movement, how it looks: a space has no foreground unless it is underlined or
/// reversed.
private struct ColorTerminal {
  private var foreground = "39"
  private var background = "49"
  private var attributes: Set<String> = []

  mutating func show(_ bytes: [UInt8]) -> [String] {
    var shown: [String] = []
    var rest = String(decoding: bytes, as: UTF8.self)[...]
    while let character = rest.popFirst() {
      guard character == "\u{1B}" else {
        shown.append(look(of: "\(character)"))
        continue
      }
      guard rest.removeFirst() == "[" else {
        rest.removeFirst()
        continue
      }
      let end = rest.firstIndex(where: \.isLetter)!
      let (parameters, letter) = (rest[..<end], rest[end])
      rest = rest[rest.index(after: end)...]
      if letter == "m" { select(parameters) } else { shown.append(look(of: "\(letter)")) }
    }
    return shown
  }

  private func look(of text: String) -> String {
    switch text {
    case "H", "\r": text
    case " " where attributes.isDisjoint(with: ["4", "7"]), "K": "\(text) \(background)"
    default: "\(text) \(foreground) \(background) \(attributes.sorted())"
    }
  }

  private mutating func select(_ parameters: Substring) {
    var words = parameters.split(separator: ";", omittingEmptySubsequences: false)[...]
    while let word = words.popFirst() {
      switch word {
      case "", "0": (foreground, background, attributes) = ("39", "49", [])
      case "38": foreground = "38;" + words.removeFirst() + ";" + words.removeFirst()
      case "48": background = "48;" + words.removeFirst() + ";" + words.removeFirst()
      case _ where word.count == 1: attributes.insert(String(word))
      case _ where word.hasPrefix("3"): foreground = String(word)
      case _ where word.hasPrefix("4"): background = String(word)
      default: break
      }
    }
  }
}

@Suite struct ColorNumbersTests {
  @Test func valuesKeepTheirNumbers() {
    var numbers = ColorNumbers(limit: 256)
    let given = (0..<240).map { numbers.number(of: UInt32($0)) }
    #expect(given == (16..<256).map { Int32($0) })
    #expect(numbers.number(of: 5) == 21 && numbers.number(of: 1000) == nil)
    #expect(ColorNumbers.value(of: 21, among: numbers.values) == 5)
    #expect(ColorNumbers.value(of: 15, among: numbers.values) == nil)
    numbers.forget()
    #expect(numbers.number(of: 1000) == 16)
  }

  @Test func theFilterSendsValues() {
    var filter = ColorFilter()
    filter.values = [0xFF8700]
    let sent = filter.filter(Array("\u{1B}[38;5;16m\u{1B}[48;5;9mx".utf8))
    #expect(String(decoding: sent, as: UTF8.self) == "\u{1B}[38;2;255;135;0;48;5;9mx")
  }
}

@Suite struct ColorRoundingTests {
  @Test func blackWhiteAndColoursOfFewFramesStay() {
    for rounding in ColorRounding.allCases {
      #expect(rounding.rounded(0) == 0 && rounding.rounded(0xFFFFFF) == 0xFFFFFF)
    }
    #expect(ColorRounding.finest.rounded(0x5FD7FF) == 0x5FD7FF)
    #expect(ColorRounding.coarsest.rounded(0x5FD7FF) == 0x66CCFF)
  }

  /// As many greys as a name says, each within half a step of the level it stands for.
  @Test(arguments: ColorRounding.allCases) func greysAreEvenlySpread(rounding: ColorRounding) {
    let shown = (0...255 as ClosedRange<UInt32>).map { rounding.rounded($0 << 16 | $0 << 8 | $0) & 255 }
    #expect(Set(shown).count == rounding.rawValue)
    let half = 255 / Double(rounding.rawValue - 1) / 2
    for (level, shown) in shown.enumerated() { #expect(abs(Double(shown) - Double(level)) <= half + 1) }
  }
}

extension OneScreenAtATime {
  @Suite struct AllColors {
    /// Pictures in all greys beside text in many colours need no clearing from frame to frame, and lose no greys that
    /// anybody sees.
    @Test func allGreysHaveNumbersBesideOtherColours() throws {
      let terminal = PseudoTerminal()
      let screen = try terminal.open(environment: Self.environment)
      terminal.settle(screen)
      for shift in 0..<4 {
        var grid = CellGrid(size: Size(width: 80, height: 24))
        for index in 0..<100 {
          grid[index % 80, index / 80] = Cell(" ", Style(background: .rgb(200, 100, UInt8(index))))
        }
        for level in 0..<256 {
          let grey = Color.grey(UInt8((level + shift) % 256))
          grid[level % 64, 4 + level / 64] = Cell(" ", Style(background: grey))
        }
        screen.present(grid)
        let bytes = terminal.settle(screen).bytes
        #expect(contains(bytes, "48;2;") && (shift == 0 || !contains(bytes, "\u{1B}[2J")))
      }
      screen.close()
    }

    private static let environment = ["COLORTERM": "truecolor"]

    /// What is sent of a grid whose cells have so many backgrounds.
    private func bytes(
      colors: Int, on screen: TerminalScreen, _ terminal: PseudoTerminal, from first: Int = 0
    )
      -> [UInt8]
    {
      screen.present(grid(colors: colors, from: first))
      return terminal.settle(screen).bytes
    }

    private func grid(colors: Int, from first: Int) -> CellGrid {
      var grid = CellGrid(size: Size(width: 80, height: 24))
      for index in 0..<colors {
        let value = first + index
        grid[index % 80, index / 80] = Cell(
          "x", Style(background: .rgb(7, UInt8(value / 256), UInt8(value % 256))))
      }
      return grid
    }

    @Test func colorsAreSentByValue() throws {
      let terminal = PseudoTerminal()
      let screen = try terminal.open(environment: Self.environment)
      #expect(screen.capabilities.colorDepth == .direct)
      terminal.settle(screen)
      #expect(contains(bytes(colors: 3, on: screen, terminal), "48;2;7;0;2m"))
      screen.close()
    }

    /// A coloured picture has more colours than the 256 of the terminal's description.
    @Test func aScreenOfColorsIsSentAsItIs() throws {
      let terminal = PseudoTerminal()
      let screen = try terminal.open(environment: Self.environment)
      terminal.settle(screen)
      for first in [0, 1000, 5000] {
        let sent = bytes(colors: 1900, on: screen, terminal, from: first)
        // One is a grey, of which there are 128.
        let missing = (first..<first + 1900).filter { value in
          value != 7 * 257 && !contains(sent, "48;2;7;\(value / 256);\(value % 256)m")
        }
        #expect(missing.isEmpty)
        #expect(first == 0 || !contains(sent, "\u{1B}[2J"), "the screen was cleared")
      }
      screen.close()
    }

    /// Where the description cannot be changed.
    @Test func moreColorsThanNumbersBecomeFewer() throws {
      let screen = try PseudoTerminal().open(environment: Self.environment)
      var painter = Painter(
        size: Size(width: 80, height: 24), palette: Palette(depth: .direct), pairLimit: 32_767,
        colorLimit: 256)
      painter.aim(at: grid(colors: 200, from: 0))
      #expect(painter.colorValues.contains(0x0700C7))
      // Together with those before they are too many, so that the screen is painted anew.
      painter.aim(at: grid(colors: 200, from: 1000))
      #expect(painter.colorValues.contains(0x0704AF) && painter.colorValues.count <= 240)
      // Too many at once: similar ones become one.
      painter.aim(at: grid(colors: 1000, from: 0))
      #expect(painter.colorValues.contains(0x0800FF) && painter.colorValues.count <= 240)
      screen.close()
    }
  }

  @Suite struct WideCharacters {
    private func grid(_ text: String) -> CellGrid {
      var grid = CellGrid(size: Size(width: 20, height: 2))
      grid.write(text, at: Point(x: 0, y: 0))
      return grid
    }

    /// What is sent where `text` replaces `before`.
    private func sent(_ text: String, after before: String, locale: String = "C.UTF-8") throws -> String {
      let terminal = PseudoTerminal(width: 20, height: 2)
      let screen = try terminal.open(locale: locale)
      screen.present(grid(before))
      terminal.settle(screen)
      screen.present(grid(text))
      let bytes = terminal.settle(screen).bytes
      #expect(!screen.isBehind)
      screen.close()
      return String(decoding: bytes, as: UTF8.self)
    }

    @Test func theyAreSentWhole() throws {
      #expect(try sent("漢字 x", after: "").contains("漢字"))
      #expect(try sent("🙂🚀", after: "漢字").contains("🙂🚀"))
      #expect(try sent("漢a", after: "漢b").contains("a"))
      #expect(try !sent("漢a", after: "漢b").contains("漢"))
      #expect(try sent("漢", after: "", locale: "C").contains("??"))
    }

    @Test func theyGiveWayToNarrowOnes() throws {
      #expect(try sent("abcd", after: "漢字").contains("abcd"))
      #expect(try sent("a漢b", after: "漢字").contains("a漢b"))
      #expect(try sent("漢字", after: "a漢b").contains("漢字"))
    }

    @Test func oneAtTheEdgeIsBlank() throws {
      let terminal = PseudoTerminal(width: 3, height: 1)
      let screen = try terminal.open()
      screen.present(grid("a漢字"))
      #expect(contains(terminal.settle(screen).bytes, "a漢"))
      screen.present(grid("漢字"))
      let bytes = terminal.settle(screen).bytes
      #expect(contains(bytes, "漢") && !contains(bytes, "字"))
      screen.close()
    }
  }
}

import Testing

@testable import TerminalGraphics

@Suite struct CellGridTests {
  @Test func textIsClippedOnEverySide() {
    var grid = CellGrid(size: Size(width: 8, height: 3))
    grid.write("overlong text", at: Point(x: 3, y: 0))
    grid.write("before", at: Point(x: -3, y: 1))
    grid.write("nowhere", at: Point(x: 0, y: 9))
    grid.write("clip", at: Point(x: 2, y: 2), in: Rect(x: 3, y: 2, width: 2, height: 1))
    #expect(grid.text() == "   overl\nore\n   li")
  }

  @Test func cutTextSaysSo() {
    var grid = CellGrid(size: Size(width: 6, height: 2))
    let end = grid.write("abcdefgh", at: Point(x: 0, y: 0), ellipsis: "…")
    grid.write("abcdef", at: Point(x: 0, y: 1), ellipsis: "…")
    #expect(end == 8)
    #expect(grid.text() == "abcde…\nabcdef")
  }

  @Test func marksTakeNoCellAndSteeringCharactersAreReplaced() {
    var grid = CellGrid(size: Size(width: 12, height: 1))
    let end = grid.write("a\u{301}b\u{1B}[1mc−\u{200B}\u{9B}\u{202E}.", at: Point(x: 0, y: 0))
    #expect(grid.text() == "ab�[1mc−��." && end == 11)
  }

  @Test func wideCharactersTakeTwoCells() {
    var grid = CellGrid(size: Size(width: 8, height: 3))
    #expect(grid.write("a漢字b", at: Point(x: 0, y: 0)) == 6)
    #expect(grid.text() == "a漢字b\n\n")
    #expect(grid[1, 0].isWide && grid[2, 0].isRightHalf && grid[5, 0] == Cell("b"))
    grid.write("漢字漢字漢", at: Point(x: -1, y: 1), ellipsis: "…")
    #expect(grid.text().split(separator: "\n")[1] == " 字漢字…")
    grid.write("🙂x", at: Point(x: 6, y: 2), in: Rect(x: 0, y: 2, width: 7, height: 1))
    #expect(grid.text() == "a漢字b\n 字漢字…\n")
    #expect(grid.ansi(depth: .none) == grid.text() || grid.ansi(depth: .none).hasPrefix("a漢字b\n"))
  }

  @Test func halfOfAWideCharacterIsABlank() {
    var grid = CellGrid(size: Size(width: 6, height: 1))
    grid.write("漢字漢", at: Point(x: 0, y: 0))
    grid[1, 0] = Cell("x")
    grid[2, 0] = Cell("y")
    grid.fill(Rect(x: 5, y: 0, width: 1, height: 1))
    #expect(grid.text() == " xy")
    #expect(grid.row(0).map(\.scalar) == [" ", "x", "y", " ", " ", " "])
  }

  @Test func fillIsClipped() {
    var grid = CellGrid(size: Size(width: 5, height: 3))
    grid.fill(Rect(x: -2, y: 1, width: 4, height: 9), with: Cell("x"))
    #expect(grid.text() == "\nxx\nxx")
  }

  @Test func outsideIsBlankAndIgnored() {
    var grid = CellGrid(size: Size(width: 0, height: 0))
    grid[0, 0] = Cell("x")
    grid.write("x", at: Point(x: 0, y: 0), ellipsis: "…")
    grid.fill(Rect(x: -5, y: -5, width: 10, height: 10))
    #expect(grid[0, 0] == .blank)
    #expect(grid.text() == "" && grid.ansi(depth: .indexed256) == "")
  }

  @Test func stylesBecomeEscapeSequencesOnceEach() {
    var grid = CellGrid(size: Size(width: 6, height: 1))
    let warm = Style(foreground: .rgb(255, 135, 0), attributes: .bold)
    grid.write("ab", at: Point(x: 1, y: 0), style: warm)
    grid.write("c", at: Point(x: 3, y: 0), style: Style(background: .grey(255)))
    #expect(grid.ansi(depth: .indexed256) == " \u{1B}[0;1;38;5;208mab\u{1B}[0;48;5;231mc\u{1B}[0m")
    #expect(grid.ansi(depth: .direct) == " \u{1B}[0;1;38;2;255;135;0mab\u{1B}[0;48;2;255;255;255mc\u{1B}[0m")
    #expect(grid.ansi(depth: .ansi16) == " \u{1B}[0;1;93mab\u{1B}[0;107mc\u{1B}[0m")
    #expect(grid.ansi(depth: .none) == " \u{1B}[0;1mab\u{1B}[0mc")
  }

  @Test func asciiHasAReplacementForWhatWidgetsDraw() {
    var grid = CellGrid(size: Size(width: 16, height: 1))
    grid.write("┌─┤█▌ −… ▸●σ⠁漢é", at: Point(x: 0, y: 0))
    grid.reduceToASCII(in: grid.bounds)
    #expect(grid.text() == "+-+## -~ >*o.???")
  }
}

@Suite struct RectTests {
  @Test func splitsShareWhatThereIs() {
    let rect = Rect(x: 2, y: 3, width: 10, height: 4)
    #expect(rect.split(top: 1).top == Rect(x: 2, y: 3, width: 10, height: 1))
    #expect(rect.split(bottom: 1).bottom == Rect(x: 2, y: 6, width: 10, height: 1))
    #expect(rect.split(left: 99).left == rect)
    #expect(rect.split(right: -1).rest == rect)
    #expect(rect.split(right: 4).right == Rect(x: 8, y: 3, width: 4, height: 4))
  }

  @Test func insetsAndIntersectionsAreNeverNegative() {
    #expect(Rect(x: 0, y: 0, width: 3, height: 1).inset(columns: 2, rows: 2).isEmpty)
    #expect(Rect(x: 0, y: 0, width: 3, height: 3).intersection(Rect(x: 5, y: 5, width: 1, height: 1)).isEmpty)
    #expect(
      Rect(x: 1, y: 1, width: 10, height: 3).centred(Size(width: 4, height: 9))
        == Rect(x: 4, y: 1, width: 4, height: 3))
  }
}

@Suite struct TextLayoutTests {
  @Test func paddingAligns() {
    #expect(TextLayout.padded("ab", to: 5, .right) == "   ab")
    #expect(TextLayout.padded("ab", to: 5, .centre) == " ab  ")
    #expect(TextLayout.padded("abcdef", to: 4) == "abc…")
    #expect(TextLayout.padded("abc", to: 0) == "")
  }

  @Test func wrappingBreaksAtSpacesAndInLongWords() {
    #expect(TextLayout.wrapped("one two three\n\n  four", to: 7) == ["one two", "three", "", "  four"])
    #expect(TextLayout.wrapped("abcdefghij", to: 4) == ["abcd", "efgh", "ij"])
    #expect(TextLayout.wrapped("anything", to: 0) == [])
  }
}

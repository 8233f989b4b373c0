import TerminalGraphics
import Testing

@testable import Terminal

extension OneScreenAtATime {
  /// Frames that are too much for one piece, and the bytes of those that are not.
  @Suite struct Pieces {
    private static let size = Size(width: 120, height: 40)

    /// Half blocks in noise: nothing costs more.
    private func noise(_ seed: UInt64) -> CellGrid {
      var state = seed &* 2 + 1
      func grey() -> Color {
        state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
        return .grey(UInt8(state >> 56))
      }
      var grid = CellGrid(size: Self.size)
      for y in 0..<Self.size.height {
        for x in 0..<Self.size.width {
          grid[x, y] = Cell(
            x % 2 == 0 ? "▀" : "▄",
            Style(foreground: grey(), background: grey(), attributes: x % 30 == 29 ? .bold : []))
        }
      }
      return grid
    }

    /// The numbers of bytes of the frames in `bytes`.
    private func frameSizes(_ bytes: [UInt8]) -> [Int] {
      var starts: [Int] = []
      let mark = Array("\u{1B}[?2026h".utf8)
      while let next = bytes[(starts.last.map { $0 + 1 } ?? 0)...].firstRange(of: mark) {
        starts.append(next.lowerBound)
      }
      return zip(starts, starts.dropFirst() + [bytes.count]).map { $1 - $0 }
    }

    @Test func noFrameIsLargerThanTheLimit() throws {
      let terminal = PseudoTerminal(width: Self.size.width, height: Self.size.height)
      let screen = try terminal.open()
      var picture = TerminalPicture(size: Self.size)
      picture.write(terminal.settle(screen).bytes)
      for seed in 1...3 as ClosedRange<UInt64> {
        screen.present(noise(seed))
        let bytes = terminal.settle(screen).bytes
        let sizes = frameSizes(bytes)
        #expect(sizes.count > 2)
        #expect(sizes.max() ?? 0 <= TerminalScreen.frameByteLimit)
        // Not many small ones either.
        #expect(sizes.dropLast().min() ?? 0 > TerminalScreen.frameByteLimit * 9 / 10)
        picture.write(bytes)
        #expect(picture.cells == TerminalPicture(of: noise(seed)).cells)
      }
      screen.close()
    }

    @Test func theNewestGridWinsAndNoRowWaitsForEver() throws {
      let terminal = PseudoTerminal(width: Self.size.width, height: Self.size.height)
      let screen = try terminal.open()
      /// What is seen so far.
      func picture() -> TerminalPicture {
        var picture = TerminalPicture(size: Self.size)
        picture.write(terminal.received)
        return picture
      }
      // New grids all the time: after some the last rows have been painted too.
      for seed in 1...80 as ClosedRange<UInt64> {
        screen.present(noise(seed))
        terminal.receive()
        terminal.type("x")
        #expect(screen.nextEvents(timeout: .seconds(1)).contains(.input(.key(.character("x")))))
      }
      #expect(picture().text(row: Self.size.height - 1).contains("▀"))
      terminal.settle(screen)
      #expect(picture().cells == TerminalPicture(of: noise(80)).cells)
      screen.close()
    }

    /// ncurses writes cells between changes again where that is shorter to its mind: they count too.
    @Test(arguments: [2, 3, 5, 8, 14])
    func scatteredChangesKeepTheLimit(distance: Int) throws {
      let terminal = PseudoTerminal(width: Self.size.width, height: Self.size.height)
      let screen = try terminal.open()
      screen.present(noise(1))
      terminal.settle(screen)
      var grid = noise(1)
      let other = noise(2)
      for y in 0..<Self.size.height {
        for x in stride(from: y % distance, to: Self.size.width, by: distance) { grid[x, y] = other[x, y] }
      }
      let start = terminal.received.count
      screen.present(grid)
      terminal.settle(screen)
      #expect(frameSizes(Array(terminal.received[start...])).max() ?? 0 <= TerminalScreen.frameByteLimit)
      var picture = TerminalPicture(size: Self.size)
      picture.write(terminal.received)
      #expect(picture.cells == TerminalPicture(of: grid).cells)
      screen.close()
    }

    @Test func aScreenThatWasLeftIsPaintedInPiecesToo() throws {
      let terminal = PseudoTerminal(width: Self.size.width, height: Self.size.height)
      let screen = try terminal.open()
      screen.present(noise(1))
      terminal.settle(screen)
      screen.reenter()
      let bytes = terminal.settle(screen).bytes
      #expect(frameSizes(bytes).max() ?? 0 <= TerminalScreen.frameByteLimit)
      var picture = TerminalPicture(size: Self.size)
      picture.write(bytes)
      #expect(picture.cells == TerminalPicture(of: noise(1)).cells)
      screen.close()
    }

    @Test func whatLooksTheSameIsNotPainted() throws {
      let terminal = PseudoTerminal()
      let screen = try terminal.open()
      func row(_ scalar: Unicode.Scalar, _ foreground: UInt8, _ background: UInt8) -> CellGrid {
        let style = Style(foreground: .grey(foreground), background: .grey(background))
        return CellGrid(size: Presenting.size, filledWith: Cell(scalar, style))
      }
      screen.present(row("▀", 255, 0))
      terminal.settle(screen)
      screen.present(row("▄", 0, 255))
      #expect(terminal.settle(screen).bytes.isEmpty)
      screen.present(row("▄", 8, 8))
      #expect(!terminal.settle(screen).bytes.isEmpty)
      for same in [row("▀", 8, 8), row(" ", 200, 8)] {
        screen.present(same)
        #expect(terminal.settle(screen).bytes.isEmpty)
      }
      screen.close()
    }

    /// As on charts: lines and texts in a few colours, with space between them.
    @Test func wordsInColorsCostLittleMoreThanTheirCharacters() throws {
      let terminal = PseudoTerminal(width: Self.size.width, height: Self.size.height)
      let screen = try terminal.open()
      var picture = TerminalPicture(size: Self.size)
      picture.write(terminal.settle(screen).bytes)
      var grid = CellGrid(size: Self.size)
      let (faint, bold) = (Style(foreground: .grey(108)), Style(foreground: .grey(158), attributes: .bold))
      for y in 0..<Self.size.height {
        for x in stride(from: 0, to: Self.size.width, by: 12) {
          grid.write("│", at: Point(x: x, y: y), style: faint)
          grid.write("ab  c", at: Point(x: x + 3, y: y), style: y % 2 == 0 ? faint : .plain)
        }
        grid.write("bold", at: Point(x: 50, y: y), style: bold)
      }
      screen.present(grid)
      let bytes = terminal.settle(screen).bytes
      #expect(bytes.count < 10_000)
      #expect(!contains(bytes, "\u{1B}[39m"))
      picture.write(bytes)
      #expect(picture.cells == TerminalPicture(of: grid).cells)
      screen.present(CellGrid(size: Self.size, filledWith: Cell(" ", bold)))
      terminal.settle(screen)
      screen.present(CellGrid(size: Self.size, filledWith: Cell(" ", faint)))
      #expect(terminal.settle(screen).bytes.isEmpty)
      screen.close()
    }
  }
}

@Suite struct ScreenCellTests {
  private let upper: UInt32 = 0x2580
  private let lower: UInt32 = 0x2584

  private func cell(_ scalar: UInt32, _ foreground: Int32, _ background: Int32) -> ScreenCell {
    ScreenCell(scalar: scalar, foreground: foreground, background: background, attributes: [])
  }

  @Test func cellsOfOneLookHaveOneForm() {
    #expect(cell(lower, 1, 2).canonical == cell(upper, 2, 1))
    #expect(cell(upper, 3, 3).canonical == cell(0x20, -1, 3))
    #expect(cell(0x20, 7, 3).canonical == cell(0x20, -1, 3))
    #expect(cell(0x20, 7, -1).canonical == .blank)
    // The terminal's own foreground cannot stand behind, nor its background before.
    #expect(cell(lower, -1, 2).canonical == cell(lower, -1, 2))
    #expect(cell(upper, 2, -1).canonical == cell(upper, 2, -1))
    #expect(cell(0x41, 2, 3).canonical == cell(0x41, 2, 3))
  }

  /// Each character of parts and the one of the other parts are one form, whichever it is.
  @Test func quadrantsAndSextantsHaveOneFormWithTheirComplements() {
    let (quadrant, others): (UInt32, UInt32) = (0x2598, 0x259F)  // ▘ and ▟
    #expect(cell(others, 1, 2).canonical == cell(quadrant, 2, 1))
    #expect(cell(quadrant, 1, 2).canonical == cell(quadrant, 1, 2))
    #expect(cell(quadrant, 3, 3).canonical == cell(0x20, -1, 3))
    #expect(cell(quadrant, 2, 1).cheapest(after: Pen(foreground: 1, background: 2)) == cell(others, 1, 2))
    let characters = Array(0x2596...0x259F as ClosedRange<UInt32>) + [0x2580, 0x2584, 0x258C, 0x2590]
    for scalar in characters + Array(0x1FB00...0x1FB3B as ClosedRange<UInt32>) {
      let form = cell(scalar, 1, 2).canonical
      let other = form.cheapest(after: Pen(foreground: form.background, background: form.foreground))
      #expect(other.scalar != form.scalar && other.canonical == form, "\(scalar)")
    }
    #expect(Mosaic.complement(of: 0x2588) == nil && Mosaic.complement(of: 0x2591) == nil)
    // 🬀 is the first of six parts, 🬻 all the others.
    #expect(Mosaic.complement(of: 0x1FB00) == 0x1FB3B)
  }

  @Test func theFormIsChosenByTheColoursThereAre() {
    let pen = Pen(foreground: 1, background: 2)
    #expect(cell(upper, 1, 2).cheapest(after: pen) == cell(upper, 1, 2))
    #expect(cell(upper, 2, 1).cheapest(after: pen) == cell(lower, 1, 2))
    #expect(cell(upper, 5, 1).cheapest(after: pen) == cell(lower, 1, 5))
    #expect(cell(0x20, -1, 2).cheapest(after: pen) == cell(0x20, 1, 2))
    #expect(cell(0x20, -1, 1).cheapest(after: pen) == cell(0x2588, 1, 2))
    #expect(cell(0x20, -1, 9).cheapest(after: pen) == cell(0x20, 1, 9))
    #expect(ScreenCell.blank.cheapest(after: pen) == cell(0x20, 1, -1))
  }
}

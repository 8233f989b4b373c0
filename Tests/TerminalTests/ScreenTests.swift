import TerminalGraphics
import Testing

@testable import Terminal

#if canImport(Glibc)
  import Glibc
#else
  import Darwin
#endif

/// A process has one screen at a time.
@Suite(.serialized) struct OneScreenAtATime {}

extension OneScreenAtATime {
  @Suite struct Presenting {
    static let size = Size(width: 80, height: 24)

    /// A grid with a colourful line of text.
    static func sample(_ text: String = "Grüße ▀▄⣿") -> CellGrid {
      var grid = CellGrid(size: size)
      grid.write(
        text, at: Point(x: 3, y: 2), style: Style(foreground: .rgb(255, 0, 0), background: .grey(128)))
      return grid
    }

    @Test(
      arguments: [
        ("xterm-256color", "\u{1B}[38;5;196;48;5;", true), ("screen-256color", "\u{1B}[38;5;196;48;5;", true),
        ("linux", "\u{1B}[31;", false), ("vt100", "", false),
        ("xterm-nobody-knows", "\u{1B}[38;5;196;48;5;", true),
      ])
    func showsTextInTheColorsThereAre(type: String, color: String, isSynchronized: Bool) throws {
      let terminal = PseudoTerminal()
      let screen = try terminal.open(type: type)
      terminal.settle(screen)
      screen.present(Self.sample())
      let bytes = terminal.settle(screen).bytes
      #expect(contains(bytes, "Gr"))
      #expect(contains(bytes, "\u{1B}[?2026h") == isSynchronized)
      #expect(contains(bytes, "\u{1B}[?2026l") == isSynchronized)
      #expect(color.isEmpty ? !contains(bytes, "\u{1B}[3") : contains(bytes, color))
      screen.close()
    }

    @Test func noColorIsHonoured() throws {
      let terminal = PseudoTerminal()
      let screen = try terminal.open(environment: ["NO_COLOR": "1"])
      #expect(screen.capabilities.colorDepth == .none)
      terminal.settle(screen)
      screen.present(Self.sample())
      let bytes = terminal.settle(screen).bytes
      #expect(contains(bytes, "Grüße ▀▄⣿"))
      #expect(!contains(bytes, "[38;5") && !contains(bytes, "[48;5"))
      screen.close()
    }

    @Test func withoutUTF8NothingElseThanASCIIIsWritten() throws {
      let terminal = PseudoTerminal()
      let screen = try terminal.open(locale: "C")
      #expect(!screen.capabilities.isUnicode)
      screen.present(Self.sample())
      let bytes = terminal.settle(screen).bytes
      #expect(bytes.allSatisfy { $0 < 0x80 })
      #expect(contains(bytes, "Gr??e ???"))
      screen.close()
    }

    @Test func nothingIsWrittenWhereNothingChanged() throws {
      let terminal = PseudoTerminal()
      let screen = try terminal.open()
      screen.present(Self.sample())
      terminal.settle(screen)
      let written = screen.output.writtenCount
      for _ in 0..<10 {
        screen.present(Self.sample())
        #expect(terminal.settle(screen).bytes.isEmpty)
      }
      #expect(screen.output.writtenCount == written)
      #expect(screen.statistics.sentFrames == 2)
      screen.close()
    }

    @Test func onlyTheDifferenceIsWritten() throws {
      let terminal = PseudoTerminal()
      let screen = try terminal.open()
      screen.present(Self.sample("abcdefgh"))
      terminal.settle(screen)
      screen.present(Self.sample("abcdXfgh"))
      let bytes = terminal.settle(screen).bytes
      #expect(contains(bytes, "X") && !contains(bytes, "fgh"))
      #expect(bytes.count < 80)
      screen.close()
    }

    @Test func theLastCellOfTheScreenIsUsed() throws {
      let terminal = PseudoTerminal(width: 3, height: 2)
      let screen = try terminal.open()
      screen.present(CellGrid(size: Size(width: 3, height: 2), filledWith: Cell("Q")))
      let bytes = terminal.settle(screen).bytes
      #expect(bytes.count { $0 == UInt8(ascii: "Q") } >= 6 || contains(bytes, "Q\u{1B}["))
      screen.close()
    }

    @Test func moreColorsThanPairsDoNoHarm() throws {
      let terminal = PseudoTerminal()
      let screen = try terminal.open(type: "linux")
      for round in 0..<3 {
        var grid = CellGrid(size: Self.size)
        for y in 0..<9 {
          for x in 0..<9 {
            let color = { (index: Int) in index == 8 ? Color.standard : .indexed(UInt8(index)) }
            grid[x, y] = Cell("x", Style(foreground: color((x + round) % 9), background: color(y)))
          }
        }
        screen.present(grid)
        terminal.settle(screen)
      }
      #expect(screen.statistics.sentFrames == 4)
      screen.close()
    }
  }

  @Suite struct Resizing {
    @Test func aStormOfSizesEndsInTheLast() throws {
      let terminal = PseudoTerminal()
      let screen = try terminal.open()
      var random = SystemRandomNumberGenerator()
      var events: [TerminalEvent] = []
      for step in 0..<200 {
        let width = step == 0 ? 1 : Int.random(in: 1...300, using: &random)
        let height = step == 0 ? 1 : Int.random(in: 1...100, using: &random)
        terminal.resize(width: width, height: height)
        raise(SIGWINCH)
        events += terminal.settle(screen).events
        #expect(screen.size == Size(width: width, height: height))
        screen.present(CellGrid(size: screen.size, filledWith: Cell("#")))
      }
      terminal.resize(width: 20, height: 5)
      raise(SIGWINCH)
      events += terminal.settle(screen).events
      #expect(events.last == .input(.resize(Size(width: 20, height: 5))))
      screen.present(CellGrid(size: screen.size, filledWith: Cell("+")))
      #expect(contains(terminal.settle(screen).bytes, "++++"))
      screen.close()
    }

    /// Nothing is erased first, so that the old picture stays until the new one is there, and whatever the terminal made of
    /// the old one, each cell is written.
    @Test(arguments: [Size(width: 120, height: 40), Size(width: 40, height: 12), Size(width: 90, height: 3)])
    func aNewSizeIsWrittenOverTheOldPicture(size: Size) throws {
      let terminal = PseudoTerminal()
      let screen = try terminal.open()
      screen.present(Presenting.sample("before"))
      terminal.settle(screen)
      terminal.resize(width: size.width, height: size.height)
      raise(SIGWINCH)
      terminal.settle(screen)
      var grid = CellGrid(size: size)
      let style = Style(foreground: .rgb(255, 0, 0), background: .grey(128))
      for y in stride(from: 0, to: size.height, by: 3) {
        grid.write("row \(y)", at: Point(x: y, y: y), style: style)
      }
      screen.present(grid)
      let bytes = terminal.settle(screen).bytes
      #expect(!contains(bytes, "\u{1B}[2J"))
      var picture = TerminalPicture(size: size, filledWith: 0x58)
      picture.write(bytes)
      #expect(picture.cells == TerminalPicture(of: grid).cells)
      screen.close()
    }

    /// A signal without a new size asks for the picture again: all of it is sent, in frames of the usual size.
    @Test func aSignalAloneHasAllWrittenAgain() throws {
      let size = Size(width: 150, height: 50)
      let terminal = PseudoTerminal(width: size.width, height: size.height)
      let screen = try terminal.open()
      var grid = CellGrid(size: size)
      for y in 0..<size.height {
        for x in 0..<size.width {
          let level = UInt8(truncatingIfNeeded: (x &* 7919 &+ y &* 104_729) >> 3)
          grid[x, y] = Cell("▀", Style(foreground: .grey(level), background: .grey(255 - level)))
        }
      }
      screen.present(grid)
      terminal.settle(screen)
      raise(SIGWINCH)
      let bytes = terminal.settle(screen).bytes
      #expect(!contains(bytes, "\u{1B}[2J"))
      var picture = TerminalPicture(size: size, filledWith: 0x58)
      picture.write(bytes)
      #expect(picture.cells == TerminalPicture(of: grid).cells)
      screen.close()
    }

    @Test func aGridOfAnotherSizeIsCutOrFilled() throws {
      let terminal = PseudoTerminal(width: 10, height: 3)
      let screen = try terminal.open()
      screen.present(CellGrid(size: Size(width: 200, height: 50), filledWith: Cell("a")))
      terminal.settle(screen)
      screen.present(CellGrid(size: Size(width: 1, height: 1), filledWith: Cell("b")))
      #expect(contains(terminal.settle(screen).bytes, "b"))
      screen.close()
    }
  }

  @Suite struct TheMouse {
    @Test func isLeftToTheTerminalAndTakenAgain() throws {
      let terminal = PseudoTerminal()
      let screen = try terminal.open()
      #expect(contains(terminal.settle(screen).bytes, "\u{1B}[?1000h"))
      screen.reportMouse(false)
      #expect(contains(terminal.settle(screen).bytes, "\u{1B}[?1000l"))
      screen.reportMouse(false)
      #expect(terminal.settle(screen).bytes.isEmpty)
      screen.reportMouse(true)
      #expect(contains(terminal.settle(screen).bytes, "\u{1B}[?1000h"))
      screen.close()
    }

    @Test func isNeverTakenWhereItIsNotWanted() throws {
      let terminal = PseudoTerminal()
      let screen = try terminal.open(reportsMouse: false)
      terminal.settle(screen)
      screen.reenter()
      terminal.settle(screen)
      #expect(!contains(terminal.received, "\u{1B}[?1000h") && contains(terminal.received, "\u{1B}[?2004h"))
      screen.close()
    }
  }

  @Suite struct Leaving {
    @Test(arguments: ["xterm-256color", "screen-256color", "linux", "vt100"])
    func everythingIsAsItWas(type: String) throws {
      let terminal = PseudoTerminal()
      let modes = terminal.modes
      let screen = try terminal.open(type: type)
      #expect(terminal.modes != modes)
      screen.present(Presenting.sample())
      terminal.settle(screen)
      let start = terminal.received.count
      screen.close()
      screen.close()
      terminal.receive()
      let bytes = Array(terminal.received[start...])
      #expect(terminal.modes == modes)
      #expect(type == "vt100" || contains(bytes, "\u{1B}[?25h"))
      #expect(contains(bytes, "\u{1B}[r"))
      if type == "xterm-256color" {
        for end in ["\u{1B}[?1049l", "\u{1B}[?1002l", "\u{1B}[?1000l"] { #expect(contains(bytes, end)) }
        #expect(!contains(bytes, "\u{1B}[?2026h"))
      }
    }

    /// tmux 3.3a takes what is left on the screen of programs for lines of the shell, after the window has grown.
    @Test(arguments: ["xterm-256color", "screen-256color"])
    func theScreenOfProgramsIsLeftEmpty(type: String) throws {
      let terminal = PseudoTerminal()
      let screen = try terminal.open(type: type)
      screen.present(Presenting.sample())
      terminal.settle(screen)
      let start = terminal.received.count
      screen.close()
      terminal.receive()
      let bytes = Array(terminal.received[start...])
      let erasure = try #require(bytes.firstRange(of: Array("\u{1B}[m\u{1B}[H\u{1B}[J".utf8)))
      let wayBack = try #require(bytes.firstRange(of: Array("\u{1B}[?1049l".utf8)))
      #expect(erasure.upperBound == wayBack.lowerBound)
    }

    /// A console has one screen, on which the last picture stays above the shell's next line.
    @Test func onlyAScreenOfProgramsIsErased() throws {
      let terminal = PseudoTerminal()
      let screen = try terminal.open(type: "linux")
      terminal.settle(screen)
      let start = terminal.received.count
      screen.close()
      terminal.receive()
      #expect(!contains(Array(terminal.received[start...]), "\u{1B}[J"))
    }

    @Test func aClosedTerminalIsReportedOnce() throws {
      let terminal = PseudoTerminal()
      let screen = try terminal.open()
      terminal.settle(screen)
      terminal.hangUp()
      #expect(screen.nextEvents(timeout: .seconds(5)) == [.terminate(signal: SIGHUP)])
      let start = ContinuousClock.now
      #expect(screen.nextEvents(timeout: .milliseconds(50)).isEmpty)
      #expect(ContinuousClock.now - start >= .milliseconds(50))
      screen.present(Presenting.sample())
      screen.close()
    }

    @Test(arguments: [SIGINT, SIGTERM, SIGHUP])
    func signalsAreEvents(signal: Int32) throws {
      let terminal = PseudoTerminal()
      let screen = try terminal.open()
      kill(getpid(), signal)
      #expect(screen.nextEvents(timeout: .seconds(5)) == [.terminate(signal: signal)])
      screen.close()
    }

    @Test func continuingPaintsAfresh() throws {
      let terminal = PseudoTerminal()
      let screen = try terminal.open()
      screen.present(Presenting.sample("everything"))
      terminal.settle(screen)
      raise(SIGCONT)
      #expect(contains(terminal.settle(screen).bytes, "everything"))
      screen.close()
    }
  }

  @Suite struct Opening {
    private func refusal(type: String?, input: Int32? = nil, output: Int32? = nil) -> TerminalError? {
      let terminal = PseudoTerminal()
      let environment = type.map { ["TERM": $0] } ?? [:]
      do {
        try TerminalScreen(
          options: TerminalOptions(
            input: input ?? terminal.slave, output: output ?? terminal.slave, environment: environment,
            capturesStrayOutput: false)
        ).close()
        return nil
      } catch { return error }
    }

    @Test(arguments: ["dumb", "nobody-knows-this", "", nil])
    func aTerminalOfNoUseIsRefused(type: String?) throws {
      let error = try #require(refusal(type: type))
      #expect(error.exitCode == 69 && error.kind == .unusableTerminal)
      #expect(error.description.contains("TERM") && !error.description.contains("\n"))
    }

    @Test func aPipeIsRefused() throws {
      let pipe = try #require(Descriptor.pipe())
      defer { for end in [pipe.read, pipe.write] { Descriptor.close(end) } }
      let error = try #require(refusal(type: "xterm", output: pipe.write))
      #expect(error.exitCode == 64 && error.description.contains("standard output is not a terminal"))
      #expect(refusal(type: "xterm", input: pipe.read)?.exitCode == 64)
    }
  }
}

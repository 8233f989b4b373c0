import TerminalGraphics
import Testing

@testable import Terminal

extension OneScreenAtATime {
  @Suite struct Paste {
    private static let begin = "\u{1B}[200~"
    private static let end = "\u{1B}[201~"

    /// The events of what is typed, piece by piece.
    private func events(_ pieces: String..., type: String = "xterm-256color") throws -> [TerminalEvent] {
      let terminal = PseudoTerminal()
      let screen = try terminal.open(type: type)
      terminal.settle(screen)
      var events: [TerminalEvent] = []
      for piece in pieces {
        terminal.type(piece)
        events += terminal.settle(screen).events
        while case let more = screen.nextEvents(timeout: .milliseconds(40)), !more.isEmpty { events += more }
      }
      screen.close()
      return events
    }

    @Test func aMarkedPasteIsNoKeys() throws {
      #expect(
        try events(Self.begin + "luxury\r\u{1B}[A" + Self.end + "q") == [
          .input(.paste), .input(.key(.character("q"))),
        ])
      #expect(
        try events(Self.begin, "lux", "ury", Self.end, "q") == [
          .input(.paste), .input(.key(.character("q"))),
        ])
    }

    @Test func theEndOfAPasteMayComeInPieces() throws {
      #expect(
        try events(Self.begin + "xy\u{1B}", "[20", "1~", "q") == [
          .input(.paste), .input(.key(.character("q"))),
        ])
    }

    @Test func manyCharactersAtOnceAreAPaste() throws {
      let text = String(repeating: "xy", count: 100)
      #expect(try events(text, type: "linux") == [.input(.paste)])
      let typed = String(repeating: "x", count: PasteFilter.typingLimit)
      #expect(try events(typed, type: "linux").count == PasteFilter.typingLimit)
      #expect(try events(typed + "x", type: "linux") == [.input(.paste)])
    }

    @Test func whatComesRightAfterAPasteBelongsToIt() throws {
      let terminal = PseudoTerminal()
      let screen = try terminal.open(type: "linux")
      terminal.settle(screen)
      terminal.type(String(repeating: "e", count: 40))
      #expect(terminal.settle(screen).events == [.input(.paste)])
      terminal.type("xy")
      #expect(terminal.settle(screen).events.isEmpty)
      _ = screen.nextEvents(timeout: .milliseconds(350))
      terminal.type("q")
      #expect(terminal.settle(screen).events == [.input(.key(.character("q")))])
      screen.close()
    }

    /// Of a long paste nothing is a key, and it is read in parts, so that signals are seen meanwhile.
    @Test(arguments: ["xterm-256color", "linux"])
    func aLongPasteIsNoKeys(type: String) throws {
      let terminal = PseudoTerminal()
      let screen = try terminal.open(type: type)
      terminal.settle(screen)
      let text = [UInt8](repeating: UInt8(ascii: "e"), count: 1 << 16)
      let marked = type == "linux" ? text : Array(Self.begin.utf8) + text + Array(Self.end.utf8)
      var rest = marked[...]
      var events: [TerminalEvent] = []
      var longestRead = Duration.zero
      while !rest.isEmpty {
        rest = rest.dropFirst(terminal.typeSome(rest))
        let start = ContinuousClock.now
        events += screen.nextEvents(timeout: .milliseconds(1))
        longestRead = max(longestRead, ContinuousClock.now - start)
      }
      events += terminal.settle(screen).events
      #expect(events == [.input(.paste)])
      #expect(longestRead < .seconds(0.5))
      screen.close()
    }

    @Test func theMarksAreAskedForAndGivenBack() throws {
      let terminal = PseudoTerminal()
      let screen = try terminal.open()
      #expect(contains(terminal.settle(screen).bytes, "\u{1B}[?2004h"))
      screen.close()
      #expect(contains(terminal.receive(), "\u{1B}[?2004l"))
    }

    @Test func discardedInputIsGone() throws {
      let terminal = PseudoTerminal()
      let screen = try terminal.open()
      terminal.settle(screen)
      terminal.type("yyy")
      screen.discardInput()
      terminal.type("q")
      #expect(terminal.settle(screen).events == [.input(.key(.character("q")))])
      screen.close()
    }
  }

  @Suite struct Background {
    /// The screen after an answer, and what of the answer came as events.
    private func open(answering text: String?) throws -> (isLight: Bool, events: [TerminalEvent]) {
      let terminal = PseudoTerminal()
      if let text { terminal.type(text) }
      let screen = try terminal.open(isLight: nil)
      let events = terminal.settle(screen).events
      #expect(contains(terminal.received, "\u{1B}]11;?"))
      defer { screen.close() }
      return (screen.capabilities.isLight, events)
    }

    @Test func theTerminalSaysWhatItsBackgroundIs() throws {
      #expect(try open(answering: "\u{1B}]11;rgb:ffff/ffff/dddd\u{07}") == (true, []))
      #expect(try open(answering: "\u{1B}]11;rgb:0000/2b2b/3636\u{1B}\\") == (false, []))
      #expect(try open(answering: "\u{1B}]11;rgba:ff/ff/ff/ff\u{07}") == (true, []))
      #expect(try open(answering: nil) == (false, []))
    }

    @Test func anAnswerIsNeverKeys() throws {
      for text in ["\u{1B}]11;\u{07}", "\u{1B}]11;rgb:/1/2\u{07}", "\u{1B}]11;#ffffff\u{1B}\\"] {
        #expect(try open(answering: text) == (false, []))
      }
      #expect(
        try open(answering: "q\u{1B}]11;rgb:f/f/f\u{07}w").events == [
          .input(.key(.character("q"))), .input(.key(.character("w"))),
        ])
    }

    @Test func aLateAnswerChangesTheColours() throws {
      let terminal = PseudoTerminal()
      let screen = try terminal.open(isLight: nil)
      terminal.settle(screen)
      #expect(!screen.capabilities.isLight)
      terminal.type("\u{1B}]11;rgb:ff")
      terminal.type("ff/ffff/ffff\u{07}", after: .milliseconds(60))
      #expect(terminal.settle(screen).events == [.input(.resize(screen.size))])
      #expect(screen.capabilities.isLight)
      screen.close()
    }

    @Test func anAnswerInPiecesIsNeverKeys() throws {
      let terminal = PseudoTerminal()
      let screen = try terminal.open(isLight: nil)
      terminal.settle(screen)
      terminal.type("\u{1B}")
      terminal.type("]11;rgb:0/0/0\u{07}", after: .milliseconds(60))
      #expect(terminal.settle(screen).events.isEmpty)
      screen.close()
    }

    @Test func whoKnowsIsNotAsked() throws {
      for (type, isLight) in [("xterm-256color", true), ("linux", nil)] as [(String, Bool?)] {
        let terminal = PseudoTerminal()
        let screen = try terminal.open(type: type, isLight: isLight)
        terminal.settle(screen)
        #expect(!contains(terminal.received, "]11;?"))
        #expect(screen.capabilities.isLight == (isLight ?? false))
        screen.close()
      }
    }
  }
}

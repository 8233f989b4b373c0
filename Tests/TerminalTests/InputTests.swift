import TerminalGraphics
import Testing

@testable import Terminal

#if canImport(Glibc)
  import Glibc
#else
  import Darwin
#endif

extension OneScreenAtATime {
  @Suite struct Input {
    /// What `typed` is understood as.
    private func events(_ typed: String, type: String = "xterm-256color", locale: String = "C.UTF-8") throws
      -> [TerminalEvent]
    {
      let terminal = PseudoTerminal()
      let screen = try terminal.open(type: type, locale: locale)
      terminal.settle(screen)
      terminal.type(typed)
      var events = terminal.settle(screen).events
      // An escape alone is known as such only after a while.
      while case let more = screen.nextEvents(timeout: .milliseconds(40)), !more.isEmpty { events += more }
      screen.close()
      return events
    }

    private func keys(_ typed: String, type: String = "xterm-256color", locale: String = "C.UTF-8") throws
      -> [Key]
    {
      try events(typed, type: type, locale: locale).compactMap { event in
        if case .input(.key(let key)) = event { key } else { nil }
      }
    }

    static let sequences: [(String, [Key])] = [
      ("\u{1B}OA\u{1B}OB\u{1B}OC\u{1B}OD", [.up, .down, .right, .left]),
      ("\u{1B}[A\u{1B}[B\u{1B}[C\u{1B}[D", [.up, .down, .right, .left]),
      ("\u{1B}[1;2A\u{1B}[1;2B\u{1B}[1;2C\u{1B}[1;2D", [.shiftUp, .shiftDown, .shiftRight, .shiftLeft]),
      ("\u{1B}[a\u{1B}[b\u{1B}[c\u{1B}[d", [.shiftUp, .shiftDown, .shiftRight, .shiftLeft]),
      (
        "\u{1B}[1;5A\u{1B}[1;5B\u{1B}[1;5C\u{1B}[1;5D",
        [.controlUp, .controlDown, .controlRight, .controlLeft]
      ),
      ("\u{1B}OP\u{1B}OQ\u{1B}OR\u{1B}OS\u{1B}[15~\u{1B}[17~\u{1B}[18~", (1...7).map { .function($0) }),
      ("\u{1B}[11~\u{1B}[12~\u{1B}[13~\u{1B}[14~", (1...4).map { .function($0) }),
      ("\u{1B}[H\u{1B}[F\u{1B}[1~\u{1B}[4~\u{1B}OH\u{1B}OF", [.home, .end, .home, .end, .home, .end]),
      ("\u{1B}[5~\u{1B}[6~\u{1B}[2~\u{1B}[3~", [.pageUp, .pageDown, .insert, .delete]),
      ("\t\u{1B}[Z\r\n\u{7F}", [.tab, .shiftTab, .enter, .enter, .backspace]),
      ("aZ 9éß漢", "aZ 9éß漢".unicodeScalars.map { .character($0) }),
      ("\u{0C}\u{13}\u{1C}x", [.control("l"), .control("s"), .character("x")]),
      ("\u{1B}", [.escape]),
      ("\u{1B}q", [.escape, .character("q")]),
    ]

    @Test(arguments: sequences)
    func keysAreUnderstood(typed: String, expected: [Key]) throws {
      #expect(try keys(typed) == expected)
    }

    @Test(arguments: ["xterm-256color", "screen-256color", "linux", "vt100"])
    func everyTerminalHasTheImportantKeys(type: String) throws {
      let typed = "\u{1B}[A\u{1B}[1;2B\u{1B}[5~\u{1B}[Z\u{1B}OPq"
      #expect(
        try keys(typed, type: type) == [.up, .shiftDown, .pageUp, .shiftTab, .function(1), .character("q")])
    }

    @Test func brokenCharactersAreSkipped() throws {
      let terminal = PseudoTerminal()
      let screen = try terminal.open()
      let bytes: [UInt8] = [0x61, 0xC3, 0x62, 0xFF, 0xFE, 0x63, 0xE2, 0x96, 0x64]
      terminal.type(bytes: bytes)
      #expect(terminal.settle(screen).events == ["a", "b", "c", "d"].map { .input(.key(.character($0))) })
      screen.close()
    }

    @Test func aHeldKeyIsReadInOneGo() throws {
      let terminal = PseudoTerminal()
      let screen = try terminal.open()
      terminal.settle(screen)
      terminal.type(String(repeating: "\u{1B}[C", count: 200))
      let events = screen.nextEvents(timeout: .seconds(5))
      #expect(events == Array(repeating: .input(.key(.right)), count: 200))
      screen.close()
    }

    @Test func theMouseIsUnderstood() throws {
      let events = try events(
        "\u{1B}[<0;11;6M\u{1B}[<32;12;6M\u{1B}[<32;13;7M\u{1B}[<0;13;7m\u{1B}[<64;5;5M\u{1B}[<65;5;5M\u{1B}[<2;200;90M"
      )
      let expected: [MouseEvent] = [
        MouseEvent(kind: .press, position: Point(x: 10, y: 5)),
        MouseEvent(kind: .drag, position: Point(x: 11, y: 5)),
        MouseEvent(kind: .drag, position: Point(x: 12, y: 6)),
        MouseEvent(kind: .release, position: Point(x: 12, y: 6)),
        MouseEvent(kind: .wheelUp, position: Point(x: 4, y: 4), button: .middle),
        MouseEvent(kind: .wheelDown, position: Point(x: 4, y: 4), button: .middle),
        MouseEvent(kind: .press, position: Point(x: 199, y: 89), button: .right),
      ]
      #expect(events == expected.map { .input(.mouse($0)) })
    }

    @Test func oldMouseReportsAreUnderstood() throws {
      let events = try events("\u{1B}[M +&\u{1B}[M@,&\u{1B}[M#,&", type: "screen-256color")
      let expected: [MouseEvent] = [
        MouseEvent(kind: .press, position: Point(x: 10, y: 5)),
        MouseEvent(kind: .drag, position: Point(x: 11, y: 5)),
        MouseEvent(kind: .release, position: Point(x: 11, y: 5)),
      ]
      #expect(events == expected.map { .input(.mouse($0)) })
    }

    @Test(arguments: [
      "\u{1B}[<0;1", "\u{1B}[<;;;;M", "\u{1B}[<99999999999;1;1M", "\u{1B}[M", "\u{1B}[<0;0;0M",
      "\u{1B}[<3;9;9M",
    ])
    func brokenMouseReportsAreNoMouse(typed: String) throws {
      #expect(try events(typed).allSatisfy { if case .input(.mouse) = $0 { false } else { true } })
    }

    @Test func aWakeIsReported() throws {
      let terminal = PseudoTerminal()
      let screen = try terminal.open()
      let waker = screen.waker
      for _ in 0..<3 { waker.wake() }
      #expect(screen.nextEvents(timeout: .seconds(5)) == [.wake])
      #expect(screen.nextEvents(timeout: .milliseconds(5)).isEmpty)
      waker.wake()
      #expect(screen.nextEvents(timeout: .seconds(5)) == [.wake])
      screen.close()
      waker.wake()  // By a thread that does not know of the closing yet.
    }
  }
}

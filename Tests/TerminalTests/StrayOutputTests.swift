import Testing

@testable import Terminal

#if canImport(Glibc)
  import Glibc
#else
  import Darwin
#endif

/// What is written to a stream of the program while the screen is open.
@Suite struct StrayOutputTests {
  private func say(_ text: String, to stream: Int32) {
    let bytes = Array(text.utf8)
    #expect(write(stream, bytes, bytes.count) == bytes.count)
  }

  @Test func linesAreKeptOffTheTerminalAndWrittenInTheEnd() throws {
    let terminal = PseudoTerminal()
    let stream = Descriptor.copy(terminal.slave)
    defer { Descriptor.close(stream) }
    var stray = StrayOutput()
    stray.begin([stream])
    say("first\nsecond\nha", to: stream)
    stray.collect()
    #expect(stray.takeLines() == ["first", "second"])
    #expect(stray.takeLines().isEmpty)
    say("lf\n", to: stream)
    stray.collect()
    #expect(stray.takeLines() == ["half"])
    #expect(terminal.receive().isEmpty)

    say("not ended", to: stream)
    stray.end()
    let shown = String(decoding: terminal.receive(), as: UTF8.self)
    #expect(shown.split(whereSeparator: \.isNewline) == ["first", "second", "half", "not ended"])
    say("direct", to: stream)
    #expect(terminal.receive() == Array("direct".utf8))
  }

  @Test func onlyTheNewestLinesAreKept() throws {
    let terminal = PseudoTerminal()
    let stream = Descriptor.copy(terminal.slave)
    defer { Descriptor.close(stream) }
    var stray = StrayOutput()
    stray.begin([stream])
    for number in 1...700 {
      say("\(number)\n", to: stream)
      stray.collect()
    }
    #expect(stray.takeLines() == (201...700).map(String.init))
    stray.end()
  }

  @Test func aFileIsNotCaptured() throws {
    let pipe = try #require(Descriptor.pipe())
    defer { for end in [pipe.read, pipe.write] { Descriptor.close(end) } }
    var stray = StrayOutput()
    stray.begin([pipe.write])
    #expect(stray.pipe == -1)
    say("to the file", to: pipe.write)
    #expect(Descriptor.read(pipe.read) == Array("to the file".utf8))
    stray.end()
  }
}

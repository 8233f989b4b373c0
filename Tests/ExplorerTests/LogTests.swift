import TerminalGraphics
import Testing

@testable import Explorer

/// The log of what was written to standard error.
struct LogTests {
  private let window = Size(width: 80, height: 24)

  private func footer(_ fixture: ExplorerFixture) -> Substring {
    fixture.text(window).split(separator: "\n", omittingEmptySubsequences: false)[23]
  }

  private func status(_ fixture: ExplorerFixture) -> Substring {
    fixture.text(window).split(separator: "\n")[0]
  }

  @Test func unreadLinesAreMarkedTillTheyAreSeen() {
    var fixture = ExplorerFixture(page: .walk)
    #expect(!status(fixture).contains("! log") && !footer(fixture).contains("log"))
    fixture.send(.logged(["a warning", "and another"]))
    #expect(status(fixture).contains("! log"))
    #expect(footer(fixture).contains("! log (2)"))
    fixture.press("!")
    #expect(fixture.text(window).contains("│ a warning "))
    #expect(!status(fixture).contains("! log"))
    fixture.send(.logged(["a third"]))
    #expect(fixture.text(window).contains("│ a third "))
    fixture.press(.escape)
    #expect(fixture.model.overlay == nil)
    #expect(!footer(fixture).contains("log"))
  }

  @Test func theLastLinesAreShownAndOthersScrolledTo() {
    var fixture = ExplorerFixture(page: .train)
    fixture.send(.logged((1...600).map { "line \($0)." }))
    fixture.press("!")
    #expect(fixture.text(window).contains("lines: 500"))
    #expect(fixture.text(window).contains("line 600.") && !fixture.text(window).contains("line 581."))
    fixture.press(.up)
    #expect(fixture.text(window).contains("line 581.") && !fixture.text(window).contains("line 600."))
    fixture.press(.home)
    #expect(fixture.text(window).contains("line 101."))
    fixture.press(.pageUp, .end)
    #expect(fixture.text(window).contains("line 600."))
  }

  @Test func longLinesAreWrappedAndAnEmptyLogSaysSo() {
    var fixture = ExplorerFixture(page: .train)
    fixture.press("!")
    #expect(fixture.text(window).contains("Nothing has been written to standard error."))
    fixture.send(.logged([String(repeating: "many words ", count: 20) + "and an end"]))
    #expect(fixture.text(window).contains("and an end"))
    for size in [Size(width: 1, height: 1), Size(width: 40, height: 12), Size(width: 200, height: 60)] {
      _ = fixture.text(size)
    }
  }
}

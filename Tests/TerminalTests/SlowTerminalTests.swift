import TerminalGraphics
import Testing

@testable import Terminal

#if canImport(Glibc)
  import Glibc
#else
  import Darwin
#endif

extension OneScreenAtATime {
  @Suite struct SlowTerminals {
    private static let size = Size(width: 120, height: 40)

    /// Time of a processor that this thread has used.
    private func threadNanoseconds() -> Int {
      var time = timespec()
      clock_gettime(CLOCK_THREAD_CPUTIME_ID, &time)
      return time.tv_sec * 1_000_000_000 + time.tv_nsec
    }

    /// A frame of several kilobytes, unlike those of other numbers.
    private func frame(_ number: Int) -> CellGrid {
      var grid = CellGrid(size: Self.size)
      for y in 1..<Self.size.height {
        for x in 0..<60 {
          grid[x, y] = Cell(
            "▀", Style(foreground: .grey(UInt8((x * 7 + number * 31 + y) % 256)), background: .grey(8)))
        }
      }
      grid.write("frame \(number).", at: Point(x: 0, y: 0), style: .plain)
      return grid
    }

    @Test(arguments: [true, false])
    func framesAreDroppedKeysAreNot(answers: Bool) throws {
      let terminal = PseudoTerminal(width: Self.size.width, height: Self.size.height)
      terminal.answers = answers
      let screen = try terminal.open()
      terminal.settle(screen)
      var keyCount = 0
      var longestCall = Duration.zero
      for number in 0..<100 {
        terminal.type("\u{1B}[C")
        let start = ContinuousClock.now
        keyCount += screen.nextEvents(timeout: .milliseconds(3)).count { $0 == .input(.key(.right)) }
        screen.present(frame(number))
        longestCall = max(longestCall, ContinuousClock.now - start)
        terminal.receive(atMost: 250)
      }
      #expect(keyCount == 100)
      #expect(longestCall < .milliseconds(500))
      #expect(screen.statistics.droppedFrames > 50)
      // A terminal that does not answer is given time.
      for _ in 0..<200 where screen.isBehind {
        terminal.settle(screen)
      }
      var picture = TerminalPicture(size: Self.size)
      picture.write(terminal.received)
      #expect(picture.text(row: 0).hasPrefix("frame 99."))
      screen.close()
    }

    @Test func waitingTakesNoTime() throws {
      let terminal = PseudoTerminal(width: Self.size.width, height: Self.size.height)
      terminal.answers = false
      let screen = try terminal.open()
      screen.present(frame(0))
      let start = threadNanoseconds()
      for _ in 0..<10 {
        terminal.receive()
        _ = screen.nextEvents(timeout: .milliseconds(40))
      }
      #expect(threadNanoseconds() - start < 100_000_000)
      screen.close()
    }

    @Test func aTerminalThatStandsStillDoesNotHoldTheProgram() throws {
      let terminal = PseudoTerminal(width: Self.size.width, height: Self.size.height)
      let screen = try terminal.open()
      let start = ContinuousClock.now
      for number in 0..<50 {
        screen.present(frame(number))
        _ = screen.nextEvents(timeout: .zero)
      }
      terminal.type("q")
      #expect(screen.nextEvents(timeout: .seconds(5)) == [.input(.key(.character("q")))])
      #expect(ContinuousClock.now - start < .seconds(5))
      screen.close()
    }
  }
}

@Suite struct FlowControlTests {
  private let start = ContinuousClock.now

  /// A holder, for expectations do not change values.
  private final class Flow {
    private var control: FlowControl

    init(asks: Bool, now: ContinuousClock.Instant) { control = FlowControl(asks: asks, now: now) }
    func send(_ count: Int, at now: ContinuousClock.Instant) -> Bool { control.send(count, at: now) }
    func answer(at now: ContinuousClock.Instant) { control.answer(at: now) }
    func isClear(at now: ContinuousClock.Instant) -> Bool { control.isClear(at: now) }
    var awaitsAnswer: Bool { control.awaitsAnswer }
    var patience: ContinuousClock.Instant? { control.patience }
  }

  @Test func framesWaitForTheAnswer() {
    let flow = Flow(asks: true, now: start)
    #expect(!flow.send(100, at: start))
    #expect(flow.isClear(at: start))
    #expect(flow.send(20_000, at: start))
    #expect(!flow.isClear(at: start))
    flow.answer(at: start)
    #expect(flow.isClear(at: start) && !flow.awaitsAnswer)
  }

  @Test func aLittleMayBeUnderWay() {
    let flow = Flow(asks: true, now: start)
    for _ in 0..<2 { #expect(flow.send(3000, at: start)) }
    #expect(flow.isClear(at: start))
    #expect(flow.send(3000, at: start))
    #expect(!flow.isClear(at: start))
    flow.answer(at: start)
    #expect(flow.isClear(at: start))
  }

  @Test func aTerminalThatNeverAnswersIsNotWaitedForLong() {
    let flow = Flow(asks: true, now: start)
    #expect(flow.send(20_000, at: start))
    #expect(!flow.isClear(at: start + .milliseconds(200)))
    #expect(flow.isClear(at: start + .milliseconds(300)))
    #expect(flow.patience == nil && !flow.awaitsAnswer)
    flow.answer(at: start + .seconds(1))
    #expect(flow.send(20_000, at: start + .seconds(1)))
    #expect(!flow.isClear(at: start + .seconds(2)))
    #expect(flow.isClear(at: start + .seconds(7)))
  }

  @Test func nothingIsAskedWhereNothingIsUnderstood() {
    let flow = Flow(asks: false, now: start)
    #expect(!flow.send(100_000, at: start))
    #expect(flow.isClear(at: start))
  }
}

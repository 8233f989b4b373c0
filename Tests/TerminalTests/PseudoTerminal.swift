import Foundation
import TerminalGraphics

@testable import Terminal

#if canImport(Glibc)
  import Glibc
#else
  import Darwin
#endif

/// A terminal whose other end is in the hands of the test.
final class PseudoTerminal {
  /// The screen's end.
  let slave: Int32
  /// Whether questions are answered, as any real terminal does.
  var answers = true
  /// All that was written to the terminal and read by ``receive()``.
  private(set) var received: [UInt8] = []

  private var master: Int32
  private var unansweredFrom = 0

  init(width: Int = 80, height: Int = 24) {
    var (master, slave): (Int32, Int32) = (-1, -1)
    precondition(openpty(&master, &slave, nil, nil, nil) == 0, "no pseudo-terminal")
    (self.master, self.slave) = (master, slave)
    _ = fcntl(master, F_SETFL, O_NONBLOCK)
    resize(width: width, height: height)
  }

  deinit {
    hangUp()
    close(slave)
  }

  /// Opens a screen on it.
  func open(
    type: String = "xterm-256color", locale: String = "C.UTF-8", environment: [String: String] = [:],
    reportsMouse: Bool = true, isLight: Bool? = false
  ) throws -> TerminalScreen {
    try TerminalScreen(
      options: TerminalOptions(
        input: slave, output: slave,
        environment: environment.merging(["TERM": type, "LC_ALL": locale]) { $1 }, isLight: isLight,
        reportsMouse: reportsMouse, capturesStrayOutput: false))
  }

  /// Changes the size and says so, as the system does to the program in the foreground.
  func resize(width: Int, height: Int) {
    var size = winsize(ws_row: UInt16(height), ws_col: UInt16(width), ws_xpixel: 0, ws_ypixel: 0)
    _ = ioctl(master, UInt(TIOCSWINSZ), &size)
  }

  /// Types `text`.
  func type(_ text: String) { type(bytes: Array(text.utf8)) }

  /// Types `text` after a while, on another thread.
  func type(_ text: String, after delay: Duration) {
    Thread.detachNewThread { [master] in
      usleep(UInt32(delay / .microseconds(1)))
      _ = write(master, text, text.utf8.count)
    }
  }

  /// Types what may be no text.
  func type(bytes: [UInt8]) {
    precondition(write(master, bytes, bytes.count) == bytes.count, "typed too much at once")
  }

  /// Types as much of `bytes` as the system takes at once. Returns how many.
  func typeSome(_ bytes: ArraySlice<UInt8>) -> Int {
    bytes.withUnsafeBytes { max(0, write(master, $0.baseAddress, $0.count)) }
  }

  /// Reads what was written, at most `limit` bytes, answers the questions in it, and returns it.
  @discardableResult
  func receive(atMost limit: Int = .max) -> [UInt8] {
    let start = received.count
    var buffer = [UInt8](repeating: 0, count: 4096)
    while received.count - start < limit {
      let count = read(master, &buffer, min(buffer.count, limit - (received.count - start)))
      guard count > 0 else { break }
      received += buffer[..<count]
    }
    if answers {
      while let question = received[unansweredFrom...].firstRange(of: FlowControl.question) {
        unansweredFrom = question.upperBound
        type("\u{1B}[0n")
      }
    }
    return Array(received[start...])
  }

  /// Lets `screen` and this exchange what they have until both are still. Returns the events and what was written.
  @discardableResult
  func settle(_ screen: TerminalScreen) -> (events: [TerminalEvent], bytes: [UInt8]) {
    var events: [TerminalEvent] = []
    var bytes: [UInt8] = []
    var stillRounds = 0
    while stillRounds < 3 {
      let newEvents = screen.nextEvents(timeout: .milliseconds(1))
      let newBytes = receive()
      stillRounds = newEvents.isEmpty && newBytes.isEmpty ? stillRounds + 1 : 0
      events += newEvents
      bytes += newBytes
    }
    return (events, bytes)
  }

  /// Hangs up: the window is closed.
  func hangUp() {
    if master >= 0 { close(master) }
    master = -1
  }

  /// The modes, as `stty -g` has them.
  var modes: [UInt32] {
    var modes = termios()
    tcgetattr(slave, &modes)
    let characters = withUnsafeBytes(of: modes.c_cc) { $0.map(UInt32.init) }
    return [modes.c_iflag, modes.c_oflag, modes.c_cflag, modes.c_lflag] + characters
  }
}

/// Whether `bytes` contain `text`.
func contains(_ bytes: [UInt8], _ text: String) -> Bool { bytes.firstRange(of: Array(text.utf8)) != nil }

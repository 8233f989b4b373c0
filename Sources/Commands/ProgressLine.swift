import Foundation

/// One line at the bottom of a terminal that is written over in place; in a pipe, only the lines to be kept.
public final class ProgressLine {
  private let isTerminal: Bool
  private var lastShown = -Double.infinity
  private var isShown = false

  /// - Parameter isQuiet: shows nothing in a terminal either.
  public init(isQuiet: Bool = false) {
    isTerminal = !isQuiet && isatty(STDOUT_FILENO) == 1
  }

  /// Whether a tenth of a second has gone by since the line was last shown in a terminal.
  public var isDue: Bool { isTerminal && Self.now - lastShown >= 0.1 }

  /// Shows as many of the parts, first to last, as the terminal is wide.
  public func show(_ parts: [String]) {
    guard isTerminal else { return }
    let width = Self.terminalWidth - 1
    var text = ""
    for part in parts {
      let longer = text.isEmpty ? part : text + "  " + part
      if longer.count > width { break }
      text = longer
    }
    // One write, and the rest of the line is cleared last: it never vanishes in between.
    write("\r" + text + "\u{1b}[K")
    lastShown = Self.now
    isShown = true
  }

  /// Prints a line that stays, in a pipe, and in a terminal where asked for.
  public func keep(_ text: String, inTerminalToo: Bool = false) {
    guard !isTerminal || inTerminalToo else { return }
    finish()
    write(text + "\n")
  }

  /// Leaves the line as it is and goes to the next.
  public func finish() {
    if isShown { write("\n") }
    isShown = false
  }

  /// Takes the line away.
  public func erase() {
    if isShown { write("\r\u{1b}[K") }
    isShown = false
  }

  private func write(_ text: String) {
    try? FileHandle.standardOutput.write(contentsOf: Data(text.utf8))
  }

  private static var now: Double { ProcessInfo.processInfo.systemUptime }

  public static var terminalWidth: Int {
    var size = winsize()
    guard ioctl(STDOUT_FILENO, UInt(TIOCGWINSZ), &size) == 0, size.ws_col > 0 else { return 80 }
    return Int(size.ws_col)
  }
}

import Training

/// One line at the bottom of a terminal that is written over in place; in a pipe, only the lines to be kept.
public final class ProgressLine {
  let console: Console
  private let clock: @Sendable () -> Double
  private let isLive: Bool
  private var lastShown = -Double.infinity
  private var isShown = false

  private static let interval = 0.1

  /// - Parameter isQuiet: shows nothing in a terminal either.
  public init(
    console: Console, isQuiet: Bool = false,
    clock: @escaping @Sendable () -> Double = TrainingRun.systemClock
  ) {
    self.console = console
    self.clock = clock
    isLive = !isQuiet && console.isTerminal
  }

  /// Whether a tenth of a second has gone by since the line was last shown in a terminal.
  public var isDue: Bool { isLive && clock() - lastShown >= Self.interval }

  /// Shows as many of the parts, first to last, as the terminal is wide.
  public func show(_ parts: [String]) {
    guard isLive else { return }
    let width = console.width() - 1
    var text = ""
    for part in parts {
      let longer = text.isEmpty ? part.printable : text + "  " + part.printable
      if longer.count > width { break }
      text = longer
    }
    // One write, which clears the rest of the line last, so that the line never vanishes in between.
    console.write("\r" + text + "\u{1b}[K")
    lastShown = clock()
    isShown = true
  }

  /// Prints a line that stays: in a pipe, and in a terminal where asked for.
  public func keep(_ text: String, inTerminalToo: Bool = false) {
    guard !isLive || inTerminalToo else { return }
    finish()
    console.print(text)
  }

  /// Leaves the line as it is and goes to the next.
  public func finish() {
    if isShown { console.write("\n") }
    isShown = false
  }

  /// Takes the line away.
  public func erase() {
    if isShown { console.write("\r\u{1b}[K") }
    isShown = false
  }
}

import CNcurses

#if canImport(Glibc)
  import Glibc
#else
  import Darwin
#endif

/// The modes of a terminal line (termios). Ours to keep, for ncurses is connected to a file and cannot.
struct TerminalModes {
  private let descriptor: Int32
  /// As they were found.
  private(set) var found: termios

  /// The modes of the terminal `descriptor`; nil if it is none.
  init?(of descriptor: Int32) {
    var modes = termios()
    guard tcgetattr(descriptor, &modes) == 0 else { return nil }
    self.descriptor = descriptor
    found = modes
  }

  /// Notes the modes afresh, then switches to a screen's.
  mutating func enter() {
    _ = tcgetattr(descriptor, &found)
    enterAgain()
  }

  /// Switches to a screen's modes without noting those there are.
  func enterAgain() {
    var modes = found
    terminal_make_screen_modes(&modes)
    _ = tcsetattr(descriptor, TCSANOW, &modes)
  }

  /// Back to what was found, at once: waiting for output would hang where the terminal stands still.
  func restore() {
    var modes = found
    _ = tcsetattr(descriptor, TCSANOW, &modes)
  }
}

import CNcurses

#if canImport(Glibc)
  import Glibc
#else
  import Darwin
#endif

/// The modes of a terminal line (termios). ncurses writes to a file and cannot manage them.
struct TerminalModes {
  private let descriptor: Int32
  /// The modes as they were found.
  private(set) var found: termios

  /// The modes of the terminal `descriptor`; `nil` if it is not a terminal.
  init?(of descriptor: Int32) {
    var modes = termios()
    guard tcgetattr(descriptor, &modes) == 0 else { return nil }
    self.descriptor = descriptor
    found = modes
  }

  /// Stores the current modes, then switches to those of a screen.
  mutating func enter() {
    _ = tcgetattr(descriptor, &found)
    enterAgain()
  }

  /// Switches to the modes of a screen without storing the current ones.
  func enterAgain() {
    var modes = found
    terminal_make_screen_modes(&modes)
    _ = tcsetattr(descriptor, TCSANOW, &modes)
  }

  /// Restores the modes that were found, at once: waiting for output would hang if the terminal is stopped.
  func restore() {
    var modes = found
    _ = tcsetattr(descriptor, TCSANOW, &modes)
  }
}

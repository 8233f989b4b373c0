import TerminalGraphics

/// What the program waits for.
public enum TerminalEvent: Hashable, Sendable {
  /// A key, the mouse, or a new size.
  case input(InputEvent)
  /// Another thread woke the screen's.
  case wake
  /// Lines that something wrote to standard output or error; they are printed again after closing.
  case log([String])
  /// INT, TERM or HUP arrived, or the terminal is gone, which counts as HUP: save, close, exit with 128 + `signal`.
  case terminate(signal: Int32)
}

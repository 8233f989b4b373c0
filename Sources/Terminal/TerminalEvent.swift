import TerminalGraphics

/// An event that the program waits for.
public enum TerminalEvent: Hashable, Sendable {
  /// A key, an action of the mouse, or a new size.
  case input(InputEvent)
  /// Another thread called `Waker.wake()`.
  case wake
  /// Lines written to standard output or error; they are printed again after closing.
  case log([String])
  /// USR1 arrived: save, and go on.
  case save
  /// A signal arrived that ends a process, or the terminal was closed, which counts as HUP: save, close, exit with 128 +
  /// `signal`.
  case terminate(signal: Int32)
}

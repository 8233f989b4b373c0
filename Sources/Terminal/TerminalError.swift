/// The reason why the screen cannot be opened.
public struct TerminalError: Error, Hashable, CustomStringConvertible {
  /// The kinds of reason.
  public enum Kind: Hashable, Sendable {
    /// Standard input or output is a file or a pipe.
    case notATerminal
    /// The type of the terminal is not given, not known, or lacks what a screen needs.
    case unusableTerminal
    /// A system call failed that normally succeeds.
    case system
  }

  /// The kind of the reason.
  public let kind: Kind
  /// One line that says what is wrong and what to do instead.
  public let description: String

  /// The exit code: 64 for wrong usage, otherwise 69.
  public var exitCode: Int32 { kind == .notATerminal ? 64 : 69 }

  static func notATerminal(_ stream: String) -> TerminalError {
    TerminalError(
      kind: .notATerminal,
      description: "standard \(stream) is not a terminal: 'vae' alone trains and prints pictures as text, "
        + "'vae train' trains without a screen, 'vae explore --once PAGE' prints one page")
  }

  static func unknownType(_ type: String) -> TerminalError {
    TerminalError(
      kind: .unusableTerminal,
      description: type.isEmpty
        ? "TERM is not set, so the type of the terminal is not known: try TERM=xterm-256color"
        : "this machine has no description of the terminal type '\(type)' (TERM): try TERM=xterm-256color")
  }

  static func dumbType(_ type: String) -> TerminalError {
    TerminalError(
      kind: .unusableTerminal,
      description:
        "a terminal of type '\(type)' (TERM) cannot move its cursor: 'vae explore --once PAGE' prints one "
        + "page as text, 'vae train' trains without a screen")
  }

  static func system(_ what: String) -> TerminalError {
    TerminalError(kind: .system, description: "the system cannot create a \(what) for the screen")
  }
}

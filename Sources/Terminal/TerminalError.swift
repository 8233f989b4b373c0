/// Why there can be no screen here.
public struct TerminalError: Error, Hashable, CustomStringConvertible {
  /// The kinds of reason.
  public enum Kind: Hashable, Sendable {
    /// Standard input or output is a file or a pipe.
    case notATerminal
    /// The type of the terminal is not said, not known, or cannot do what a screen needs.
    case unusableTerminal
    /// The system refused something that always works.
    case system
  }

  /// Which it is.
  public let kind: Kind
  /// One line: what is wrong and what works instead.
  public let description: String

  /// What the program should exit with: 64 if it was used wrongly, else 69.
  public var exitCode: Int32 { kind == .notATerminal ? 64 : 69 }

  static func notATerminal(_ stream: String) -> TerminalError {
    TerminalError(
      kind: .notATerminal,
      description: "standard \(stream) is not a terminal: `vae` alone trains and prints pictures as text, "
        + "`vae train` trains without a screen, `vae explore --once PAGE` prints one page")
  }

  static func unknownType(_ type: String) -> TerminalError {
    TerminalError(
      kind: .unusableTerminal,
      description: type.isEmpty
        ? "TERM is not set, so what the terminal understands is not known: try TERM=xterm-256color"
        : "no description of the terminal type '\(type)' (TERM) on this machine: try TERM=xterm-256color")
  }

  static func dumbType(_ type: String) -> TerminalError {
    TerminalError(
      kind: .unusableTerminal,
      description:
        "a terminal of type '\(type)' (TERM) cannot move its cursor: `vae explore --once PAGE` prints one "
        + "page as text, `vae train` trains without a screen")
  }

  static func system(_ what: String) -> TerminalError {
    TerminalError(kind: .system, description: "the system gives no \(what) for the screen")
  }
}

import CNcurses
import TerminalGraphics

#if canImport(Glibc)
  import Glibc
#else
  import Darwin
#endif

/// The colours of a terminal as its description (terminfo) states them.
public struct DescribedColors: Hashable, Sendable {
  /// How many there are; 0 if there are none.
  public let count: Int
  /// Whether they are red, green and blue values rather than numbers of a palette.
  public let isDirect: Bool

  /// The colours of a description.
  public init(count: Int, isDirect: Bool = false) {
    self.count = count
    self.isDirect = isDirect
  }

  /// The colours of the terminal that `environment` names by TERM, described as the screen would find it; `nil` if it has
  /// no description on this machine.
  public init?(environment: [String: String]) {
    for type in TerminalType.candidates(environment) {
      var isDirect = false
      let count = terminal_described_colors(type, &isDirect)
      if count >= 0 {
        self.init(count: Int(count), isDirect: isDirect)
        return
      }
    }
    return nil
  }

  /// What a program can show with them.
  ///
  /// The values 0–7 of a direct terminal are the eight ANSI colours, so one with an unusual layout is used for those.
  var depth: ColorDepth {
    switch count {
    case 1 << 24 where isDirect: .direct
    case 257...: .ansi8
    case 256: .indexed256
    case 16...: .ansi16
    case 8...: .ansi8
    default: .none
    }
  }
}

/// The types under which the terminal of an environment may be described.
enum TerminalType {
  /// TERM, then the usual member of its family, for terminals newer than the descriptions on this machine.
  static func candidates(_ environment: [String: String]) -> [String] {
    guard let type = environment["TERM"], !type.isEmpty else { return [] }
    if type.hasPrefix("xterm") { return [type, "xterm-256color"] }
    if type.hasPrefix("tmux") || type.hasPrefix("screen") { return [type, "screen-256color"] }
    return [type]
  }
}

extension Capabilities {
  /// What may be shown on an output: the explorer, printed pages and pictures, and `vae doctor` all ask this.
  ///
  /// - Parameters:
  ///   - environment: the variables of the process.
  ///   - isTerminal: whether the output is a terminal; only then are there colours.
  ///   - isASCII: whether the user asks for ASCII only.
  ///   - isLight: whether the user says that the background is light.
  public init(
    environment: [String: String], isTerminal: Bool, isASCII: Bool = false, isLight: Bool = false
  ) {
    self.init(
      environment: environment, isTerminal: isTerminal,
      colors: isTerminal ? DescribedColors(environment: environment) : nil, isASCII: isASCII, isLight: isLight
    )
  }

  /// What may be shown on a terminal whose description has `colors`; `nil`: there is no description.
  ///
  /// NO_COLOR comes first. Then the description decides, for ncurses can send no other colours than it has: COLORTERM
  /// counts only where there is none. Unicode follows the character set of the locale.
  public init(
    environment: [String: String], isTerminal: Bool, colors: DescribedColors?, isASCII: Bool = false,
    isLight: Bool = false
  ) {
    let isColorless = !isTerminal || !(environment["NO_COLOR"] ?? "").isEmpty
    self.init(
      colorDepth: isColorless ? .none : colors?.depth ?? Self.undescribedDepth(environment),
      isUnicode: !isASCII && terminal_locale_is_utf8(Self.locale(environment)), isLight: isLight)
  }

  /// The colours of a terminal without a description, by its name and what it says of itself.
  private static func undescribedDepth(_ environment: [String: String]) -> ColorDepth {
    let type = environment["TERM"] ?? ""
    if type.isEmpty || type.hasPrefix("dumb") { return .none }
    if ["truecolor", "24bit"].contains(environment["COLORTERM"]) { return .direct }
    if type.contains("256color") { return .indexed256 }
    return type.hasPrefix("vt") ? .none : .ansi8
  }

  /// What may be shown on standard output, `environment` being that of the process.
  public static func ofStandardOutput(environment: [String: String]) -> Capabilities {
    Capabilities(environment: environment, isTerminal: isatty(STDOUT_FILENO) == 1)
  }

  /// The name of the locale that decides the character set: the first of the variables that is set and not empty.
  static func locale(_ environment: [String: String]) -> String {
    ["LC_ALL", "LC_CTYPE", "LANG"].lazy.compactMap { environment[$0] }.first { !$0.isEmpty } ?? "C"
  }
}

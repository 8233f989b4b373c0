import CNcurses
import TerminalGraphics

/// The colours of a terminal according to its description (terminfo).
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

  /// The colours of the terminal that TERM names in `environment`, by the description that the screen would use; `nil` if
  /// there is none on this machine.
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

  /// The colour depth that a program can use.
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
public enum TerminalType {
  /// Whether the terminal that TERM names in `environment` can write over a line: not a dumb one, or one without a name.
  public static func canWriteOver(_ environment: [String: String]) -> Bool {
    let type = environment["TERM"] ?? ""
    return !type.isEmpty && !type.hasPrefix("dumb")
  }

  /// Whether the explorer can be shown on the terminal that TERM names in `environment`: it is described, and its cursor can
  /// be moved.
  public static func isUsable(_ environment: [String: String]) -> Bool {
    candidates(environment).first { terminal_is_described($0) }.map { terminal_can_move_cursor($0) } ?? false
  }

  /// TERM, then the usual member of its family, for terminals newer than the descriptions on this machine.
  static func candidates(_ environment: [String: String]) -> [String] {
    guard let type = environment["TERM"], !type.isEmpty else { return [] }
    if type.hasPrefix("xterm") { return [type, "xterm-256color"] }
    if type.hasPrefix("tmux") || type.hasPrefix("screen") { return [type, "screen-256color"] }
    return [type]
  }
}

extension Capabilities {
  /// Decides what may be shown on an output, for the explorer, printed pages and pictures, and `vae doctor` alike.
  ///
  /// - Parameters:
  ///   - environment: the variables of the process.
  ///   - isTerminal: whether the output is a terminal; otherwise there are no colours.
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

  /// Decides what may be shown on an output, given the `colors` of the terminal's description; `nil`: it has none.
  ///
  /// NO_COLOR comes first. Then the description decides; COLORTERM, or that the terminal is known to, says of one of 256
  /// colours, or one without a description, that it shows all. Unicode depends on the character set of the locale.
  public init(
    environment: [String: String], isTerminal: Bool, colors: DescribedColors?, isASCII: Bool = false,
    isLight: Bool = false
  ) {
    let isColorless = !isTerminal || !(environment["NO_COLOR"] ?? "").isEmpty
    self.init(
      colorDepth: isColorless ? .none : Self.depth(environment, colors),
      isUnicode: !isASCII && terminal_locale_is_utf8(Self.locale(environment)),
      glyphs: KnownTerminal(environment: environment).glyphs, isLight: isLight)
  }

  private static func depth(_ environment: [String: String], _ colors: DescribedColors?) -> ColorDepth {
    guard let depth = colors?.depth else { return undescribedDepth(environment) }
    return depth == .indexed256 && showsAllColors(environment) ? .direct : depth
  }

  private static func showsAllColors(_ environment: [String: String]) -> Bool {
    ["truecolor", "24bit"].contains(environment["COLORTERM"])
      || KnownTerminal(environment: environment).showsAllColors
  }

  /// The colour depth of a terminal without a description, by its type and COLORTERM.
  private static func undescribedDepth(_ environment: [String: String]) -> ColorDepth {
    let type = environment["TERM"] ?? ""
    if type.isEmpty || type.hasPrefix("dumb") { return .none }
    if showsAllColors(environment) { return .direct }
    if type.contains("256color") { return .indexed256 }
    return type.hasPrefix("vt") ? .none : .ansi8
  }

  /// The name of the locale that decides the character set: the first of its variables that is set and not empty.
  static func locale(_ environment: [String: String]) -> String {
    ["LC_ALL", "LC_CTYPE", "LANG"].lazy.compactMap { environment[$0] }.first { !$0.isEmpty } ?? "C"
  }
}

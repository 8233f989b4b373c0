import TerminalGraphics

/// What is known of some terminals beyond their descriptions, by what they put into the environment.
///
/// TERM comes through ssh, the other variables do not. Within tmux or screen they speak of a terminal that may no longer be
/// the one in front, and what lies between shows less, so nothing is known there.
struct KnownTerminal {
  /// Which characters its font has.
  let glyphs: GlyphSet
  /// Whether it shows all colours although its description speaks of 256.
  let showsAllColors: Bool

  init(environment: [String: String]) {
    let type = environment["TERM"] ?? ""
    let isConsole = type.hasPrefix("linux")
    let isNested =
      environment["TMUX"] != nil || environment["STY"] != nil
      || ["tmux", "screen"].contains { type.hasPrefix($0) }
    guard !isNested, !isConsole else {
      (glyphs, showsAllColors) = (isConsole ? .halfBlocks : .quadrants, false)
      return
    }
    func isType(_ names: String...) -> Bool { names.contains { type.hasPrefix($0) } }
    let program = environment["TERM_PROGRAM"] ?? ""
    // Its library (GNOME Terminal, Xfce's and others) draws sextants by itself since 0.62.
    let library = environment["VTE_VERSION"].flatMap { Int($0) } ?? 0
    let drawsSextants =
      isType("xterm-kitty", "xterm-ghostty", "ghostty", "foot", "wezterm")
      || ["WezTerm", "ghostty"].contains(program) || library >= 6200
    glyphs = drawsSextants ? .sextants : .quadrants
    showsAllColors =
      drawsSextants || isType("alacritty", "contour") || library >= 3600
      || ["iTerm.app", "vscode"].contains(program) || environment["WT_SESSION"] != nil
      || environment["KONSOLE_VERSION"] != nil
  }
}

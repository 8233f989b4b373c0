import TerminalGraphics
import Testing

@testable import Terminal

@Suite struct CapabilitiesTests {
  private func depth(
    _ environment: [String: String], isTerminal: Bool = true, colors: DescribedColors? = nil
  ) -> ColorDepth {
    Capabilities(environment: environment, isTerminal: isTerminal, colors: colors).colorDepth
  }

  @Test func theDescriptionDecides() {
    let type = ["TERM": "xterm-256color", "COLORTERM": "truecolor"]
    #expect(depth(type, colors: DescribedColors(count: 256)) == .direct)
    #expect(depth(["TERM": "xterm-256color"], colors: DescribedColors(count: 256)) == .indexed256)
    #expect(depth(type, colors: DescribedColors(count: 8)) == .ansi8)
    #expect(depth(type, colors: DescribedColors(count: 0)) == .none)
    #expect(depth(type, colors: DescribedColors(count: 1 << 24, isDirect: true)) == .direct)
  }

  @Test func withoutADescriptionTheEnvironmentDecides() {
    #expect(depth(["TERM": "new"]) == .ansi8)
    #expect(depth(["TERM": "new-256color"]) == .indexed256)
    #expect(depth(["TERM": "new", "COLORTERM": "truecolor"]) == .direct)
    #expect(depth(["TERM": "new-256color", "COLORTERM": "24bit"]) == .direct)
    #expect(depth(["TERM": "new-256color", "COLORTERM": "yes"]) == .indexed256)
    for type in [["TERM": "dumb", "COLORTERM": "truecolor"], ["TERM": "vt525"], ["TERM": ""], [:]] {
      #expect(depth(type) == .none)
    }
  }

  /// What is known of some terminals beyond their descriptions; nothing within tmux, which shows less.
  @Test(
    arguments: [
      (["TERM": "xterm-256color"], .indexed256, .quadrants),
      (["TERM": "xterm-256color", "VTE_VERSION": "6800"], .direct, .sextants),
      (["TERM": "xterm-256color", "VTE_VERSION": "5202"], .direct, .quadrants),
      (["TERM": "xterm-256color", "VTE_VERSION": "6800", "TMUX": "/tmp/tmux"], .indexed256, .quadrants),
      (["TERM": "screen-256color", "VTE_VERSION": "6800"], .indexed256, .quadrants),
      (["TERM": "xterm-kitty"], .direct, .sextants), (["TERM": "foot"], .direct, .sextants),
      (["TERM": "xterm-256color", "TERM_PROGRAM": "WezTerm"], .direct, .sextants),
      (["TERM": "xterm-256color", "TERM_PROGRAM": "iTerm.app"], .direct, .quadrants),
      (["TERM": "xterm-256color", "TERM_PROGRAM": "Apple_Terminal"], .indexed256, .quadrants),
      (["TERM": "alacritty"], .direct, .quadrants), (["TERM": "linux"], .ansi8, .halfBlocks),
    ] as [([String: String], ColorDepth, GlyphSet)])
  func knownTerminalsShowMore(environment: [String: String], depth: ColorDepth, glyphs: GlyphSet) {
    let colors = DescribedColors(count: environment["TERM"] == "linux" ? 8 : 256)
    let capabilities = Capabilities(environment: environment, isTerminal: true, colors: colors)
    #expect(capabilities.colorDepth == depth && capabilities.glyphs == glyphs)
  }

  @Test func noColorAndPipesComeFirst() {
    let colors = DescribedColors(count: 256)
    #expect(depth(["TERM": "xterm", "NO_COLOR": "1"], colors: colors) == .none)
    #expect(depth(["TERM": "xterm", "NO_COLOR": ""], colors: colors) == .indexed256)
    #expect(depth(["TERM": "new", "NO_COLOR": "1", "COLORTERM": "truecolor"]) == .none)
    #expect(depth(["TERM": "xterm"], isTerminal: false, colors: colors) == .none)
  }

  @Test(
    arguments: [
      ("xterm", .ansi8), ("xterm-256color", .indexed256), ("xterm-nobody-knows", .indexed256),
      ("screen", .ansi8), ("screen-256color", .indexed256), ("tmux-256color", .indexed256),
      ("tmux-nobody-knows", .indexed256), ("linux", .ansi8), ("vt100", .none), ("dumb", .none),
      ("nobody-knows-this", .ansi8),
    ] as [(String, ColorDepth)])
  func typesHaveTheColoursOfTheirDescriptions(type: String, expected: ColorDepth) {
    #expect(Capabilities(environment: ["TERM": type], isTerminal: true).colorDepth == expected)
    #expect(Capabilities(environment: ["TERM": type], isTerminal: false).colorDepth == .none)
  }

  @Test(
    arguments: [
      (["LC_ALL": "C.UTF-8", "LANG": "C"], true), (["LC_ALL": "C", "LANG": "C.UTF-8"], false),
      (["LC_CTYPE": "C.UTF-8", "LANG": "C"], true), (["LC_CTYPE": "POSIX", "LANG": "C.UTF-8"], false),
      (["LC_ALL": "", "LC_CTYPE": "", "LANG": "C.UTF-8"], true), (["LC_ALL": "POSIX"], false),
      (["LC_ALL": "", "LC_CTYPE": "C.UTF-8", "LANG": "POSIX"], true), ([:], false),
      (["LC_ALL": "C.utf8"], true), (["LANG": "nowhere_NO.UTF-8"], false),
    ])
  func theLocaleDecidesTheCharacters(environment: [String: String], isUnicode: Bool) {
    #expect(Capabilities(environment: environment, isTerminal: true).isUnicode == isUnicode)
    #expect(!Capabilities(environment: environment, isTerminal: true, isASCII: true).isUnicode)
  }

  @Test func theUserSaysThatTheBackgroundIsLight() {
    #expect(Capabilities(environment: [:], isTerminal: false, isLight: true).isLight)
    #expect(!Capabilities(environment: [:], isTerminal: false).isLight)
  }
}

@Suite struct DescriptionTests {
  @Test(
    arguments: [
      (-1, false, ColorDepth.none), (0, false, .none), (8, false, .ansi8), (16, false, .ansi16),
      (88, false, .ansi16), (256, false, .indexed256), (1 << 24, true, .direct), (1 << 24, false, .ansi8),
      (1 << 15, true, .ansi8),
    ])
  func colorDepthFollowsTheDescription(colors: Int, isDirect: Bool, expected: ColorDepth) {
    #expect(DescribedColors(count: colors, isDirect: isDirect).depth == expected)
  }
}

extension OneScreenAtATime {
  /// `vae doctor` and printed pages say and use what the explorer does.
  @Suite struct OneAnswer {
    @Test(
      arguments: [
        "xterm-256color", "xterm-nobody-knows", "screen", "tmux-256color", "linux", "vt100",
      ],
      [
        ["COLORTERM": "truecolor"], ["NO_COLOR": "1"], [:],
      ])
    func theScreenShowsWhatIsSaidOfStandardOutput(type: String, environment: [String: String]) throws {
      for locale in ["C.UTF-8", "C", "nowhere_NO.UTF-8"] {
        let all = environment.merging(["TERM": type, "LC_ALL": locale]) { $1 }
        let screen = try PseudoTerminal().open(type: type, locale: locale, environment: environment)
        // Asked while the screen is open, too: it must not disturb it.
        let said = Capabilities(environment: all, isTerminal: true)
        #expect(screen.capabilities == said)
        screen.close()
        #expect(Capabilities(environment: all, isTerminal: true) == said)
      }
    }
  }
}

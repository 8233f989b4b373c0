/// How many colours a terminal can show.
public enum ColorDepth: String, Hashable, Sendable, CaseIterable {
  /// No colours, only attributes.
  case none
  /// The eight colours of ANSI.
  case ansi8
  /// The eight colours of ANSI and their bright variants.
  case ansi16
  /// The 256 colours of xterm: sixteen, a 6×6×6 cube and 24 greys.
  case indexed256
  /// Any red, green and blue, 8 bits each.
  case direct
}

/// Which characters the font of a terminal with Unicode has for pictures and curves, besides letters and lines. Each set
/// includes those before it.
public enum GlyphSet: String, Hashable, Sendable, CaseIterable, Comparable {
  /// ▀▄█ and ░▒▓, as the Linux console has.
  case halfBlocks
  /// Quadrants ▘▝▖▗ and braille, as nearly every font has.
  case quadrants
  /// Sextants too (Unicode 13), as terminals have that draw such characters by themselves.
  case sextants

  public static func < (left: GlyphSet, right: GlyphSet) -> Bool {
    allCases.firstIndex(of: left)! < allCases.firstIndex(of: right)!
  }
}

/// What a terminal can show, which decides what widgets draw.
public struct Capabilities: Hashable, Sendable {
  /// How many colours it has.
  public var colorDepth: ColorDepth
  /// Whether it shows Unicode; otherwise only ASCII is drawn.
  public var isUnicode: Bool
  /// Which characters its font has, if it shows Unicode.
  public var glyphs: GlyphSet
  /// Whether its background is light.
  public var isLight: Bool

  /// A terminal with the given capabilities; by default dark, with 256 colours, Unicode and the usual fonts.
  public init(
    colorDepth: ColorDepth = .indexed256, isUnicode: Bool = true, glyphs: GlyphSet = .quadrants,
    isLight: Bool = false
  ) {
    self.colorDepth = colorDepth
    self.isUnicode = isUnicode
    self.glyphs = glyphs
    self.isLight = isLight
  }

  /// The character that ends truncated text: "…", or "~" in ASCII.
  public var ellipsis: Unicode.Scalar { isUnicode ? "…" : "~" }
  /// Whether it has colours.
  public var hasColor: Bool { colorDepth != .none }
  /// Whether it shows braille.
  public var hasBraille: Bool { isUnicode && glyphs >= .quadrants }
}

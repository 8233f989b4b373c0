/// How many colours a terminal shows.
public enum ColorDepth: String, Hashable, Sendable, CaseIterable {
  /// None: attributes only.
  case none
  /// The eight of ANSI.
  case ansi8
  /// The eight and their bright variants.
  case ansi16
  /// xterm's 256: sixteen, a 6×6×6 cube, 24 greys.
  case indexed256
  /// Red, green and blue as they are.
  case direct
}

/// What a terminal can show, and so what widgets may draw.
public struct Capabilities: Hashable, Sendable {
  /// The colours it has.
  public var colorDepth: ColorDepth
  /// Whether it shows Unicode; else ASCII only is drawn.
  public var isUnicode: Bool
  /// Whether its background is light.
  public var isLight: Bool

  /// A terminal with the given abilities: a dark one with 256 colours and Unicode, if nothing else is said.
  public init(colorDepth: ColorDepth = .indexed256, isUnicode: Bool = true, isLight: Bool = false) {
    self.colorDepth = colorDepth
    self.isUnicode = isUnicode
    self.isLight = isLight
  }

  /// The sign that text was cut: "…", or "~" in ASCII.
  public var ellipsis: Unicode.Scalar { isUnicode ? "…" : "~" }
  /// Whether there is any colour at all.
  public var hasColor: Bool { colorDepth != .none }
}

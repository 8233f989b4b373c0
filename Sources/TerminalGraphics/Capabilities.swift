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

/// What a terminal can show, which decides what widgets draw.
public struct Capabilities: Hashable, Sendable {
  /// How many colours it has.
  public var colorDepth: ColorDepth
  /// Whether it shows Unicode; otherwise only ASCII is drawn.
  public var isUnicode: Bool
  /// Whether its background is light.
  public var isLight: Bool

  /// A terminal with the given capabilities; by default dark, with 256 colours and Unicode.
  public init(colorDepth: ColorDepth = .indexed256, isUnicode: Bool = true, isLight: Bool = false) {
    self.colorDepth = colorDepth
    self.isUnicode = isUnicode
    self.isLight = isLight
  }

  /// The character that ends truncated text: "…", or "~" in ASCII.
  public var ellipsis: Unicode.Scalar { isUnicode ? "…" : "~" }
  /// Whether it has colours.
  public var hasColor: Bool { colorDepth != .none }
}

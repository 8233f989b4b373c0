/// A colour as it is meant; what a terminal can show of it is decided by ``Palette``.
public enum Color: Hashable, Sendable {
  /// The terminal's own foreground or background.
  case standard
  /// Red, green and blue, 0…255 each, in sRGB.
  case rgb(UInt8, UInt8, UInt8)

  /// The grey of `level`, 0 black … 255 white.
  public static func grey(_ level: UInt8) -> Color { .rgb(level, level, level) }

  /// The colour written as 0xRRGGBB.
  public static func hex(_ value: UInt32) -> Color {
    .rgb(
      UInt8(truncatingIfNeeded: value >> 16), UInt8(truncatingIfNeeded: value >> 8),
      UInt8(truncatingIfNeeded: value))
  }
}

/// How a character is set, colour aside.
public struct Attributes: OptionSet, Hashable, Sendable {
  /// One bit an attribute.
  public let rawValue: UInt8

  /// The attributes whose bits are set in `rawValue`.
  public init(rawValue: UInt8) { self.rawValue = rawValue }

  /// Heavier, or brighter.
  public static let bold = Attributes(rawValue: 1)
  /// Fainter.
  public static let dim = Attributes(rawValue: 2)
  /// Underlined.
  public static let underline = Attributes(rawValue: 4)
  /// Foreground and background exchanged.
  public static let reverse = Attributes(rawValue: 8)
}

/// Everything about the look of a cell but its character.
public struct Style: Hashable, Sendable {
  /// The colour of the character.
  public var foreground: Color
  /// The colour behind it.
  public var background: Color
  /// Bold, dim, underlined, reversed.
  public var attributes: Attributes

  /// A style; what is left out is the terminal's own.
  public init(
    foreground: Color = .standard, background: Color = .standard, attributes: Attributes = []
  ) {
    self.foreground = foreground
    self.background = background
    self.attributes = attributes
  }

  /// The terminal's own colours, no attributes.
  public static let plain = Style()
  /// Plain and bold.
  public static let bold = Style(attributes: .bold)
  /// Plain and dim.
  public static let dim = Style(attributes: .dim)
  /// Plain with the colours exchanged.
  public static let reverse = Style(attributes: .reverse)
}

/// One place of a ``CellGrid``: a character one column wide, and its style.
public struct Cell: Hashable, Sendable {
  /// The character; always one column wide.
  public var scalar: Unicode.Scalar
  /// Its look.
  public var style: Style

  /// A cell showing `scalar` in `style`.
  public init(_ scalar: Unicode.Scalar, _ style: Style = .plain) {
    self.scalar = scalar
    self.style = style
  }

  /// A plain space.
  public static let blank = Cell(" ")
}

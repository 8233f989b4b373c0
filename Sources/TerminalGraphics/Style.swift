/// A colour of a cell. ``Palette`` decides what a terminal can show of it.
public enum Color: Hashable, Sendable {
  /// The terminal's own foreground or background.
  case standard
  /// Red, green and blue, 0…255 each, in sRGB; the palette finds the nearest colour there is.
  case rgb(UInt8, UInt8, UInt8)
  /// A number in the palette of the terminal, which is sent as it is.
  case indexed(UInt8)

  /// The grey of `level`, 0 black … 255 white.
  public static func grey(_ level: UInt8) -> Color { .rgb(level, level, level) }

  /// The colour written as 0xRRGGBB.
  public static func hex(_ value: UInt32) -> Color {
    .rgb(
      UInt8(truncatingIfNeeded: value >> 16), UInt8(truncatingIfNeeded: value >> 8),
      UInt8(truncatingIfNeeded: value))
  }
}

/// The attributes of a character besides its colours.
public struct Attributes: OptionSet, Hashable, Sendable {
  /// One bit for each attribute.
  public let rawValue: UInt8

  /// The attributes whose bits are set in `rawValue`.
  public init(rawValue: UInt8) { self.rawValue = rawValue }

  /// Heavier or brighter than usual.
  public static let bold = Attributes(rawValue: 1)
  /// Fainter than usual.
  public static let dim = Attributes(rawValue: 2)
  /// Underlined.
  public static let underline = Attributes(rawValue: 4)
  /// Foreground and background exchanged.
  public static let reverse = Attributes(rawValue: 8)
}

/// The look of a cell: its colours and attributes.
public struct Style: Hashable, Sendable {
  /// The colour of the character.
  public var foreground: Color
  /// The colour behind it.
  public var background: Color
  /// Whether it is bold, dim, underlined or reversed.
  public var attributes: Attributes

  /// A style with the terminal's own colours and no attributes, unless stated otherwise.
  public init(
    foreground: Color = .standard, background: Color = .standard, attributes: Attributes = []
  ) {
    self.foreground = foreground
    self.background = background
    self.attributes = attributes
  }

  /// The terminal's own colours, no attributes.
  public static let plain = Style()
  /// The terminal's own colours, bold.
  public static let bold = Style(attributes: .bold)
  /// The terminal's own colours, dim.
  public static let dim = Style(attributes: .dim)
  /// The terminal's own colours, exchanged.
  public static let reverse = Style(attributes: .reverse)
}

/// One place in a ``CellGrid``: a character one column wide, and its style.
public struct Cell: Hashable, Sendable {
  /// The character. One that is two columns wide is followed by a cell that is its right half.
  public var scalar: Unicode.Scalar
  /// The look of the character.
  public var style: Style

  /// A cell showing `scalar` in `style`.
  public init(_ scalar: Unicode.Scalar, _ style: Style = .plain) {
    self.scalar = scalar
    self.style = style
  }

  /// A plain space.
  public static let blank = Cell(" ")

  /// The right half of a character that is two columns wide.
  public static func rightHalf(_ style: Style) -> Cell { Cell("\0", style) }

  /// Whether it is the right half of a character that is two columns wide.
  public var isRightHalf: Bool { scalar == "\0" }
  /// Whether its character is two columns wide.
  public var isWide: Bool { scalar.columns == 2 }
}

/// Colours for up to ten classes that colour-blind people can tell apart, too.
///
/// They are the colours of Okabe and Ito, extended to ten and moved to those nearby colours of xterm's 256 that differ most
/// from each other in normal, protan and deutan vision; none is white, as crosshairs and text are. A class is always marked by its digit as well.
public enum ClassPalette {
  /// The colour of class `index`, counted from 0, on a dark or a light background. The colours repeat after ten.
  public static func color(_ index: Int, isLight: Bool) -> Color {
    .hex((isLight ? light : dark)[(index % 10 + 10) % 10])
  }

  /// The digit of class `index`; letters follow after 9.
  public static func glyph(_ index: Int) -> Unicode.Scalar {
    let glyphs = Array("0123456789abcdefghijklmnopqrstuvwxyz".unicodeScalars)
    return glyphs.indices.contains(index) ? glyphs[index] : "?"
  }

  /// The look of class `index`.
  public static func style(_ index: Int, _ capabilities: Capabilities) -> Style {
    capabilities.hasColor ? Style(foreground: color(index, isLight: capabilities.isLight)) : .plain
  }

  private static let dark: [UInt32] = [
    0x5FD7FF, 0xFFD700, 0x5FD787, 0xD7FF87, 0x005FFF, 0xFF5F00, 0xD75FAF, 0xD7AFAF, 0xAF87FF, 0xAF5F5F,
  ]

  private static let light: [UInt32] = [
    0x00AFFF, 0xAF5F00, 0x5FAF87, 0xAFAF00, 0x5F00FF, 0x870000, 0xAF5FAF, 0x5F5F5F, 0x8700AF, 0xAFAF5F,
  ]
}

import Plotting

/// A diverging colour scale for signed numbers: blue for negative ones, orange for positive ones, the background at 0.
///
/// Away from 0 the colours become lighter on a dark background and darker on a light one, so that small numbers are seen on
/// both. There are eleven of them, of xterm's cube: what lies between would have other hues on terminals of 256 colours.
public enum DivergingScale {
  /// The colour of `value`, −1…1; that of 0 for NaN.
  public static func color(_ value: Double, isLight: Bool) -> Color {
    let strength = value.isNaN ? 0 : min(1, abs(value))
    let stops = stops(isPositive: value > 0, isLight: isLight)
    return .hex(stops[(strength * Double(stops.count - 1)).roundedInt])
  }

  /// The colours at equal steps from 0 to 1.
  private static func stops(isPositive: Bool, isLight: Bool) -> [UInt32] {
    switch (isPositive, isLight) {
    case (false, false): [0x000000, 0x005F87, 0x0087D7, 0x00AFFF, 0x5FD7FF, 0xAFFFFF]
    case (true, false): [0x000000, 0x875F00, 0xD78700, 0xFFAF00, 0xFFD75F, 0xFFFFAF]
    case (false, true): [0xFFFFFF, 0xAFD7FF, 0x5FAFFF, 0x0087D7, 0x005FAF, 0x00005F]
    case (true, true): [0xFFFFFF, 0xFFD7AF, 0xFFAF5F, 0xD75F00, 0xAF5F00, 0x5F0000]
    }
  }
}

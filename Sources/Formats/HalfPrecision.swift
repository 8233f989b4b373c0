/// IEEE 754 half precision (binary16) as bit patterns: `Float16` is not there on every platform.
public enum HalfPrecision {
  /// The nearest half-precision number, ties to even; beyond the range an infinity.
  public static func bits(_ value: Float) -> UInt16 {
    let bits = value.bitPattern
    let sign = UInt16(truncatingIfNeeded: bits >> 16) & 0x8000
    let magnitude = bits & 0x7FFF_FFFF
    if magnitude > 0x7F80_0000 { return sign | 0x7E00 }  // not a number
    if magnitude >= 0x477F_F000 { return sign | 0x7C00 }  // rounds to 65520 or more
    if magnitude < 0x3880_0000 {
      // Subnormal: adding ½ aligns the last place of the half with the last place of the sum.
      let aligned = Float(bitPattern: magnitude) + 0.5
      return sign | UInt16(truncatingIfNeeded: aligned.bitPattern &- (0.5 as Float).bitPattern)
    }
    let rounded = magnitude &+ 0xFFF &+ ((magnitude >> 13) & 1)
    return sign | UInt16(truncatingIfNeeded: (rounded &- 0x3800_0000) >> 13)
  }

  /// The number that a bit pattern stands for.
  public static func value(_ bits: UInt16) -> Float {
    let sign = UInt32(bits & 0x8000) << 16
    let magnitude = UInt32(bits & 0x7FFF)
    if magnitude >= 0x7C00 { return Float(bitPattern: sign | 0x7F80_0000 | (magnitude & 0x3FF) << 13) }
    // Scaling by 2¹¹² moves the exponent's bias, and is exact for subnormals too.
    let scaled = Float(bitPattern: magnitude << 13) * 0x1p112
    return Float(bitPattern: sign | scaled.bitPattern)
  }
}

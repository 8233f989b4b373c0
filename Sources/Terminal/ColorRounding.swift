/// How coarsely red, green and blue values are rounded to take fewer numbers.
enum ColorRounding: Int, CaseIterable {
  /// Greys have 128 levels, which nobody tells from 256, and pictures of many frames keep their numbers; other colours are
  /// as they are.
  case finest = 128
  case fine = 64
  case middling = 32
  case coarse = 16
  /// Six levels each: with so few there is a number for each.
  case coarsest = 6

  /// The value 0xRRGGBB that stands for `value`. Black and white stay themselves.
  func rounded(_ value: UInt32) -> UInt32 {
    let (red, green, blue) = (value >> 16, value >> 8 & 255, value & 255)
    if self == .finest, red != green || green != blue { return value }
    return rounded(level: red) << 16 | rounded(level: green) << 8 | rounded(level: blue)
  }

  private func rounded(level: UInt32) -> UInt32 {
    let last = UInt32(rawValue - 1)
    return ((level * last + 127) / 255 * 255 + last / 2) / last
  }
}

/// The colours that a terminal of some depth can show, by their numbers.
///
/// Of the 256 colours of xterm, 0–15 are the terminal's own, 16–231 form a 6×6×6 cube, and 232–255 are greys. The cube and
/// the ramp of greys together have 30 grey levels.
public struct Palette: Hashable, Sendable {
  /// How many colours there are.
  public let depth: ColorDepth

  /// The palette of terminals of `depth`.
  public init(depth: ColorDepth) { self.depth = depth }

  /// The terminal's number for `color`: 0–255, 0–15 or 0–7; 0xRRGGBB at direct depth.
  ///
  /// `nil` for the terminal's own colour, for a number that this palette does not have, and always without colours.
  public func index(of color: Color) -> Int? {
    switch color {
    case .standard: nil
    case .indexed(let index): index < indexCount ? Int(index) : nil
    case .rgb(let red, let green, let blue): index(red, green, blue)
    }
  }

  /// `color` as the terminal shows it, by its number where colours are numbered. Colours that look alike become equal.
  public func shown(_ color: Color) -> Color {
    guard let index = index(of: color) else { return .standard }
    return depth == .direct ? color : .indexed(UInt8(index))
  }

  /// `style` as the terminal shows it.
  public func shown(_ style: Style) -> Style {
    Style(
      foreground: shown(style.foreground), background: shown(style.background), attributes: style.attributes)
  }

  private func index(_ red: UInt8, _ green: UInt8, _ blue: UInt8) -> Int? {
    switch depth {
    case .none: nil
    case .direct: Int(red) << 16 | Int(green) << 8 | Int(blue)
    case .indexed256: Self.index256(red, green, blue)
    case .ansi16: Self.index16(red, green, blue)
    case .ansi8: Self.index8(red, green, blue)
    }
  }

  /// How many colours have a number from 0 on.
  private var indexCount: Int {
    switch depth {
    case .none, .direct: 0
    case .ansi8: 8
    case .ansi16: 16
    case .indexed256: 256
    }
  }

  /// The distinct grey levels at this depth, ascending; 30 at 256 colours.
  var greyLevels: [UInt8] {
    switch depth {
    case .none: []
    case .ansi8: [0, 192]
    case .ansi16: [0, 128, 192, 255]
    case .indexed256: Self.greys.map(\.level)
    case .direct: Array(0...255)
    }
  }

  // MARK: Nearest colours

  private static let cubeLevels: [UInt8] = [0, 95, 135, 175, 215, 255]

  /// The greys among the 256, ascending.
  private static let greys: [(level: UInt8, index: Int)] = {
    let cube = (0..<6).map { (level: cubeLevels[$0], index: 16 + 43 * $0) }
    let ramp = (0..<24).map { (level: UInt8(8 + 10 * $0), index: 232 + $0) }
    return (cube + ramp).sorted { $0.level < $1.level }
  }()

  /// The number of the nearest grey for each level 0…255.
  private static let nearestGrey: [UInt8] = (0...255).map { level in
    UInt8(greys[nearest(to: level, among: greys.map(\.level))].index)
  }

  /// The nearest step of the cube for each level 0…255.
  private static let nearestStep: [UInt8] = (0...255).map { level in
    UInt8(nearest(to: level, among: cubeLevels))
  }

  /// The position in `levels` of the level nearest to `level`; the first of two equally near.
  private static func nearest(to level: Int, among levels: [UInt8]) -> Int {
    let distances = levels.map { abs(Int($0) - level) }
    return distances.indices.min { distances[$0] < distances[$1] } ?? 0
  }

  private static func index256(_ red: UInt8, _ green: UInt8, _ blue: UInt8) -> Int {
    if red == green && green == blue { return Int(nearestGrey[Int(red)]) }
    let steps = (nearestStep[Int(red)], nearestStep[Int(green)], nearestStep[Int(blue)])
    return 16 + 36 * Int(steps.0) + 6 * Int(steps.1) + Int(steps.2)
  }

  /// Maps greyish colours by lightness and others by hue: with so few colours it matters most that the hue stays.
  private static func index16(_ red: UInt8, _ green: UInt8, _ blue: UInt8) -> Int {
    let (high, low) = (max(red, green, blue), min(red, green, blue))
    if high - low < 48 {
      let lightness = lightness(red, green, blue)
      return lightness < 64 ? 0 : lightness < 160 ? 8 : lightness < 224 ? 7 : 15
    }
    let middle = (Int(high) + Int(low)) / 2
    let hue = (Int(red) > middle ? 1 : 0) | (Int(green) > middle ? 2 : 0) | (Int(blue) > middle ? 4 : 0)
    return high > 192 ? hue | 8 : hue
  }

  /// Maps as `index16` does, but a middle grey becomes light rather than black.
  private static func index8(_ red: UInt8, _ green: UInt8, _ blue: UInt8) -> Int {
    let index = index16(red, green, blue)
    return index == 8 && lightness(red, green, blue) >= 96 ? 7 : index & 7
  }

  private static func lightness(_ red: UInt8, _ green: UInt8, _ blue: UInt8) -> Int {
    (2 * Int(red) + 5 * Int(green) + Int(blue)) / 8
  }
}

extension Palette {
  /// The escape sequence that sets `style`, whatever style was set before.
  func selectGraphicRendition(_ style: Style) -> String {
    var codes = "0"
    let attributes = style.attributes
    if attributes.contains(.bold) { codes += ";1" }
    if attributes.contains(.dim) { codes += ";2" }
    if attributes.contains(.underline) { codes += ";4" }
    if attributes.contains(.reverse) { codes += ";7" }
    codes += colorCode(style.foreground, base: 30) + colorCode(style.background, base: 40)
    return "\u{1B}[\(codes)m"
  }

  /// The code that selects `color` as the foreground (`base` 30) or background (40); empty for the terminal's own colour.
  private func colorCode(_ color: Color, base: Int) -> String {
    guard let index = index(of: color) else { return "" }
    switch depth {
    case .none: return ""
    case .ansi8, .ansi16: return index < 8 ? ";\(base + index)" : ";\(base + 52 + index)"
    case .indexed256: return ";\(base + 8);5;\(index)"
    case .direct: return ";\(base + 8);2;\(index >> 16);\(index >> 8 & 255);\(index & 255)"
    }
  }
}

/// What a terminal of some colour depth shows for a colour.
///
/// The 256 of xterm: 0–15 are the terminal's own, 16–231 a 6×6×6 cube, 232–255 greys. Greys take the ramp and the cube's
/// own greys together: 30 levels.
public struct Palette: Hashable, Sendable {
  /// The colours there are.
  public let depth: ColorDepth

  /// The palette of terminals of `depth`.
  public init(depth: ColorDepth) { self.depth = depth }

  /// The terminal's number for `color`: 0–255, 0–15 or 0–7; 0xRRGGBB at direct depth.
  ///
  /// Nil for the terminal's own colour, and always where there are none.
  public func index(of color: Color) -> Int? {
    guard case .rgb(let red, let green, let blue) = color else { return nil }
    switch depth {
    case .none: return nil
    case .direct: return Int(red) << 16 | Int(green) << 8 | Int(blue)
    case .indexed256: return Self.index256(red, green, blue)
    case .ansi16: return Self.index16(red, green, blue)
    case .ansi8: return Self.index8(red, green, blue)
    }
  }

  /// The colour the terminal shows for `color`, as xterm has it.
  public func shown(_ color: Color) -> Color {
    guard let index = index(of: color) else { return .standard }
    return depth == .direct ? color : Self.color(at: index)
  }

  /// The look the terminal gives to `style`.
  public func shown(_ style: Style) -> Style {
    Style(
      foreground: shown(style.foreground), background: shown(style.background), attributes: style.attributes)
  }

  /// The colour with number `index`, 0…255, as xterm has it. Precondition: `index` is in that range.
  public static func color(at index: Int) -> Color {
    precondition(index >= 0 && index < 256, "colour \(index) of 256")
    if index < 16 { return .hex(ansi[index]) }
    if index >= 232 { return .grey(UInt8(8 + 10 * (index - 232))) }
    let cube = index - 16
    return .rgb(cubeLevels[cube / 36], cubeLevels[cube / 6 % 6], cubeLevels[cube % 6])
  }

  /// The grey levels told apart at this depth, ascending: 30 at 256 colours.
  public var greyLevels: [UInt8] {
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

  private static let ansi: [UInt32] = [
    0x000000, 0x800000, 0x008000, 0x808000, 0x000080, 0x800080, 0x008080, 0xC0C0C0,
    0x808080, 0xFF0000, 0x00FF00, 0xFFFF00, 0x0000FF, 0xFF00FF, 0x00FFFF, 0xFFFFFF,
  ]

  /// The greys among the 256, ascending.
  private static let greys: [(level: UInt8, index: Int)] = {
    let cube = (0..<6).map { (level: cubeLevels[$0], index: 16 + 43 * $0) }
    let ramp = (0..<24).map { (level: UInt8(8 + 10 * $0), index: 232 + $0) }
    return (cube + ramp).sorted { $0.level < $1.level }
  }()

  /// For each level 0…255 the number of the nearest grey.
  private static let nearestGrey: [UInt8] = (0...255).map { level in
    UInt8(greys[nearest(to: level, among: greys.map(\.level))].index)
  }

  /// For each level 0…255 the nearest step of the cube.
  private static let nearestStep: [UInt8] = (0...255).map { level in
    UInt8(nearest(to: level, among: cubeLevels))
  }

  /// The position in `levels` of the one nearest to `level`, the first of two as near.
  private static func nearest(to level: Int, among levels: [UInt8]) -> Int {
    let distances = levels.map { abs(Int($0) - level) }
    return distances.indices.min { distances[$0] < distances[$1] } ?? 0
  }

  private static func index256(_ red: UInt8, _ green: UInt8, _ blue: UInt8) -> Int {
    if red == green && green == blue { return Int(nearestGrey[Int(red)]) }
    let steps = (nearestStep[Int(red)], nearestStep[Int(green)], nearestStep[Int(blue)])
    return 16 + 36 * Int(steps.0) + 6 * Int(steps.1) + Int(steps.2)
  }

  /// Greyish colours by lightness, others by hue: what matters with so few is that the hue stays.
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

  /// As `index16`, but a middle grey is light rather than lost in the black.
  private static func index8(_ red: UInt8, _ green: UInt8, _ blue: UInt8) -> Int {
    let index = index16(red, green, blue)
    return index == 8 && lightness(red, green, blue) >= 96 ? 7 : index & 7
  }

  private static func lightness(_ red: UInt8, _ green: UInt8, _ blue: UInt8) -> Int {
    (2 * Int(red) + 5 * Int(green) + Int(blue)) / 8
  }
}

extension Palette {
  /// The escape sequence that sets `style` whatever was set before.
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

  /// The code that selects `color` as the foreground (`base` 30) or background (40); empty for the terminal's own.
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

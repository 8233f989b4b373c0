import CNcurses
import TerminalGraphics

/// The numbers by which ncurses knows a foreground on a background.
///
/// A number is given when a combination first occurs and never changes its meaning: that would repaint every cell that
/// has it. Only when all are used up are all forgotten, and the whole screen painted afresh.
struct ColorPairs {
  private let palette: Palette
  private let limit: Int
  private var numbers: [Combination: Int32] = [:]

  /// A foreground and a background as the terminal numbers them; -1 is its own.
  private struct Combination: Hashable {
    let foreground, background: Int32
  }

  /// None given yet of the `limit` numbers there are, 0 among them.
  init(palette: Palette, limit: Int) {
    self.palette = palette
    self.limit = limit
  }

  /// The number of the colours of `style`; nil if there are no more.
  mutating func number(for style: Style) -> Int32? {
    let combination = Combination(
      foreground: index(of: style.foreground), background: index(of: style.background))
    if combination.foreground < 0 && combination.background < 0 { return 0 }
    if let number = numbers[combination] { return number }
    let number = Int32(numbers.count + 1)
    guard number < limit, terminal_define_pair(number, combination.foreground, combination.background) else {
      return nil
    }
    numbers[combination] = number
    return number
  }

  /// Forgets all numbers.
  mutating func forget() {
    numbers.removeAll(keepingCapacity: true)
    terminal_forget_pairs()
  }

  private func index(of color: Color) -> Int32 {
    guard limit > 1, let index = palette.index(of: color) else { return -1 }
    // 0–7 are the terminal's own eight colours even where the others are red, green and blue.
    return palette.depth == .direct && index < 8 ? 0x01_0101 : Int32(index)
  }
}

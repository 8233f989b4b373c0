import CNcurses

/// The colour pairs of ncurses: numbers for a foreground on a background.
///
/// A combination gets a number when it first occurs, and the number keeps its meaning, because a change would repaint every
/// cell that has it. When all numbers are used up, all are forgotten, and the whole screen is painted again.
struct ColorPairs {
  private let limit: Int
  private var numbers: [Combination: Int32] = [:]

  /// A foreground and a background by the terminal's numbers; -1 is the terminal's own colour.
  private struct Combination: Hashable {
    let foreground, background: Int32
  }

  /// No pairs yet, of `limit` numbers including 0.
  init(limit: Int) { self.limit = limit }

  /// Whether there are colours.
  var hasColors: Bool { limit > 1 }

  /// The number of a combination of colours; `nil` if all numbers are used up.
  mutating func number(foreground: Int32, background: Int32) -> Int32? {
    if foreground < 0 && background < 0 { return 0 }
    let combination = Combination(foreground: foreground, background: background)
    if let number = numbers[combination] { return number }
    let number = Int32(numbers.count + 1)
    guard number < limit, terminal_define_pair(number, foreground, background) else { return nil }
    numbers[combination] = number
    return number
  }

  /// Forgets all numbers.
  mutating func forget() {
    numbers.removeAll(keepingCapacity: true)
    terminal_forget_pairs()
  }
}

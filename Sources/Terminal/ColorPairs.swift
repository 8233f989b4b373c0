import CNcurses

/// The numbers by which ncurses knows a foreground on a background.
///
/// A number is given when a combination first occurs and never changes its meaning: that would repaint every cell that
/// has it. Only when all are used up are all forgotten, and the whole screen painted afresh.
struct ColorPairs {
  private let limit: Int
  private var numbers: [Combination: Int32] = [:]

  /// A foreground and a background as the terminal numbers them; -1 is its own.
  private struct Combination: Hashable {
    let foreground, background: Int32
  }

  /// None given yet of the `limit` numbers there are, 0 among them.
  init(limit: Int) { self.limit = limit }

  /// Whether there are colours at all.
  var hasColors: Bool { limit > 1 }

  /// The number of a combination of colours; nil if there are no more.
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

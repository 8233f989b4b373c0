import TerminalGraphics

/// Numbers for red, green and blue values, for a terminal that shows them all (COLORTERM) but whose description knows 256
/// numbered colours only.
///
/// ncurses paints with the numbers from 16 on, which get a meaning when a colour first occurs and keep it, because a change
/// would repaint every cell that has it. ``ColorFilter`` puts the values in their places on the way to the terminal.
struct ColorNumbers {
  private static let first = 16
  /// As many as descriptions of terminals can state.
  static let mostNumbers: Int32 = 0x7FFF

  /// How many numbers ncurses counts with, the first sixteen included.
  let limit: Int
  /// The values in the order of their numbers, as 0xRRGGBB.
  private(set) var values: [UInt32] = []
  private var numbers: [UInt32: Int32] = [:]

  /// No meanings yet. Precondition: there are 256 numbers at least.
  init(limit: Int) {
    precondition(limit >= 256, "\(limit) numbers for colours")
    self.limit = limit
  }

  /// The number of a value, 0xRRGGBB; `nil` if all numbers are used up.
  mutating func number(of value: UInt32) -> Int32? {
    if let number = numbers[value] { return number }
    guard Self.first + values.count < limit else { return nil }
    let number = Int32(Self.first + values.count)
    values.append(value)
    numbers[value] = number
    return number
  }

  /// Forgets all numbers. Whatever is on the screen has to be painted again.
  mutating func forget() { self = ColorNumbers(limit: limit) }

  /// The value of a number; `nil` if it has none.
  static func value(of number: Int, among values: [UInt32]) -> UInt32? {
    values.indices.contains(number - first) ? values[number - first] : nil
  }
}

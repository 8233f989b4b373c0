import TerminalGraphics

@testable import Terminal

/// What a terminal of 256 colours shows after some bytes: as much of one as ncurses needs for xterm-256color.
struct TerminalPicture {
  let size: Size
  /// Row after row, in canonical cells.
  private(set) var cells: [ScreenCell]
  private var (x, y) = (0, 0)
  private var pen = Pen()

  /// A screen that is empty, or shows one character everywhere.
  init(size: Size, filledWith scalar: UInt32 = 0x20) {
    self.size = size
    let cell = ScreenCell(scalar: scalar, foreground: -1, background: -1, attributes: [])
    cells = Array(repeating: cell, count: size.width * size.height)
  }

  /// What a screen that shows `grid` looks like.
  init(of grid: CellGrid) {
    size = grid.size
    let palette = Palette(depth: .indexed256)
    let index = { (color: Color) in Int32(palette.index(of: color) ?? -1) }
    cells = grid.cells.map {
      ScreenCell(
        scalar: $0.scalar.value, foreground: index($0.style.foreground),
        background: index($0.style.background), attributes: $0.style.attributes
      ).canonical
    }
  }

  /// The text of a row.
  func text(row: Int) -> String {
    let scalars = cells[row * size.width..<(row + 1) * size.width].compactMap { Unicode.Scalar($0.scalar) }
    return String(String.UnicodeScalarView(scalars))
  }

  mutating func write(_ bytes: [UInt8]) {
    var scalars = String(decoding: bytes, as: UTF8.self).unicodeScalars[...]
    while let scalar = scalars.popFirst() {
      switch scalar {
      case "\u{1B}": takeSequence(&scalars)
      case "\r": x = 0
      case "\n": y = min(size.height - 1, y + 1)
      case "\u{8}": x = max(0, x - 1)
      default:
        put(scalar.value)
      }
    }
  }

  private mutating func put(_ scalar: UInt32) {
    if x == size.width { (x, y) = (0, min(size.height - 1, y + 1)) }
    cells[y * size.width + x] =
      ScreenCell(
        scalar: scalar, foreground: pen.foreground, background: pen.background, attributes: pen.attributes
      ).seen
    x += 1
  }

  private mutating func takeSequence(_ scalars: inout Substring.UnicodeScalarView) {
    switch scalars.popFirst() {
    case "(": _ = scalars.popFirst()
    case "[":
      var parameters = ""
      while let scalar = scalars.popFirst() {
        guard ("0"..."?").contains(scalar) else {
          if !parameters.hasPrefix("?") { carryOut(scalar, parameters) }
          return
        }
        parameters.unicodeScalars.append(scalar)
      }
    default: break
    }
  }

  private mutating func carryOut(_ final: Unicode.Scalar, _ parameters: String) {
    let numbers = parameters.split(separator: ";", omittingEmptySubsequences: false).map { Int($0) ?? 0 }
    let count = max(1, numbers[0])
    switch final {
    case "H": (y, x) = (count - 1, (numbers.count > 1 ? max(1, numbers[1]) : 1) - 1)
    case "d": y = count - 1
    case "G": x = count - 1
    case "A": y -= count
    case "B": y += count
    case "C": x += count
    case "D": x -= count
    case "X": erase(x..<min(size.width, x + count))
    case "K": numbers[0] == 1 ? erase(0..<x + 1) : erase(x..<size.width)
    case "J":
      erase(x..<size.width)
      for row in y + 1..<max(y + 1, size.height) { erase(0..<size.width, row: row) }
    case "b":
      let last = cells[y * size.width + x - 1].scalar
      for _ in 0..<count { put(last) }
    case "m": select(numbers)
    default: break
    }
  }

  private mutating func erase(_ columns: Range<Int>, row: Int? = nil) {
    for column in columns {
      cells[(row ?? y) * size.width + column] =
        ScreenCell(scalar: 0x20, foreground: -1, background: pen.background, attributes: []).seen
    }
  }

  private mutating func select(_ numbers: [Int]) {
    var numbers = numbers[...]
    while let number = numbers.popFirst() {
      switch number {
      case 0: pen = Pen()
      case 1: pen.attributes.insert(.bold)
      case 2: pen.attributes.insert(.dim)
      case 4: pen.attributes.insert(.underline)
      case 7: pen.attributes.insert(.reverse)
      case 38, 48:
        _ = numbers.popFirst()
        let index = Int32(numbers.popFirst() ?? 0)
        if number == 38 { pen.foreground = index } else { pen.background = index }
      case 30...37: pen.foreground = Int32(number - 30)
      case 40...47: pen.background = Int32(number - 40)
      case 90...97: pen.foreground = Int32(number - 82)
      case 100...107: pen.background = Int32(number - 92)
      case 39: pen.foreground = -1
      case 49: pen.background = -1
      default: break
      }
    }
  }
}

extension ScreenCell {
  /// Canonical, a full block being a space as well.
  fileprivate var seen: ScreenCell {
    guard scalar == 0x2588, foreground >= 0, attributes.isEmpty else { return canonical }
    return ScreenCell(scalar: 0x20, foreground: -1, background: foreground, attributes: [])
  }
}

import CNcurses
import TerminalGraphics

/// Puts grids onto the screen of ncurses in pieces of limited size; ncurses then works out what to write.
///
/// Cells that differ from the screen are painted row by row, from where the last piece stopped and around, so that no row
/// waits for ever even if every grid differs from the one before. Only the newest grid is painted.
struct Painter {
  private let palette: Palette
  private var pairs: ColorPairs
  /// The numbers of red, green and blue values, where ncurses knows no others; `nil` where it knows the values.
  private var numbers: ColorNumbers?
  /// Whether the numbers have other meanings than those on the screen.
  private var mustClear = false
  private var size: Size
  /// The canonical cells that have been painted.
  private var shown: [ScreenCell]
  /// The canonical cells to be painted; `nil` before the first grid of this size.
  private var target: [ScreenCell]?
  /// The rows of which nothing is known: each is written whole.
  private var unknownRows: [Bool]
  /// The grid from which `target` was made.
  private var grid: CellGrid?
  /// The row to continue with.
  private var nextRow = 0
  /// The number of rows from `nextRow` on that may differ.
  private var rowsLeft = 0
  private var pen = Pen()
  /// Whether the colour pairs have been forgotten once for the current target.
  private var hasForgotten = false

  /// A painter for an empty screen of `size`.
  /// - Parameter colorLimit: how many numbers there are for colours of direct depth; `nil` where they are painted by values.
  init(size: Size, palette: Palette, pairLimit: Int, colorLimit: Int? = nil) {
    self.size = size
    self.palette = palette
    pairs = ColorPairs(limit: pairLimit)
    numbers = colorLimit.map(ColorNumbers.init)
    shown = Array(repeating: .blank, count: size.width * size.height)
    unknownRows = Array(repeating: false, count: size.height)
  }

  /// Notes a new size of the screen, of which nothing is known then, and forgets the target.
  mutating func resize(_ size: Size) {
    terminal_resize(Int32(size.width), Int32(size.height))
    self.size = size
    (target, grid) = (nil, nil)
    forgetScreen()
  }

  /// Notes that the screen was cleared, so that the whole target is painted again.
  mutating func noteCleared() {
    mustClear = false
    startAgain(from: .blank, isKnown: true)
  }

  /// Notes that the screen may show anything, so that every row is written over.
  mutating func forgetScreen() { startAgain(from: .unknown, isKnown: false) }

  private mutating func startAgain(from cell: ScreenCell, isKnown: Bool) {
    shown = Array(repeating: cell, count: size.width * size.height)
    unknownRows = Array(repeating: !isKnown, count: size.height)
    nextRow = 0
    rowsLeft = target == nil ? 0 : size.height
    pen = Pen()
  }

  /// Makes `grid`, from its top left corner, the target.
  mutating func aim(at grid: CellGrid) {
    guard grid != self.grid else { return }
    self.grid = grid
    target = cells(of: grid)
    rowsLeft = size.height
    hasForgotten = false
    // With other numbers for the colours, equal cells are not equal.
    if !mustClear { skipEqualRows() }
  }

  /// The cells of a grid with the terminal's colours. If there are too many for the numbers, those on the screen are given
  /// up; if there still are, colours are rounded more and more until similar ones become one.
  private mutating func cells(of grid: CellGrid) -> [ScreenCell] {
    if let cells = cells(of: grid, rounding: .finest) { return cells }
    mustClear = true
    for rounding in ColorRounding.allCases {
      numbers?.forget()
      pairs.forget()
      if let cells = cells(of: grid, rounding: rounding) { return cells }
    }
    preconditionFailure("the coarsest colours have no numbers")
  }

  /// The same; `nil` if the numbers are used up.
  private mutating func cells(of grid: CellGrid, rounding: ColorRounding) -> [ScreenCell]? {
    var cells = Array(repeating: ScreenCell.blank, count: size.width * size.height)
    for y in 0..<min(size.height, grid.size.height) {
      var index = y * size.width
      for cell in grid.row(y).prefix(size.width) {
        guard let screenCell = screenCell(cell, rounding: rounding) else { return nil }
        cells[index] = screenCell.canonical
        index += 1
      }
      // Of a grid that is wider than the screen, a wide character may be cut.
      let last = grid.row(y).prefix(size.width).last
      if index == (y + 1) * size.width, last?.isWide ?? false { cells[index - 1].scalar = 0x20 }
    }
    return cells
  }

  /// The values that stand for the numbers of colours on their way to the terminal; empty where numbers are sent.
  var colorValues: [UInt32] { numbers?.values ?? [] }

  /// Whether there has been a grid of this size.
  var hasTarget: Bool { target != nil }

  /// Whether some of the target is not painted yet.
  var isBehind: Bool { rowsLeft > 0 }

  /// The outcome of painting a piece.
  enum Outcome {
    /// Some cells were painted.
    case painted
    /// There is no room left for another cell, or nothing to paint.
    case stopped
    /// The colour pairs were used up and are forgotten, so the screen has to be cleared.
    case needsClearing
  }

  /// Paints cells that differ, as long as sending them takes at most `byteLimit` bytes.
  mutating func paint(byteLimit: Int) -> Outcome {
    guard let target else { return .stopped }
    if mustClear { return .needsClearing }
    // ncurses adds a few bytes at the end of an update.
    var left = byteLimit - 32
    var outcome = Outcome.stopped
    while rowsLeft > 0 {
      let start = nextRow * size.width
      if unknownRows[nextRow] {
        // The next update writes all of it, so it waits for a frame with room.
        if left < byteLimit / 2 || outcome == .painted, byteLimitOfRow(nextRow, of: target) > left {
          return outcome
        }
        terminal_forget_row(Int32(nextRow))
        unknownRows[nextRow] = false
      }
      var last: Int?
      for index in start..<start + size.width where target[index] != shown[index] {
        // It was painted with its left half.
        guard target[index].scalar != 0 else {
          shown[index] = target[index]
          continue
        }
        let isWide = index + 1 < start + size.width && target[index + 1].scalar == 0
        let cell = target[index].cheapest(after: pen)
        let gap = last.map { index - $0 - 1 }
        let cost = pen.byteLimit(of: cell, gap: gap, isDirect: palette.depth == .direct)
        guard cost <= left else { return outcome }
        guard put(cell, at: index, isWide: isWide) else {
          pairs.forget()
          hasForgotten = true
          return .needsClearing
        }
        shown[index] = target[index]
        if isWide { shown[index + 1] = target[index + 1] }
        pen.take(cell)
        left -= cost
        last = isWide ? index + 1 : index
        outcome = .painted
      }
      nextRow = (nextRow + 1) % size.height
      rowsLeft -= 1
    }
    return outcome
  }

  /// The greatest number of bytes for a whole row.
  private func byteLimitOfRow(_ row: Int, of target: [ScreenCell]) -> Int {
    var pen = pen
    return target[row * size.width..<(row + 1) * size.width].reduce(10) { sum, cell in
      defer { pen.take(cell) }
      return sum + pen.byteLimit(of: cell, gap: 0, isDirect: palette.depth == .direct)
    }
  }

  /// Paints one cell. Returns `false` if there is no colour pair for it. If that happens twice for one target, it has too
  /// many colours for this terminal, and some cells lose theirs.
  private mutating func put(_ cell: ScreenCell, at index: Int, isWide: Bool) -> Bool {
    guard
      let pair = pairs.number(foreground: cell.foreground, background: cell.background)
        ?? (hasForgotten ? 0 : nil)
    else { return false }
    terminal_put(
      Int32(index % size.width), Int32(index / size.width), cell.scalar, UInt32(cell.attributes.rawValue),
      pair, isWide)
    return true
  }

  private mutating func skipEqualRows() {
    guard let target else { return }
    while rowsLeft > 0 {
      let row = nextRow * size.width..<(nextRow + 1) * size.width
      guard target[row] == shown[row] else { return }
      nextRow = (nextRow + 1) % size.height
      rowsLeft -= 1
    }
  }

  /// The cell with the terminal's colours; `nil` if their numbers are used up.
  private mutating func screenCell(_ cell: Cell, rounding: ColorRounding) -> ScreenCell? {
    guard let foreground = index(of: cell.style.foreground, rounding: rounding),
      let background = index(of: cell.style.background, rounding: rounding)
    else { return nil }
    return ScreenCell(
      scalar: cell.scalar.value, foreground: foreground, background: background,
      attributes: cell.style.attributes)
  }

  /// The terminal's number of a colour; -1 for the terminal's own colour, `nil` if the numbers are used up.
  private mutating func index(of color: Color, rounding: ColorRounding) -> Int32? {
    guard pairs.hasColors, let index = palette.index(of: color) else { return -1 }
    guard numbers == nil else {
      return numbers?.number(of: rounding.rounded(UInt32(index)))
    }
    // On a direct terminal the values 0–7 are the eight ANSI colours, so a near black is taken instead.
    return palette.depth == .direct && index < 8 ? 0x01_0101 : Int32(index)
  }
}

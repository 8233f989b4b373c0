import CNcurses
import TerminalGraphics

/// Puts grids onto the screen of ncurses in pieces of limited size; ncurses then works out what to write.
///
/// Cells that differ from the screen are painted row by row, from where the last piece stopped and around, so that no row
/// waits for ever even if every grid differs from the one before. Only the newest grid is painted.
struct Painter {
  private let palette: Palette
  private var pairs: ColorPairs
  private var size: Size
  /// The canonical cells that have been painted.
  private var shown: [ScreenCell]
  /// The canonical cells to be painted; `nil` before the first grid of this size.
  private var target: [ScreenCell]?
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
  init(size: Size, palette: Palette, pairLimit: Int) {
    self.size = size
    self.palette = palette
    pairs = ColorPairs(limit: pairLimit)
    shown = Array(repeating: .blank, count: size.width * size.height)
  }

  /// Notes a new size of the screen, and forgets the target.
  mutating func resize(_ size: Size) {
    terminal_resize(Int32(size.width), Int32(size.height))
    self.size = size
    (target, grid) = (nil, nil)
    noteCleared()
  }

  /// Notes that the screen was cleared, so that the whole target is painted again.
  mutating func noteCleared() {
    shown = Array(repeating: .blank, count: size.width * size.height)
    nextRow = 0
    rowsLeft = target == nil ? 0 : size.height
    pen = Pen()
  }

  /// Makes `grid`, from its top left corner, the target.
  mutating func aim(at grid: CellGrid) {
    guard grid != self.grid else { return }
    self.grid = grid
    var cells = Array(repeating: ScreenCell.blank, count: size.width * size.height)
    for y in 0..<min(size.height, grid.size.height) {
      var index = y * size.width
      for cell in grid.row(y).prefix(size.width) {
        cells[index] = screenCell(cell).canonical
        index += 1
      }
    }
    target = cells
    rowsLeft = size.height
    hasForgotten = false
    skipEqualRows()
  }

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
    // ncurses adds a few bytes at the end of an update.
    var left = byteLimit - 32
    var outcome = Outcome.stopped
    while rowsLeft > 0 {
      let start = nextRow * size.width
      var last: Int?
      for index in start..<start + size.width where target[index] != shown[index] {
        let cell = target[index].cheapest(after: pen)
        let gap = last.map { index - $0 - 1 }
        let cost = pen.byteLimit(of: cell, gap: gap, isDirect: palette.depth == .direct)
        guard cost <= left else { return outcome }
        guard put(cell, at: index) else {
          pairs.forget()
          hasForgotten = true
          return .needsClearing
        }
        shown[index] = target[index]
        pen.take(cell)
        left -= cost
        last = index
        outcome = .painted
      }
      nextRow = (nextRow + 1) % size.height
      rowsLeft -= 1
    }
    return outcome
  }

  /// Paints one cell. Returns `false` if there is no colour pair for it. If that happens twice for one target, it has too
  /// many colours for this terminal, and some cells lose theirs.
  private mutating func put(_ cell: ScreenCell, at index: Int) -> Bool {
    guard
      let pair = pairs.number(foreground: cell.foreground, background: cell.background)
        ?? (hasForgotten ? 0 : nil)
    else { return false }
    terminal_put(
      Int32(index % size.width), Int32(index / size.width), cell.scalar, UInt32(cell.attributes.rawValue),
      pair)
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

  private func screenCell(_ cell: Cell) -> ScreenCell {
    ScreenCell(
      scalar: cell.scalar.value, foreground: pairs.hasColors ? index(of: cell.style.foreground) : -1,
      background: pairs.hasColors ? index(of: cell.style.background) : -1, attributes: cell.style.attributes)
  }

  /// The terminal's number of a colour; -1 for the terminal's own colour.
  private func index(of color: Color) -> Int32 {
    guard let index = palette.index(of: color) else { return -1 }
    // On a direct terminal the values 0–7 are the eight ANSI colours, so a near black is taken instead.
    return palette.depth == .direct && index < 8 ? 0x01_0101 : Int32(index)
  }
}

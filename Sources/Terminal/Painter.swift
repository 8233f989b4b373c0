import CNcurses
import TerminalGraphics

/// Brings grids onto the screen of ncurses, which then works out what to write: as much at a time as is wanted.
///
/// What differs from the screen is painted row by row from where the last time stopped, round and round, so that no
/// row waits for ever where every grid differs from the one before. The newest grid is the one that counts.
struct Painter {
  private let palette: Palette
  private var pairs: ColorPairs
  private var size: Size
  /// What has been painted, in canonical cells.
  private var shown: [ScreenCell]
  /// What is to be seen; nil before the first grid of this size.
  private var target: [ScreenCell]?
  /// The grid of which `target` is made.
  private var grid: CellGrid?
  /// The row to go on with.
  private var nextRow = 0
  /// Rows from `nextRow` on that may differ.
  private var rowsLeft = 0
  private var pen = Pen()
  /// Whether the colour pairs were forgotten for the present target already.
  private var hasForgotten = false

  /// A painter for an empty screen of `size`.
  init(size: Size, palette: Palette, pairLimit: Int) {
    self.size = size
    self.palette = palette
    pairs = ColorPairs(limit: pairLimit)
    shown = Array(repeating: .blank, count: size.width * size.height)
  }

  /// The screen has a new size. What was to be seen is forgotten.
  mutating func resize(_ size: Size) {
    terminal_resize(Int32(size.width), Int32(size.height))
    self.size = size
    (target, grid) = (nil, nil)
    noteCleared()
  }

  /// The screen is blank, whatever was on it: all of the target is to be painted again.
  mutating func noteCleared() {
    shown = Array(repeating: .blank, count: size.width * size.height)
    nextRow = 0
    rowsLeft = target == nil ? 0 : size.height
    pen = Pen()
  }

  /// Makes `grid`, from the top left corner on, what is to be seen.
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

  /// Whether something is still to be painted.
  var isBehind: Bool { rowsLeft > 0 }

  /// What came of painting.
  enum Outcome {
    /// Some cells were put.
    case painted
    /// There is no room left for even one, or nothing to paint.
    case stopped
    /// The colour pairs have run out and are forgotten: the screen has to be cleared.
    case needsClearing
  }

  /// Puts cells that differ until sending them may take `byteLimit` bytes.
  mutating func paint(byteLimit: Int) -> Outcome {
    guard let target else { return .stopped }
    // What ncurses adds at the end of an update.
    var left = byteLimit - 32
    var outcome = Outcome.stopped
    while rowsLeft > 0 {
      let start = nextRow * size.width
      var last = start - 1
      for index in start..<start + size.width where target[index] != shown[index] {
        let cell = target[index].cheapest(after: pen)
        let cost = pen.byteLimit(of: cell, isAfterGap: index != last + 1, isDirect: palette.depth == .direct)
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

  /// Puts one cell; false where there is no colour pair for it. Where that happens twice for one grid it has too many
  /// colours for this terminal, and some go missing.
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

  /// The terminal's number of a colour; -1 for its own.
  private func index(of color: Color) -> Int32 {
    guard let index = palette.index(of: color) else { return -1 }
    // 0–7 are the terminal's own eight colours even where the others are red, green and blue.
    return palette.depth == .direct && index < 8 ? 0x01_0101 : Int32(index)
  }
}

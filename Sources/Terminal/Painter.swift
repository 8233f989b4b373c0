import CNcurses
import TerminalGraphics

/// Brings grids onto the screen of ncurses, which then works out what to write.
struct Painter {
  private var shown: CellGrid
  private var pairs: ColorPairs

  /// A painter for an empty screen of `size`.
  init(size: Size, palette: Palette, pairLimit: Int) {
    shown = CellGrid(size: size)
    pairs = ColorPairs(palette: palette, limit: pairLimit)
  }

  /// The screen has a new size. What was on it is forgotten.
  mutating func resize(_ size: Size) {
    terminal_resize(Int32(size.width), Int32(size.height))
    shown = CellGrid(size: size)
    repaint()
  }

  /// Puts the cells of `grid` that differ from what is shown. Returns whether any did.
  mutating func paint(_ grid: CellGrid) -> Bool {
    let target = fitted(grid)
    guard target != shown else { return false }
    if !paintDifferences(to: target) {
      // Out of colour pairs. After all are forgotten there are enough again for any one screen, or there never were:
      // then the last colours go missing.
      pairs.forget()
      shown = target
      repaint()
      return true
    }
    shown = target
    return true
  }

  /// Puts every cell again.
  private mutating func repaint() {
    for y in 0..<shown.size.height { _ = put(shown, row: y, columns: 0..<shown.size.width, orPlain: true) }
  }

  private mutating func paintDifferences(to target: CellGrid) -> Bool {
    for y in 0..<target.size.height {
      let new = target.row(y)
      let old = shown.row(y)
      guard let first = new.indices.first(where: { new[$0] != old[$0] }),
        let last = new.indices.last(where: { new[$0] != old[$0] })
      else { continue }
      let columns = first - new.startIndex..<last + 1 - new.startIndex
      if !put(target, row: y, columns: columns, orPlain: false) { return false }
    }
    return true
  }

  /// Puts part of a row, in runs of one style. Without a pair for one it is plain if `orPlain`, else the result is false.
  private mutating func put(_ grid: CellGrid, row y: Int, columns: Range<Int>, orPlain: Bool) -> Bool {
    var scalars: [UInt32] = []
    var x = columns.lowerBound
    while x < columns.upperBound {
      let style = grid[x, y].style
      let start = x
      scalars.removeAll(keepingCapacity: true)
      while x < columns.upperBound, grid[x, y].style == style {
        scalars.append(grid[x, y].scalar.value)
        x += 1
      }
      guard let pair = pairs.number(for: style) ?? (orPlain ? 0 : nil) else { return false }
      terminal_put(
        Int32(start), Int32(y), scalars, Int32(scalars.count), UInt32(style.attributes.rawValue), pair)
    }
    return true
  }

  /// `grid` with the size of the screen.
  private func fitted(_ grid: CellGrid) -> CellGrid {
    guard grid.size != shown.size else { return grid }
    var fitted = CellGrid(size: shown.size)
    fitted.blit(grid, at: Point(x: 0, y: 0))
    return fitted
  }
}

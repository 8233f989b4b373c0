import Compute
import TerminalGraphics

/// Pictures of one size in rows that fill an area.
struct TileGrid: Hashable, Sendable {
  /// The cells of a picture.
  let tile: Size
  let columns: Int
  let rows: Int
  /// The cells of all pictures, in the middle of the area.
  let area: Rect
  private let gap: Int
  private let rowGap: Int

  /// Heights of pictures in cells. For images of 28 rows: a cell per pixel row, half a cell, a quarter…
  static let heights = [28, 14, 7, 5, 4, 3]
  /// The same with one more step, for pictures that fill their frame, which are harder to recognise when small.
  static let denseHeights = [28, 14, 10, 7, 5, 4, 3]

  /// - Parameters:
  ///   - gap: the columns between pictures.
  ///   - rowGap: the rows between them; `nil`: half as many, which look as wide.
  ///
  /// Precondition: `tile` has cells.
  init(tile: Size, gap: Int = 0, rowGap: Int? = nil, in area: Rect) {
    let rowGap = rowGap ?? gap / 2
    self.tile = tile
    self.gap = gap
    self.rowGap = rowGap
    columns = max(1, (area.width + gap) / (tile.width + gap))
    rows = max(1, (area.height + rowGap) / (tile.height + rowGap))
    self.area = area.centred(
      Size(width: columns * (tile.width + gap) - gap, height: rows * (tile.height + rowGap) - rowGap))
  }

  /// A grid of the largest pictures of which `isEnough` fit, made larger or smaller by `steps`.
  init(
    images: ImageShape, heights: [Int] = TileGrid.heights, gap: Int = 0, in area: Rect, steps: Int = 0,
    isEnough: (_ columns: Int, _ rows: Int) -> Bool
  ) {
    let grids = heights.map { height in
      TileGrid(tile: Self.tile(of: images, height: height), gap: gap, in: area)
    }
    let first = grids.firstIndex { isEnough($0.columns, $0.rows) } ?? grids.count - 1
    self = grids[min(max(0, first - steps), grids.count - 1)]
  }

  /// The cells of an image drawn `height` rows high: a row is as high as two columns are wide.
  static func tile(of images: ImageShape, height: Int) -> Size {
    let width = (2 * height * images.width + images.height / 2) / images.height
    return Size(width: max(1, width), height: height)
  }

  var count: Int { columns * rows }

  /// The cells of a picture. Precondition: there is one at that column and row.
  func place(column: Int, row: Int) -> Rect {
    Rect(
      x: area.x + column * (tile.width + gap), y: area.y + row * (tile.height + rowGap), width: tile.width,
      height: tile.height)
  }

  /// The column and row of the picture at a cell.
  func index(at point: Point) -> (column: Int, row: Int)? {
    guard area.contains(point) else { return nil }
    let column = (point.x - area.x) / (tile.width + gap)
    let row = (point.y - area.y) / (tile.height + rowGap)
    return column < columns && row < rows ? (column, row) : nil
  }
}

import TerminalGraphics

/// Where the pictures of Traverse stand: a row an axis, a column a coordinate on it, in tiles as large as fit.
struct TraverseLayout: Hashable, Sendable {
  /// The pictures of the rows in the window; its last column holds the differences where there are any.
  let tiles: TileGrid
  /// The coordinates of the columns, ascending from −3 to 3.
  let coordinates: [Double]
  let hasDifferences: Bool
  /// The rows in the window, among those of all axes.
  let rows: Range<Int>

  /// How far the columns go.
  static let reach = 3.0
  /// The columns for the name of an axis and its measure.
  static let labelWidth = 11

  /// Numbers of columns whose coordinates are easily read: steps of 0.5, 0.75, 1, 1.5, 3.
  private static let columnCounts = [13, 9, 7, 5, 3]
  private static let heights = [28, 21, 18, 16, 14, 12, 10, 9, 8, 7, 6, 5, 4, 3]

  init(body: Rect, model: ExplorerModel) {
    let images = model.openModel?.imageShape ?? model.testImages.imageShape
    let area = body.inset(columns: 1, rows: 1).split(left: Self.labelWidth).rest.split(top: 1).rest
    let (axisCount, state) = (model.latentSize, model.traverse)
    // Pictures that are larger than images grow in whole pixels only, of which a cell is two high.
    let heights = Self.heights.filter { 2 * $0 <= images.height || 2 * $0 % images.height == 0 }
    let grids = heights.map {
      TileGrid(tile: TileGrid.tile(of: images, height: $0), gap: 1, in: area)
    }
    let best = Self.best(of: grids, axisCount: axisCount, in: area)
    let grid = grids[min(max(0, best - state.tileSteps), grids.count - 1)]
    let wantsDifferences = state.showsDifferences ?? Self.hasRoomForDifferences(grid)
    hasDifferences = wantsDifferences && grid.columns >= 4
    let count = Self.coordinateCount(in: grid.columns - (hasDifferences ? 1 : 0))
    coordinates = (0..<count).map {
      count == 1 ? 0 : Self.reach * (2 * Double($0) / Double(count - 1) - 1)
    }
    let shown = min(grid.rows, axisCount)
    tiles = Self.tiles(grid.tile, columns: count + (hasDifferences ? 1 : 0), rows: shown, in: area)
    let start = min(max(state.firstRow, state.row - shown + 1), state.row)
    rows = min(max(0, start), max(0, axisCount - shown))..<min(axisCount, max(0, start) + shown)
  }

  /// The grid whose pictures fill most of the window. At least four rows are wanted, in a large window more, and rows of
  /// fewer than seven pictures only where every axis has one. Without room for that, the smallest pictures.
  private static func best(of grids: [TileGrid], axisCount: Int, in area: Rect) -> Int {
    func cells(_ grid: TileGrid) -> Int {
      let rows = min(grid.rows, axisCount)
      let isWide = grid.columns >= (rows == axisCount ? 5 : 7)
      guard isWide, rows >= min(axisCount, max(4, area.height / 10)), grid.tile.height > 3 else { return 0 }
      let differences = hasRoomForDifferences(grid) ? 1 : 0
      let columns = coordinateCount(in: grid.columns - differences) + differences
      return rows * columns * grid.tile.width * grid.tile.height
    }
    let all = grids.map(cells)
    let most = all.max() ?? 0
    return most == 0 ? grids.count - 1 : all.firstIndex(of: most) ?? 0
  }

  private static func hasRoomForDifferences(_ grid: TileGrid) -> Bool { grid.columns >= 8 }

  private static func coordinateCount(in columns: Int) -> Int {
    columnCounts.first { $0 <= columns } ?? 1
  }

  /// The places of pictures, which stand apart as far as that costs none.
  private static func tiles(_ tile: Size, columns: Int, rows: Int, in area: Rect) -> TileGrid {
    let gap = area.width >= columns * (tile.width + 2) - 2 ? 2 : 1
    let rowGap = rows > 1 ? min(2, max(0, (area.height - rows * tile.height) / (rows - 1))) : 0
    let place = Rect(
      x: area.x, y: area.y, width: columns * (tile.width + gap) - gap,
      height: rows * (tile.height + rowGap) - rowGap)
    return TileGrid(tile: tile, gap: gap, rowGap: rowGap, in: place)
  }

  /// The row among all axes and the column of the picture at a cell; the difference counts as the last picture.
  func index(at point: Point) -> (row: Int, column: Int)? {
    guard let cell = tiles.index(at: point), rows.lowerBound + cell.row < rows.upperBound else { return nil }
    return (rows.lowerBound + cell.row, min(cell.column, coordinates.count - 1))
  }

  /// The column whose coordinate is nearest to `coordinate`.
  func column(nearest coordinate: Double) -> Int {
    coordinates.indices.min { abs(coordinates[$0] - coordinate) < abs(coordinates[$1] - coordinate) } ?? 0
  }
}

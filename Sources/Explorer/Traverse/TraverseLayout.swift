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
    let images = model.openModel?.architecture.imageShape ?? model.testImages.imageShape
    let area = body.inset(columns: 1, rows: 1).split(left: Self.labelWidth).rest.split(top: 1).rest
    let (axisCount, state) = (model.latentSize, model.traverse)
    let grids = Self.heights.map {
      TileGrid(tile: TileGrid.tile(of: images, height: $0), gap: 1, in: area)
    }
    // In a large window more rows are worth more than larger pictures.
    let rowsWanted = min(axisCount, max(4, area.height / 8))
    let first = grids.firstIndex { $0.columns >= 7 && $0.rows >= rowsWanted } ?? grids.count - 1
    let largest = grids[min(max(0, first - state.tileSteps), grids.count - 1)]
    let wantsDifferences = state.showsDifferences ?? (largest.columns >= 8)
    hasDifferences = wantsDifferences && largest.columns >= 4
    let room = largest.columns - (hasDifferences ? 1 : 0)
    let count = Self.columnCounts.first { $0 <= room } ?? 1
    coordinates = (0..<count).map {
      count == 1 ? 0 : Self.reach * (2 * Double($0) / Double(count - 1) - 1)
    }
    let columns = count + (hasDifferences ? 1 : 0)
    let shown = min(largest.rows, axisCount)
    let place = Rect(
      x: area.x, y: area.y, width: columns * (largest.tile.width + 1) - 1,
      height: shown * largest.tile.height)
    // Rows stand apart where that costs none.
    let isLoose =
      area.height >= shown * (largest.tile.height + 1) - 1
      && area.width >= columns * (largest.tile.width + 2) - 2
    tiles =
      isLoose
      ? TileGrid(
        tile: largest.tile, gap: 2,
        in: Rect(
          x: area.x, y: area.y, width: columns * (largest.tile.width + 2) - 2,
          height: shown * (largest.tile.height + 1) - 1))
      : TileGrid(tile: largest.tile, gap: 1, in: place)
    let start = min(max(state.firstRow, state.row - shown + 1), state.row)
    rows = min(max(0, start), max(0, axisCount - shown))..<min(axisCount, max(0, start) + shown)
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

import Compute
import Plotting
import TerminalGraphics

extension ExplorerModel {
  /// The grid of pictures for an area.
  func manifoldGrid(in body: Rect) -> TileGrid {
    let size = openModel?.architecture.imageShape ?? testImages.imageShape
    let inner = body.inset(columns: 1, rows: 1)
    guard hasDenseImages else {
      return TileGrid(images: size, in: inner, steps: manifold.tileSteps) { $0 >= 5 && $1 >= 4 }
    }
    // A column at each side is left for the brackets of the cursor.
    return TileGrid(
      images: size, heights: TileGrid.denseHeights, gap: 2, in: inner.inset(columns: 1),
      steps: manifold.tileSteps
    ) { $0 * $1 >= 12 && $1 >= 2 }
  }

  /// The grid of pictures in this window.
  var manifoldGrid: TileGrid { manifoldGrid(in: FrameLayout(size: size).body) }

  /// The latent position of a cell: on the plane through the walk's position.
  func manifoldPosition(column: Int, row: Int, in grid: TileGrid) -> [Float] {
    dimensions.moving(walk.position, to: manifold.place(column: column, row: row, in: grid))
  }

  mutating func requestManifold() -> [Effect] {
    guard FrameLayout(size: size).isRoomy else { return [] }
    let grid = manifoldGrid
    let xs = (0..<grid.columns).map { manifold.place(column: $0, row: 0, in: grid).x }
    let ys = (0..<grid.rows).map { manifold.place(column: 0, row: $0, in: grid).y }
    let latents = ys.flatMap { y in
      xs.flatMap { x in dimensions.moving(walk.position, to: PlotPoint(x: x, y: y)) }
    }
    let positions = Matrix(rows: grid.count, columns: latentSize, elements: latents)
    return ask(.decode(positions), for: .manifold) { model, pictures in
      model.manifold.pictures = pictures
      return []
    }
  }

  mutating func moveOnManifold(_ key: Key, steps: Int) -> [Effect] {
    let grid = manifoldGrid
    let cursor = manifold.cursor(in: grid)
    manifold.column = min(max(0, cursor.column + key.direction.right * steps), grid.columns - 1)
    manifold.row = min(max(0, cursor.row - key.direction.up * steps), grid.rows - 1)
    return []
  }

  /// Shows the whole plane again.
  mutating func showWholeManifold() -> [Effect] {
    manifold.window = ManifoldPage.Window()
    return requestManifold()
  }

  /// Makes the pictures larger or, for negative `steps`, smaller.
  mutating func resizeManifoldTiles(by steps: Int) -> [Effect] {
    manifold.tileSteps = min(max(-3, manifold.tileSteps + steps), 3)
    return requestManifold()
  }

  mutating func zoomManifold(_ factor: Double) -> [Effect] {
    manifold.zoom(factor, in: manifoldGrid)
    return requestManifold()
  }

  /// Opens Walk at the selected cell.
  mutating func walkToManifoldCell() -> [Effect] {
    let grid = manifoldGrid
    let cursor = manifold.cursor(in: grid)
    let place = manifoldPosition(column: cursor.column, row: cursor.row, in: grid)
    return openWalk(at: place, as: .manifoldCell)
  }

  mutating func mouseOnManifold(_ event: MouseEvent, in body: Rect) -> [Effect] {
    guard let cell = manifoldGrid(in: body).index(at: event.position) else { return [] }
    manifold.column = cell.column
    manifold.row = cell.row
    switch event.kind {
    case .wheelUp: return zoomManifold(1.5)
    case .wheelDown: return zoomManifold(1 / 1.5)
    default: return []
    }
  }
}

extension RequestPurpose {
  /// The pictures of the cells.
  static let manifold = RequestPurpose("manifold")
}

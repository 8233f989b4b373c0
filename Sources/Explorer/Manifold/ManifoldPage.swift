import Compute
import Plotting
import TerminalGraphics

/// The decoded plane: cell centres through the inverse of the prior's distribution function (Kingma & Welling 2014,
/// figure 4).
struct ManifoldPage: Sendable {
  /// The part of the plane shown, in probabilities of the prior.
  struct Window: Sendable, Equatable {
    var x: ClosedRange<Double> = 0...1
    var y: ClosedRange<Double> = 0...1
  }

  var window = Window()
  /// The cell chosen, counted from the top left; kept within the grid when used.
  var column = Int.max
  var row = Int.max
  /// How much larger (or smaller, below 0) the pictures are than the window suggests.
  var tileSteps = 0
  /// The means of p(x|z), row after row from the top.
  var pictures: [PixelImage] = []
  private let latentSize: Int

  init(latentSize: Int = 2) { self.latentSize = latentSize }

  /// The chosen cell within a grid; the middle one before any was chosen.
  func cursor(in grid: TileGrid) -> (column: Int, row: Int) {
    (
      column == .max ? grid.columns / 2 : min(max(0, column), grid.columns - 1),
      row == .max ? grid.rows / 2 : min(max(0, row), grid.rows - 1)
    )
  }

  /// The place of a cell's centre in the plane.
  func place(column: Int, row: Int, in grid: TileGrid) -> PlotPoint {
    func quantile(_ range: ClosedRange<Double>, _ fraction: Double) -> Double {
      NormalDistribution.quantile(
        range.lowerBound + fraction * (range.upperBound - range.lowerBound))
    }
    return PlotPoint(
      x: quantile(window.x, (Double(column) + 0.5) / Double(grid.columns)),
      y: quantile(window.y, 1 - (Double(row) + 0.5) / Double(grid.rows)))
  }

  /// Shows a part of the plane `factor` times as small, about the chosen cell.
  mutating func zoom(_ factor: Double, in grid: TileGrid) {
    let cell = cursor(in: grid)
    window.x = Self.zoomed(
      window.x, factor, about: (Double(cell.column) + 0.5) / Double(grid.columns))
    window.y = Self.zoomed(window.y, factor, about: 1 - (Double(cell.row) + 0.5) / Double(grid.rows))
  }

  private static func zoomed(
    _ range: ClosedRange<Double>, _ factor: Double, about fraction: Double
  ) -> ClosedRange<Double> {
    let length = range.upperBound - range.lowerBound
    let anchor = range.lowerBound + fraction * length
    let newLength = min(1, max(0.01, length / factor))
    let start = min(max(0, anchor - fraction * newLength), 1 - newLength)
    return start...start + newLength
  }
}

extension ExplorerModel {
  /// The grid as the window is.
  func manifoldGrid(in body: Rect) -> TileGrid {
    let size = openModel?.architecture.imageShape ?? testImages.imageShape
    let inner = body.inset(columns: 1, rows: 1)
    guard hasDenseImages else {
      return TileGrid(images: size, in: inner, steps: manifold.tileSteps) { $0 >= 5 && $1 >= 4 }
    }
    return TileGrid(
      images: size, heights: TileGrid.denseHeights, gap: 2, in: inner, steps: manifold.tileSteps
    ) { $0 * $1 >= 12 && $1 >= 2 }
  }

  private var manifoldGrid: TileGrid { manifoldGrid(in: FrameLayout(size: size).body) }

  /// The latent position of a cell: on the plane through the walk's position.
  func manifoldPosition(column: Int, row: Int, in grid: TileGrid) -> [Float] {
    dimensions.moving(walk.position, to: manifold.place(column: column, row: row, in: grid))
  }

  mutating func requestManifold() -> [Effect] {
    guard hasModel, FrameLayout(size: size).isRoomy else { return [] }
    let grid = manifoldGrid
    let xs = (0..<grid.columns).map { manifold.place(column: $0, row: 0, in: grid).x }
    let ys = (0..<grid.rows).map { manifold.place(column: 0, row: $0, in: grid).y }
    let latents = ys.flatMap { y in
      xs.flatMap { x in dimensions.moving(walk.position, to: PlotPoint(x: x, y: y)) }
    }
    return [
      .decode(
        DecodeRequest(
          purpose: .manifold, generation: requests.issue(.decode(.manifold)), time: timeline.time,
          latents: Matrix(rows: grid.count, columns: latentSize, elements: latents), drawing: .mean))
    ]
  }

  mutating func moveOnManifold(_ key: Key, steps: Int) -> [Effect] {
    let grid = manifoldGrid
    let cursor = manifold.cursor(in: grid)
    manifold.column = min(max(0, cursor.column + key.direction.right * steps), grid.columns - 1)
    manifold.row = min(max(0, cursor.row - key.direction.up * steps), grid.rows - 1)
    return []
  }

  mutating func zoomManifold(_ factor: Double) -> [Effect] {
    manifold.zoom(factor, in: manifoldGrid)
    return requestManifold()
  }

  /// Goes to the chosen cell on the walk.
  mutating func walkToManifoldCell() -> [Effect] {
    let grid = manifoldGrid
    let cursor = manifold.cursor(in: grid)
    let place = manifoldPosition(column: cursor.column, row: cursor.row, in: grid)
    return walk(to: place) + show(.walk)
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

extension ManifoldPage {
  static let bindings: [KeyBinding] = [
    KeyBinding(Key.arrows, "←→↑↓", hint: "move", "Moves the cursor to another cell; h j k l too.") {
      model, key in
      model.moveOnManifold(key, steps: 1)
    },
    KeyBinding(Key.shiftArrows, "S-arrows", "Moves the cursor by five cells.") { model, key in
      model.moveOnManifold(key, steps: 5)
    },
    KeyBinding([.enter], "Enter", hint: "walk there", "Opens the walk at the chosen cell.") { model, _ in
      model.walkToManifoldCell()
    },
    KeyBinding(["+", "=", "-"], "+ −", hint: "zoom", "Zooms into the plane about the cursor, and out.") {
      model, key in model.zoomManifold(key == "-" ? 1 / 1.5 : 1.5)
    },
    KeyBinding(["[", "]"], "[ ]", hint: "size", "Smaller pictures and more of them, or larger.") {
      model, key in
      model.manifold.tileSteps = min(max(-3, model.manifold.tileSteps + (key == "[" ? -1 : 1)), 3)
      return model.requestManifold()
    },
    KeyBinding([.home], "Home", hint: "all", "The whole plane again.") { model, _ in
      model.manifold.window = ManifoldPage.Window()
      return model.requestManifold()
    },
    KeyBinding(
      ["d"], "d", hint: "dimensions", isUseful: \.hasChoiceOfDimensions,
      "Chooses the slice, where there are more than two dimensions."
    ) {
      model, _ in model.showDimensions()
    },
    KeyBinding([.pageUp, .pageDown], "PgUp PgDn", "Moves the slice along the third dimension.") {
      model, key in
      model.walkThird(by: key == .pageUp ? 1 : -1) + model.requestManifold()
    },
  ]

  static let glossary: [(name: String, meaning: String)] = [
    (
      "cells",
      "Each shows the mean of p(x|z) at the centre of a cell of equal prior probability: z = Φ⁻¹((i + ½)/n), as in figure 4 of the paper."
    ),
    ("slice", "With more than two dimensions the others are those of the walk's position."),
  ]
}

/// The manifold in the window.
struct ManifoldView: Widget {
  let model: ExplorerModel

  func draw(into grid: inout CellGrid, in area: Rect, _ capabilities: Capabilities) {
    let tiles = model.manifoldGrid(in: area)
    let cursor = model.manifold.cursor(in: tiles)
    let place = model.manifold.place(column: cursor.column, row: cursor.row, in: tiles)
    let title = model.latentSize > 2 ? "manifold, a slice (mean)" : "manifold (mean)"
    let coordinates =
      [(model.dimensions.horizontal, place.x)] + (model.dimensions.vertical.map { [($0, place.y)] } ?? [])
    let here = coordinates.map {
      "z\($0.0 + 1) \(TextLayout.padded(Numbers.signed($0.1, decimals: 2), to: 5, .right))"
    }
    grid.draw(
      Frame(title: title, trailingTitle: here.joined(separator: "  ")), in: area, capabilities)
    guard model.manifold.pictures.count == tiles.count else { return }
    let blitter = ImageBlitter(characters: model.characters, capabilities: capabilities)
    for (index, picture) in model.manifold.pictures.enumerated() {
      blitter.draw(
        picture, into: &grid, in: tiles.place(column: index % tiles.columns, row: index / tiles.columns))
    }
    grid.drawCorners(of: tiles.place(column: cursor.column, row: cursor.row), capabilities)
  }
}

extension CellGrid {
  /// Marks an area by corners within it.
  mutating func drawCorners(of area: Rect, _ capabilities: Capabilities) {
    guard area.width >= 2, area.height >= 2 else { return }
    var style = capabilities.warning
    style.background = capabilities.isLight ? .standard : .grey(0)
    let (right, bottom) = (area.right - 1, area.bottom - 1)
    self[area.x, area.y] = Cell("┌", style)
    self[right, area.y] = Cell("┐", style)
    self[area.x, bottom] = Cell("└", style)
    self[right, bottom] = Cell("┘", style)
    for x in [area.x + 1, right - 1] where area.width >= 6 {
      self[x, area.y] = Cell("─", style)
      self[x, bottom] = Cell("─", style)
    }
  }
}

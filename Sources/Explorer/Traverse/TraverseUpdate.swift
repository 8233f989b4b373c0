import Compute
import Formats
import Plotting
import TerminalGraphics

extension ExplorerModel {
  /// Where the pictures stand in this window.
  var traverseLayout: TraverseLayout { TraverseLayout(body: FrameLayout(size: size).body, model: self) }

  /// Asks for the pictures of all axes, so that scrolling shows them at once.
  mutating func requestTraverse() -> [Effect] {
    guard FrameLayout(size: size).isRoomy else { return [] }
    let (order, axes, coordinates) = (axisOrder, dimensions.axes, traverseLayout.coordinates)
    let latents = order.flatMap { axis in
      coordinates.flatMap { axes.moving(walk.position, along: axis, to: Float($0)) }
    }
    let positions = Matrix(rows: latents.count / latentSize, columns: latentSize, elements: latents)
    return ask(.decode(positions), for: .traverse) { model, pictures in
      model.traverse.take(pictures, of: order)
      return []
    }
  }

  /// The selected column: that nearest to the present position before any was selected.
  func traverseColumn(in layout: TraverseLayout) -> Int {
    let order = axisOrder
    guard let column = traverse.column else {
      let axis = order[min(traverse.row, order.count - 1)]
      return layout.column(nearest: Double(dimensions.axes.coordinate(axis, of: walk.position)))
    }
    return min(max(0, column), layout.coordinates.count - 1)
  }

  mutating func moveOnTraverse(right: Int, down: Int) -> [Effect] {
    let layout = traverseLayout
    if right != 0 {
      traverse.column = min(max(0, traverseColumn(in: layout) + right), layout.coordinates.count - 1)
    }
    traverse.row = min(max(0, traverse.row + down), latentSize - 1)
    traverse.firstRow = traverseLayout.rows.lowerBound
    return []
  }

  /// Moves by as many rows as there are in the window, and the window with them.
  mutating func turnTraversePage(down: Int) -> [Effect] {
    let rows = traverseLayout.rows
    let offset = down * rows.count
    traverse.firstRow = min(max(0, rows.lowerBound + offset), latentSize - rows.count)
    return moveOnTraverse(right: 0, down: offset)
  }

  /// Opens Walk at the selected picture.
  mutating func walkToTraversal() -> [Effect] {
    let layout = traverseLayout
    let axis = axisOrder[traverse.row]
    let coordinate = layout.coordinates[traverseColumn(in: layout)]
    traverse.column = nil
    return openWalk(
      at: dimensions.axes.moving(walk.position, along: axis, to: Float(coordinate)), as: .traversal)
  }

  /// Makes the pictures larger or, for negative `steps`, smaller.
  mutating func resizeTraverseTiles(by steps: Int) -> [Effect] {
    traverse.tileSteps = min(max(-10, traverse.tileSteps + steps), 10)
    traverse.column = nil
    return requestTraverse()
  }

  /// Shows the differences, or hides them.
  mutating func toggleTraverseDifferences() -> [Effect] {
    traverse.showsDifferences = !traverseLayout.hasDifferences
    traverse.column = nil
    return requestTraverse()
  }

  /// A click selects a picture, a second one walks there; the wheel scrolls.
  mutating func mouseOnTraverse(_ event: MouseEvent, in body: Rect) -> [Effect] {
    switch event.kind {
    case .wheelUp: return moveOnTraverse(right: 0, down: -1)
    case .wheelDown: return moveOnTraverse(right: 0, down: 1)
    case .press:
      let layout = TraverseLayout(body: body, model: self)
      guard let cell = layout.index(at: event.position) else { return [] }
      if cell == (traverse.row, traverseColumn(in: layout)) { return walkToTraversal() }
      (traverse.row, traverse.column) = (cell.row, cell.column)
      return []
    case .drag, .release: return []
    }
  }

  /// The pictures as one image, and what the rows are as a table.
  var exportedTraverse: [Export.Content] {
    guard let pictures = traverse.pictures else { return [] }
    let rows = pictures.axes.map { axis in
      [
        dimensions.axes.name(axis), axisMeasures.indices.contains(axis) ? "\(axisMeasures[axis])" : "",
        "\(dimensions.axes.coordinate(axis, of: walk.position))",
      ]
    }
    let table = CSV.encode(header: ["axis", dimensions.axes.kind.measureTitle, "coordinate"], rows: rows)
    return sheet(pictures.images, columns: pictures.columns, scale: 2, gap: 2)
      + [.text(table, fileExtension: "csv")]
  }
}

extension RequestPurpose {
  /// The pictures along all axes.
  static let traverse = RequestPurpose("traverse")
}

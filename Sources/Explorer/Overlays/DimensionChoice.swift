import Plotting
import TerminalGraphics

/// The choice of the dimensions that planes show.
struct DimensionChoice: Sendable {
  var cursor = 0
}

extension ExplorerModel {
  mutating func showDimensions() -> [Effect] {
    guard latentSize > 2 else {
      return say("Latent size \(latentSize): every dimension is shown already.")
    }
    overlay = .dimensions(DimensionChoice(cursor: dimensions.horizontal))
    return []
  }

  mutating func press(_ key: Key, on choice: DimensionChoice) -> [Effect] {
    var choice = choice
    switch key {
    case .up, "k": choice.cursor = max(0, choice.cursor - 1)
    case .down, "j": choice.cursor = min(latentSize - 1, choice.cursor + 1)
    case .home: choice.cursor = 0
    case .end: choice.cursor = latentSize - 1
    case "x", "y", "z":
      overlay = .dimensions(choice)
      return choose(choice.cursor, as: key)
    case .enter, .escape, "d", "q", .control("c"):
      overlay = nil
      return refresh()
    default: break
    }
    overlay = .dimensions(choice)
    return []
  }

  /// Gives a dimension to an axis; the one that had it takes the other's place.
  private mutating func choose(_ dimension: Int, as axis: Key) -> [Effect] {
    let before = dimensions
    switch axis {
    case "x": dimensions.horizontal = dimension
    case "y": dimensions.vertical = dimension
    default: dimensions.third = dimension
    }
    let displaced =
      axis == "x" ? before.horizontal : axis == "y" ? before.vertical ?? dimension : before.third ?? dimension
    if axis != "x", before.horizontal == dimension { dimensions.horizontal = displaced }
    if axis != "y", before.vertical == dimension { dimensions.vertical = displaced }
    if axis != "z", before.third == dimension { dimensions.third = displaced }
    dimensions.isChosen = true
    return refresh()
  }
}

/// The dimensions with their KL divergences.
struct DimensionChoiceView: Widget {
  let model: ExplorerModel
  let choice: DimensionChoice

  private var measureTitle: String {
    model.dimensions.axes.kind == .coordinates ? "KL, nats" : model.dimensions.axes.kind.measureTitle
  }

  func draw(into grid: inout CellGrid, in area: Rect, _ capabilities: Capabilities) {
    let rows = model.latentSize
    let box = area.centred(Size(width: min(46, area.width), height: min(rows + 3, area.height)))
    grid.fill(box)
    let frame = Frame(title: "dimensions", trailingTitle: measureTitle, lineStyle: capabilities.accent)
    grid.draw(frame, in: box, capabilities)
    let inner = frame.inner(of: box).inset(columns: 1)
    let (list, note) = inner.split(bottom: inner.height > 4 ? 1 : 0)
    let first = min(max(0, choice.cursor - list.height / 2), max(0, rows - list.height))
    let measures = model.axisMeasures
    for (row, dimension) in (first..<min(rows, first + list.height)).enumerated() {
      let line = Rect(x: list.x, y: list.y + row, width: list.width, height: 1)
      let role =
        dimension == model.dimensions.horizontal
        ? "x →"
        : dimension == model.dimensions.vertical ? "y ↑" : dimension == model.dimensions.third ? "z PgUp" : ""
      let style = dimension == choice.cursor ? Style.reverse : .plain
      let name = model.dimensions.axes.name(dimension)
      let label = TextLayout.padded(name, to: 4) + TextLayout.padded(role, to: 8)
      let end = grid.write(label, at: line.origin, style: style, in: line)
      guard measures.indices.contains(dimension) else { continue }
      let bar = HorizontalBars.Bar(
        label: "", value: measures[dimension],
        text: NumberFormat.fixed(measures[dimension], decimals: 2),
        style: capabilities.trainCurve)
      let rest = Rect(x: end + 1, y: line.y, width: line.right - end - 1, height: 1)
      grid.draw(HorizontalBars(bars: [bar], maximum: measures.max()), in: rest, capabilities)
    }
    grid.write("x y z: assign the row to an axis", at: note.origin, style: capabilities.muted, in: note)
  }
}

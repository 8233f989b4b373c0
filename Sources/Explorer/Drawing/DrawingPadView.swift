import Compute
import Plotting
import TerminalGraphics

/// Where the pad and the reconstruction stand.
struct DrawingPadLayout: Hashable, Sendable {
  let box: Rect
  /// The cells of the drawing: `scale` columns a pixel, and half as many rows.
  let pad: Rect
  let answer: Rect
  let scale: Int
  private let imageShape: ImageShape

  init(body: Rect, imageShape: ImageShape) {
    self.imageShape = imageShape
    let answerWidth = 30
    let room = Size(width: body.width - answerWidth - 6, height: body.height - 3)
    scale = max(1, min(2, min(room.width / imageShape.width, 2 * room.height / imageShape.height)))
    let pad = Size(width: imageShape.width * scale, height: (imageShape.height * scale + 1) / 2)
    box = body.centred(Size(width: pad.width + answerWidth + 6, height: max(pad.height + 2, 16)))
    let inner = box.inset(columns: 2, rows: 1)
    let (left, rest) = inner.split(left: pad.width)
    self.pad = Rect(x: left.x, y: left.y, width: left.width, height: min(pad.height, left.height))
    answer = rest.split(left: 2).rest
  }

  /// The pixel at a cell.
  func pixel(at point: Point) -> Point? {
    guard pad.contains(point) else { return nil }
    return Point(
      x: min((point.x - pad.x) / scale, imageShape.width - 1),
      y: min((point.y - pad.y) * 2 / scale, imageShape.height - 1))
  }

  /// The cell of a pixel.
  func cell(of pixel: Point) -> Point { Point(x: pad.x + pixel.x * scale, y: pad.y + pixel.y * scale / 2) }
}

/// The drawing pad over the page.
struct DrawingPadView: Widget {
  let model: ExplorerModel
  let pad: DrawingPad

  func draw(into grid: inout CellGrid, in area: Rect, _ capabilities: Capabilities) {
    guard let drawing = model.drawing else { return }
    let layout = DrawingPadLayout(body: area, imageShape: drawing.imageShape)
    grid.fill(layout.box)
    let pen = pad.isDown ? "pen down" : "pen up"
    grid.draw(
      Frame(title: "draw", trailingTitle: pen, lineStyle: capabilities.accent), in: layout.box, capabilities)
    // Always in half blocks or ASCII, so that the mouse's cells are pixels.
    let blitter = ImageBlitter(characters: .halfBlocks, capabilities: capabilities)
    blitter.draw(drawing.picture, into: &grid, in: layout.pad, scale: layout.scale, isCentred: false)
    let cell = layout.cell(of: pad.pen)
    let mark: Unicode.Scalar = pad.isDown ? "●" : "+"
    grid[cell.x, cell.y] = Cell(mark, capabilities.warning)
    if layout.scale == 2 { grid[cell.x + 1, cell.y] = Cell(mark, capabilities.warning) }
    drawAnswer(into: &grid, layout.answer, capabilities)
  }

  private func drawAnswer(into grid: inout CellGrid, _ area: Rect, _ capabilities: Capabilities) {
    let (title, rest) = area.split(top: 1)
    grid.write("reconstruction (mean)", at: title.origin, style: capabilities.muted, in: title)
    guard let reconstruction = model.drawing?.reconstruction else { return }
    let (above, numbers) = rest.split(bottom: 4)
    let blitter = model.blitter(capabilities)
    let hasPlane = above.height >= 24
    let (picture, plane) = above.split(top: hasPlane ? above.height - 13 : above.height)
    blitter.draw(reconstruction.picture, into: &grid, in: picture)
    if hasPlane { drawPlane(into: &grid, plane, capabilities) }
    let shown = model.dimensions.shown.prefix(2).map { dimension in
      let axes = model.dimensions.axes
      let mean = Numbers.signed(Double(axes.coordinate(dimension, of: reconstruction.mean)), decimals: 2)
      return "\(axes.name(dimension)) \(mean)"
    }.joined(separator: "  ")
    func nats(_ name: String, _ value: Double) -> Facts.Fact {
      Facts.Fact(name: name, value: NumberFormat.fixed(value, decimals: 1))
    }
    let elbo = reconstruction.elbo
    let facts = Facts([
      .init(name: "posterior", value: shown), nats("ELBO", elbo.elbo),
      nats("reconstruction", elbo.reconstruction), nats("KL", elbo.klDivergence),
    ])
    grid.draw(facts, in: numbers, capabilities)
  }

  /// Where the drawing lies among the encoded images.
  private func drawPlane(into grid: inout CellGrid, _ area: Rect, _ capabilities: Capabilities) {
    var plot = model.encodedPlot(model.fittedViewport)
    model.addDrawing(to: &plot)
    grid.draw(plot, in: area, capabilities)
  }
}

import Compute
import Plotting
import TerminalGraphics

/// Where the pad and what the model makes of the drawing stand.
struct DrawingPadLayout: Hashable, Sendable {
  let box: Rect
  /// The cells of the drawing: `scale` columns a pixel, and half as many rows.
  let pad: Rect
  let answer: Rect
  let scale: Int
  private let imageShape: ImageShape

  /// The columns beside the pad: at least those of three small pictures.
  private static let answerWidth = 44...66

  init(body: Rect, imageShape: ImageShape) {
    self.imageShape = imageShape
    let room = Size(width: body.width - Self.answerWidth.lowerBound - 6, height: body.height - 3)
    scale = max(1, min(2, min(room.width / imageShape.width, 2 * room.height / imageShape.height)))
    let pad = Size(width: imageShape.width * scale, height: (imageShape.height * scale + 1) / 2)
    let beside = min(Self.answerWidth.upperBound, body.width - pad.width - 6)
    box = body.centred(Size(width: pad.width + beside + 6, height: min(body.height, max(pad.height + 2, 30))))
    let inner = box.inset(columns: 2, rows: 1)
    let (left, rest) = inner.split(left: pad.width)
    self.pad = Rect(x: left.x, y: left.y, width: left.width, height: min(pad.height, left.height))
    answer = rest.split(left: 2).rest
  }

  /// The place on the drawing in the middle of a cell.
  func place(at point: Point) -> Drawing.Place? {
    guard pad.contains(point) else { return nil }
    let (x, y) = (Float(point.x - pad.x) + 0.5, 2 * (Float(point.y - pad.y) + 0.5))
    return Drawing.Place(
      x: min(x / Float(scale), Float(imageShape.width) - 0.5),
      y: min(y / Float(scale), Float(imageShape.height) - 0.5))
  }

  /// The cell of a pixel.
  func cell(of pixel: Point) -> Point { Point(x: pad.x + pixel.x * scale, y: pad.y + pixel.y * scale / 2) }
}

/// The drawing pad over the page.
struct DrawingPadView: Widget {
  let model: ExplorerModel
  let pad: DrawingPad

  /// The columns of the figures beside the plane.
  private static let factsWidth = 23

  func draw(into grid: inout CellGrid, in area: Rect, _ capabilities: Capabilities) {
    guard let drawing = model.drawing else { return }
    let layout = DrawingPadLayout(body: area, imageShape: drawing.imageShape)
    // Scraps of the page at the edges would only distract.
    grid.fill(area)
    let frame = Frame(
      title: "draw", trailingTitle: pad.isDown ? "pen down" : "pen up", lineStyle: capabilities.accent)
    grid.draw(frame, in: layout.box, capabilities)
    // Always in half blocks or ASCII, so that the mouse's cells are pixels.
    let blitter = ImageBlitter(characters: .halfBlocks, capabilities: capabilities)
    blitter.draw(drawing.padPicture, into: &grid, in: layout.pad, scale: layout.scale, isCentred: false)
    let cell = layout.cell(of: pad.pen)
    let mark: Unicode.Scalar = pad.isDown ? "●" : "+"
    grid[cell.x, cell.y] = Cell(mark, capabilities.warning)
    if layout.scale == 2 { grid[cell.x + 1, cell.y] = Cell(mark, capabilities.warning) }
    let height = min(layout.answer.height / 2, layout.answer.height >= 26 ? 12 : 8)
    let (pictures, rest) = layout.answer.split(top: height)
    drawPictures(drawing, into: &grid, pictures, capabilities)
    let (plane, facts) = rest.split(right: min(Self.factsWidth, rest.width))
    if plane.width >= 16, plane.height >= 6 {
      drawPlane(into: &grid, plane.split(right: 1).rest, capabilities)
    }
    drawFacts(drawing, into: &grid, facts, capabilities)
  }

  /// What the model is given, what it makes of that, and the training image that is most like it.
  private func drawPictures(
    _ drawing: Drawing, into grid: inout CellGrid, _ area: Rect, _ capabilities: Capabilities
  ) {
    let nearest = drawing.nearest
    let parts: [(name: String, picture: PixelImage?)] = [
      (drawing.isNormalized ? "centred" : "as drawn", drawing.picture),
      ("decoded", drawing.reconstruction?.picture),
      (nearest?.label.map { "train: class \($0)" } ?? "nearest train", nearest?.picture),
    ]
    let blitter = model.blitter(capabilities)
    let width = area.width / parts.count
    for (index, part) in parts.enumerated() {
      let cells = Rect(x: area.x + index * width, y: area.y, width: width - 1, height: area.height)
      let (title, picture) = cells.split(top: 1)
      grid.write(
        TextLayout.padded(part.name, to: title.width, .centre), at: title.origin, style: capabilities.muted,
        in: title)
      if let image = part.picture { blitter.draw(image, into: &grid, in: picture) }
    }
  }

  private func drawFacts(
    _ drawing: Drawing, into grid: inout CellGrid, _ area: Rect, _ capabilities: Capabilities
  ) {
    guard let reconstruction = drawing.reconstruction else { return }
    func nats(_ name: String, _ value: Double) -> Facts.Fact {
      Facts.Fact(name: name, value: Numbers.fitted(value, to: 8))
    }
    let elbo = reconstruction.elbo
    var facts = [
      nats("ELBO", elbo.elbo), nats("reconstruction", elbo.reconstruction), nats("KL", elbo.klDivergence),
    ]
    let axes = model.dimensions.axes
    facts += model.dimensions.shown.prefix(2).map { dimension in
      let mean = Double(axes.coordinate(dimension, of: reconstruction.mean))
      return Facts.Fact(name: axes.name(dimension), value: Numbers.signed(mean, decimals: 2))
    }
    if let nearest = drawing.nearest {
      facts.append(.init(name: "nearest train", value: "#\(NumberFormat.grouped(nearest.index + 1))"))
    }
    grid.draw(Facts(facts), in: area.split(top: 1).rest, capabilities)
  }

  /// Where the drawing lies among the encoded images, and where it lay before.
  private func drawPlane(into grid: inout CellGrid, _ area: Rect, _ capabilities: Capabilities) {
    var plot = model.encodedPlot(model.fittedViewport)
    plot.trail = pad.trail.filter { $0.count == model.latentSize }.map { model.dimensions.place(of: $0) }
    model.addDrawing(to: &plot)
    grid.draw(plot, in: area, capabilities)
  }
}

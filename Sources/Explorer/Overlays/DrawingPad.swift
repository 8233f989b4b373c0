import Compute
import Plotting
import TerminalGraphics

/// An image drawn by the person, and what the model makes of it.
struct Drawing: Sendable, Equatable {
  let imageShape: ImageShape
  /// D pixels.
  private(set) var pixels: [UInt8]
  var reconstruction: Reconstruction?

  init(imageShape: ImageShape) {
    self.imageShape = imageShape
    pixels = Array(repeating: 0, count: imageShape.count)
  }

  var picture: PixelImage { PixelImage(width: imageShape.width, height: imageShape.height, grey: pixels) }
  var isBlank: Bool { pixels.allSatisfy { $0 == 0 } }

  /// Puts a soft dot of the pen at a pixel: bright in the middle, half around it.
  mutating func dot(x: Int, y: Int) {
    for down in -1...1 {
      for right in -1...1 {
        let ink: UInt8 = right == 0 && down == 0 ? 255 : right == 0 || down == 0 ? 190 : 60
        raise(x + right, y + down, to: ink)
      }
    }
  }

  /// Draws from a pixel to another.
  mutating func line(from start: Point, to end: Point) {
    let steps = max(abs(end.x - start.x), abs(end.y - start.y), 1)
    for step in 0...steps {
      dot(x: start.x + (end.x - start.x) * step / steps, y: start.y + (end.y - start.y) * step / steps)
    }
  }

  mutating func clear() { pixels = Array(repeating: 0, count: imageShape.count) }

  private mutating func raise(_ x: Int, _ y: Int, to ink: UInt8) {
    guard x >= 0, y >= 0, x < imageShape.width, y < imageShape.height else { return }
    let index = y * imageShape.width + x
    pixels[index] = max(pixels[index], ink)
  }
}

/// The pad on which it is drawn.
struct DrawingPad: Sendable, Equatable {
  /// The pixel under the pen.
  var pen: Point
  var isDown = false
  /// Whether the mouse draws.
  var last: Point?
  /// The drawing there was before.
  let before: Drawing?
}

extension ExplorerModel {
  mutating func showDrawingPad() -> [Effect] {
    guard let size = openModel?.architecture.imageShape else { return [] }
    let pad = DrawingPad(pen: Point(x: size.width / 2, y: size.height / 4), before: drawing)
    if drawing == nil { drawing = Drawing(imageShape: size) }
    overlay = .drawing(pad)
    return requestDrawing()
  }

  mutating func requestDrawing() -> [Effect] {
    guard let image = sourceImage(.drawing) else { return [] }
    return ask(.reconstruct([image]), for: .drawing) { model, reconstructions in
      model.drawing?.reconstruction = reconstructions[.drawing]
      return []
    }
  }

  mutating func press(_ key: Key, on pad: DrawingPad) -> [Effect] {
    guard var drawing else { return [] }
    var pad = pad
    switch key.viArrow {
    case .left, .right, .up, .down, .shiftLeft, .shiftRight, .shiftUp, .shiftDown:
      let direction = key.viArrow.direction
      let start = pad.pen
      pad.pen.x = min(max(0, pad.pen.x + direction.right), drawing.imageShape.width - 1)
      pad.pen.y = min(max(0, pad.pen.y - direction.up), drawing.imageShape.height - 1)
      if pad.isDown { drawing.line(from: start, to: pad.pen) }
    case " ":
      pad.isDown.toggle()
      if pad.isDown { drawing.dot(x: pad.pen.x, y: pad.pen.y) }
    case "x", .delete, .backspace: drawing.clear()
    case .enter, "d":
      overlay = nil
      self.drawing = drawing.isBlank ? nil : drawing
      reconstruct.scrollToTop()
      return refresh()
    case .escape, "q", .control("c"):
      overlay = nil
      self.drawing = pad.before
      return refresh()
    default: return []
    }
    self.drawing = drawing
    overlay = .drawing(pad)
    return requestDrawing()
  }

  mutating func mouse(_ event: MouseEvent, on pad: DrawingPad) -> [Effect] {
    guard var drawing else { return [] }
    var pad = pad
    let layout = DrawingPadLayout(body: FrameLayout(size: size).body, imageShape: drawing.imageShape)
    guard let pixel = layout.pixel(at: event.position) else { return [] }
    switch event.kind {
    case .press: drawing.dot(x: pixel.x, y: pixel.y)
    case .drag: drawing.line(from: pad.last ?? pixel, to: pixel)
    default: break
    }
    pad.last = event.kind == .release ? nil : pixel
    pad.pen = pixel
    self.drawing = drawing
    overlay = .drawing(pad)
    return requestDrawing()
  }
}

extension RequestPurpose {
  /// What the model makes of the drawing.
  static let drawing = RequestPurpose("drawing")
}

/// Where the pad and what the model makes of the drawing stand.
struct DrawingPadLayout: Hashable, Sendable {
  let box: Rect
  /// The cells of the pad's picture: a column a pixel and scale, two pixels a row.
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

  /// The pixel that is drawn at a cell.
  func pixel(at point: Point) -> Point? {
    guard pad.contains(point) else { return nil }
    return Point(
      x: min((point.x - pad.x) / scale, imageShape.width - 1),
      y: min((point.y - pad.y) * 2 / scale, imageShape.height - 1))
  }

  /// The cell in which a pixel is drawn.
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
    // The pad is always in half blocks (or ASCII), so that cells and pixels agree for the mouse.
    let blitter = ImageBlitter(capabilities: capabilities)
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
    let blitter = ImageBlitter(characters: model.characters, capabilities: capabilities)
    let hasPlane = above.height >= 24
    let (picture, plane) = above.split(top: hasPlane ? above.height - 13 : above.height)
    blitter.draw(reconstruction.picture, into: &grid, in: picture)
    if hasPlane { drawPlane(into: &grid, plane, capabilities) }
    let shown = model.dimensions.shown.prefix(2).map { dimension in
      let mean = Numbers.signed(Double(reconstruction.mean[dimension]), decimals: 2)
      return "z\(dimension + 1) \(mean)"
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

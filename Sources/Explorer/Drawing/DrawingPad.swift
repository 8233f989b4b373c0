import TerminalGraphics

/// The pad on which a person draws.
struct DrawingPad: Sendable, Equatable {
  /// The pixel under the pen.
  var pen: Point
  /// Whether moving the pen draws.
  var isDown = false
  /// The pixel where the mouse drew last, while its button is down.
  var last: Point?
  /// The drawing before the pad was opened.
  let before: Drawing?
}

extension ExplorerModel {
  mutating func showDrawingPad() -> [Effect] {
    guard let size = openModel?.imageShape else { return [] }
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
  /// The reconstruction of the drawing.
  static let drawing = RequestPurpose("drawing")
}

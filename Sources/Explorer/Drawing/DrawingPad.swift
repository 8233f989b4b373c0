import TerminalGraphics

/// The pad on which a person draws.
struct DrawingPad: Sendable, Equatable {
  /// The pixel under the pen.
  var pen: Point
  /// Whether moving the pen by keys draws.
  var isDown = false
  /// Whether the mouse draws: its button is down.
  var isMouseDown = false
  /// The places of the drawing's code so far, oldest first.
  var trail: [[Float]] = []
  /// The drawing before the pad was opened.
  let before: Drawing?

  /// How many places the trail keeps.
  private static let trailLength = 48

  /// Where the pen draws: the middle of the pixel under it.
  var place: Drawing.Place { Drawing.Place(x: Float(pen.x) + 0.5, y: Float(pen.y) + 0.5) }

  mutating func note(_ code: [Float]) {
    if code != trail.last { trail = Array((trail + [code]).suffix(Self.trailLength)) }
  }
}

extension ExplorerModel {
  mutating func showDrawingPad() -> [Effect] {
    guard let size = openModel?.imageShape else { return [] }
    let pad = DrawingPad(pen: Point(x: size.width / 2, y: size.height / 4), before: drawing)
    // Ink is brought to its usual size and place; photographs have none.
    if drawing == nil { drawing = Drawing(imageShape: size, isNormalized: !hasDenseImages) }
    overlay = .drawing(pad)
    return requestDrawing() + requestEncoding()
  }

  /// Asks for the reconstruction of the drawing, and for the training image that is most like it.
  mutating func requestDrawing() -> [Effect] {
    guard let image = sourceImage(.drawing) else { return [] }
    let reconstruction = ask(.reconstruct([image]), for: .drawing) { model, reconstructions in
      model.drawing?.reconstruction = reconstructions[.drawing]
      if case .drawing(var pad) = model.overlay, let mean = reconstructions[.drawing]?.mean {
        pad.note(mean)
        model.overlay = .drawing(pad)
      }
      return []
    }
    guard drawing?.isBlank == false else {
      drawing?.nearest = nil
      return reconstruction
    }
    return reconstruction
      + ask(.findNearest(pixels: image.pixels), for: .nearestTrainingImage) { model, nearest in
        model.drawing?.nearest = nearest
        return []
      }
  }

  mutating func press(_ key: Key, on pad: DrawingPad) -> [Effect] {
    guard var drawing else { return [] }
    var pad = pad
    switch key.viArrow {
    case .left, .right, .up, .down, .shiftLeft, .shiftRight, .shiftUp, .shiftDown:
      let direction = key.viArrow.direction
      pad.pen.x = min(max(0, pad.pen.x + direction.right), drawing.imageShape.width - 1)
      pad.pen.y = min(max(0, pad.pen.y - direction.up), drawing.imageShape.height - 1)
      if pad.isDown { drawing.draw(to: pad.place) }
    case " ":
      pad.isDown.toggle()
      if pad.isDown { drawing.begin(at: pad.place) }
    case .backspace, "u":
      pad.isDown = false
      drawing.undo()
    case "x", .delete:
      pad.isDown = false
      drawing.clear()
    case "c": drawing.toggleNormalized()
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
    let place = layout.place(at: event.position)
    switch event.kind {
    case .press:
      guard let place else { return [] }
      (pad.isMouseDown, pad.isDown) = (true, false)
      drawing.begin(at: place)
    case .drag:
      guard let place else { return [] }
      // The pen comes down again where the mouse returns to the pad with its button held.
      if pad.isMouseDown { drawing.draw(to: place) } else { drawing.begin(at: place) }
      pad.isMouseDown = true
    case .release: pad.isMouseDown = false
    case .wheelUp, .wheelDown: return []
    }
    if let place { pad.pen = Point(x: Int(place.x), y: Int(place.y)) }
    self.drawing = drawing
    overlay = .drawing(pad)
    return event.kind == .release ? [] : requestDrawing()
  }
}

extension RequestPurpose {
  /// The reconstruction of the drawing.
  static let drawing = RequestPurpose("drawing")
  /// The training image that is most like the drawing.
  static let nearestTrainingImage = RequestPurpose("nearest training image")
}

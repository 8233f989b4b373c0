import Compute
import Plotting
import TerminalGraphics

extension ExplorerModel {
  /// Asks for the picture at the walk's position, and finds the encoded images around it.
  mutating func requestWalk() -> [Effect] {
    findNeighbours()
    return ask(.decode(walk.position), for: .walk) { model, pictures in
      model.walk.picture = pictures.first
      return []
    }
  }

  /// Finds the encoded images around the walk's position.
  mutating func findNeighbours() {
    walk.neighbourhood = encoding.map { Neighbourhood(of: walk.position, in: $0) }
  }

  /// Goes to a position, and stops what moved by itself.
  mutating func walk(to place: [Float]) -> [Effect] {
    walk.motion = nil
    walk.go(to: place)
    return requestWalk()
  }

  mutating func walkByArrow(_ key: Key, steps: Int) -> [Effect] {
    walk.motion = nil
    let direction = key.direction
    if direction.right != 0 { walk.move(dimensions.horizontal, by: direction.right * steps) }
    if direction.up != 0, let vertical = dimensions.vertical { walk.move(vertical, by: direction.up * steps) }
    return requestWalk()
  }

  /// Moves the third dimension.
  mutating func walkThird(by steps: Int) -> [Effect] {
    guard let third = dimensions.third else {
      return say("Latent size \(latentSize): there is no third dimension to move in.")
    }
    walk.motion = nil
    walk.move(third, by: steps)
    return requestWalk()
  }

  /// Goes to the middle of a class.
  mutating func walk(toClass label: UInt8) -> [Effect] {
    guard let encoding else { return [] }
    guard !encoding.centroids.isEmpty else { return say("This data has no classes.") }
    guard let middle = encoding.middle(of: label) else {
      return say("No encoded image is in class \(label).")
    }
    return walk(to: middle) + say("At the middle of class \(label).")
  }

  /// Goes to the nearest encoded image; from there, the nearest other one.
  mutating func walkToNearest() -> [Effect] {
    guard let encoding else { return [] }
    let here = walk.position
    guard let nearest = encoding.nearest(to: here, where: { encoding.position($0) != here }) else {
      return []
    }
    return walk(to: encoding.position(nearest.index))
  }

  /// Marks the position as one end of an interpolation.
  mutating func mark(with key: Key) -> [Effect] {
    if key == "a" { walk.markA = walk.position } else { walk.markB = walk.position }
    walk.interpolatesBack = false
    return []
  }

  /// Interpolates from one mark to the other, and back the next time.
  mutating func playInterpolation() -> [Effect] {
    guard let markA = walk.markA, let markB = walk.markB else {
      return say("Mark two positions with a and b first.")
    }
    guard markA != markB else { return say("Both marks are at the same position.") }
    walk.motion =
      walk.interpolatesBack
      ? .interpolation(from: markB, to: markA, fraction: 0)
      : .interpolation(from: markA, to: markB, fraction: 0)
    walk.interpolatesBack.toggle()
    return []
  }

  /// Starts the tour, or ends it.
  mutating func toggleTour() -> [Effect] {
    if case .tour = walk.motion { walk.motion = nil } else { walk.startTour() }
    return []
  }

  /// Starts or ends the recording of the path; at its end it is exported.
  mutating func toggleRecording() -> [Effect] {
    guard walk.recording != nil else {
      walk.startRecording()
      return say("Recording the path; v again writes it as an animated GIF.")
    }
    let path = walk.stopRecording()
    guard path.count > 1 else { return say("Nothing was recorded: the position did not change.") }
    let latents = Matrix(rows: path.count, columns: latentSize, elements: path.flatMap { $0 })
    return ask(.decode(latents), for: .recording) { [exportStem] _, pictures in
      [.export(Export(stem: exportStem, content: .animation(pictures, delayCentiseconds: 6)))]
    }
  }

  mutating func animateWalk(_ seconds: Double) -> [Effect] {
    guard walk.motion != nil else { return [] }
    walk.advance(Float(seconds))
    return requestWalk()
  }

  mutating func mouseOnWalk(_ event: MouseEvent, in body: Rect) -> [Effect] {
    let panel = WalkLayout(body: body, model: self).plane
    guard panel.contains(event.position) else { return [] }
    let place = walkPlot(capabilities: Capabilities()).layout(in: panel.inset(columns: 1, rows: 1)).point(
      at: event.position)
    switch event.kind {
    case .press, .drag: return walk(to: dimensions.moving(walk.position, to: place))
    case .wheelUp: return zoomWalk(1.25, about: place)
    case .wheelDown: return zoomWalk(0.8, about: place)
    case .release: return []
    }
  }

  /// Shows the plane `factor` times as large, about a place.
  mutating func zoomWalk(_ factor: Double, about place: PlotPoint) -> [Effect] {
    walk.viewport = (walk.viewport ?? fittedViewport).zoomed(factor, about: place)
    return []
  }
}

extension RequestPurpose {
  /// The picture at the walk's position.
  static let walk = RequestPurpose("walk")
  /// The pictures of a recorded path.
  static let recording = RequestPurpose("recording")
}

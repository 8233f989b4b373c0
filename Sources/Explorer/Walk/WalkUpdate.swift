import Compute
import Plotting
import TerminalGraphics

/// The walk by steps and clicks.
extension ExplorerModel {
  /// Finds the encoded images around the walk's position.
  mutating func findNeighbours() {
    walk.neighbourhood = encoding.map { Neighbourhood(of: walk.position, in: $0) }
  }

  /// Goes to a position, stops what moved by itself, and shows what is there.
  mutating func walk(to position: [Float], as source: PlaceSource) -> [Effect] {
    walk.motion = nil
    walk.go(to: position, as: source)
    return requestWalked()
  }

  /// Opens Walk at a position.
  mutating func openWalk(at position: [Float], as source: PlaceSource) -> [Effect] {
    walk.motion = nil
    walk.go(to: position, as: source)
    return show(.walk)
  }

  /// Asks for what shows the walk's position: on its own page its picture, on another that page.
  mutating func requestWalked() -> [Effect] {
    page == .walk ? requestWalk() : refresh()
  }

  mutating func walkByArrow(_ key: Key, steps: Int) -> [Effect] {
    guard !isInSliders else { return pressOnSliders(key, steps: steps) }
    walk.motion = nil
    let (direction, axes) = (key.direction, dimensions.axes)
    if direction.right != 0 {
      walk.move(along: dimensions.horizontal, of: axes, by: direction.right * steps)
    }
    if direction.up != 0, let vertical = dimensions.vertical {
      walk.move(along: vertical, of: axes, by: direction.up * steps)
    }
    return requestWalk()
  }

  /// Moves along the third axis.
  mutating func walkThird(by steps: Int) -> [Effect] {
    guard let third = dimensions.third else {
      return say("Latent size \(latentSize): there is no third dimension to move in.")
    }
    walk.motion = nil
    walk.move(along: third, of: dimensions.axes, by: steps)
    return requestWalked()
  }

  mutating func mouseOnWalk(_ event: MouseEvent, in body: Rect) -> [Effect] {
    let layout = WalkLayout(body: body, model: self)
    if layout.sliders.contains(event.position) { return mouseOnSliders(event, in: layout.sliders) }
    if event.kind == .press, let image = WalkView(model: self).encodedImage(at: event.position, in: body) {
      return walk(toImage: image)
    }
    let panel = layout.plane
    guard panel.contains(event.position) else { return [] }
    let place = walkPlot(capabilities: Capabilities()).layout(in: panel.inset(columns: 1, rows: 1)).point(
      at: event.position)
    switch event.kind {
    case .press, .drag: return walk(to: dimensions.moving(walk.position, to: place), as: .click)
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

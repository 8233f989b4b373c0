import Compute
import Plotting
import TerminalGraphics

extension ExplorerModel {
  /// The encoded image nearest to the crosshair in the plane, among those shown: takes a pass over all.
  private var imageAtCrosshair: Int? {
    guard let encoding else { return nil }
    var best: (index: Int, distance: Double)?
    for index in 0..<encoding.count {
      if let labels = encoding.labels, plane.hidden.contains(labels[index]) { continue }
      let place = dimensions.place(of: encoding.mean.row(index))
      let (dx, dy) = (place.x - plane.cursor.x, place.y - plane.cursor.y)
      let distance = dx * dx + dy * dy
      if distance < best?.distance ?? .infinity { best = (index, distance) }
    }
    return best?.index
  }

  /// Selects the image at the crosshair, and asks for its reconstruction.
  mutating func requestPlane() -> [Effect] {
    plane.selected = imageAtCrosshair
    guard let encoding, encoding.mean.columns == latentSize, let selected = plane.selected else { return [] }
    return ask(.decode(encoding.position(selected)), for: .plane) { model, pictures in
      model.plane.picture = pictures.first
      return []
    }
  }

  mutating func moveOnPlane(_ key: Key, steps: Int) -> [Effect] {
    plane.move(
      right: key.direction.right * steps, up: key.direction.up * steps,
      in: plane.viewport ?? fittedViewport)
    return requestPlane()
  }

  /// Shows the plane `factor` times as large, about a place.
  mutating func zoomPlane(_ factor: Double, about place: PlotPoint) -> [Effect] {
    plane.viewport = (plane.viewport ?? fittedViewport).zoomed(factor, about: place)
    return []
  }

  /// Takes the viewport and the crosshair back to where they started.
  mutating func resetPlaneView() -> [Effect] {
    plane.viewport = nil
    plane.cursor = PlotPoint(x: 0, y: 0)
    return requestPlane()
  }

  /// Shows a class, or hides it.
  mutating func toggleClass(_ label: UInt8) -> [Effect] {
    guard encoding?.centroids[label] != nil else { return say("No encoded image is in class \(label).") }
    plane.hidden.formSymmetricDifference([label])
    return requestPlane()
  }

  /// Moves the digits of the classes to their means, or back to their medians.
  mutating func toggleCentroids() -> [Effect] {
    guard encoding?.labels != nil else { return say("This data has no classes.") }
    plane.showsCentroids.toggle()
    return say("Each digit stands at the \(plane.showsCentroids ? "mean" : "median") of its class.")
  }

  mutating func walkToSelectedImage() -> [Effect] {
    guard let encoding, let selected = plane.selected else { return [] }
    return openWalk(at: encoding.position(selected), as: encoding.source(selected))
  }

  mutating func mouseOnPlane(_ event: MouseEvent, in body: Rect) -> [Effect] {
    let layout = PlaneLayout(body: body, model: self)
    if event.kind == .press,
      let entry = legend().entry(at: event.position, in: layout.legend),
      classCounts.indices.contains(entry)
    {
      return toggleClass(classCounts[entry].label)
    }
    guard layout.plot.contains(event.position) else { return [] }
    let place = planePlot().layout(in: layout.plot.inset(columns: 1, rows: 1)).point(at: event.position)
    switch event.kind {
    case .press, .drag:
      plane.cursor = place
      return requestPlane()
    case .wheelUp: return zoomPlane(1.25, about: place)
    case .wheelDown: return zoomPlane(0.8, about: place)
    case .release: return []
    }
  }
}

extension RequestPurpose {
  /// The picture of the selected image.
  static let plane = RequestPurpose("plane")
}

import Compute
import Foundation
import Plotting
import TerminalGraphics

/// The encoded images in latent space, over the whole window.
struct PlanePage: Sendable {
  /// The part of the plane shown, once somebody has zoomed or panned.
  var view: PlaneView?
  /// Where the crosshair stands; the encoded image nearest to it is picked.
  var cursor = PlotPoint(x: 0, y: 0)
  var hidden: Set<UInt8> = []
  var showsCentroids = false
  /// p(x|z)'s mean at the picked image's posterior mean.
  var picture: PixelImage?

  /// Moves the crosshair by hundredths of what is shown; the view follows where it would be left.
  mutating func move(right: Int, up: Int, in view: PlaneView) {
    cursor.x += Double(right) * view.reach * 0.04
    cursor.y += Double(up) * view.reach * 0.04
    func excess(_ offset: Double) -> Double {
      offset - min(max(offset, -view.reach * 0.95), view.reach * 0.95)
    }
    let offset = (x: excess(cursor.x - view.centre.x), y: excess(cursor.y - view.centre.y))
    guard offset != (0, 0) else { return }
    self.view = view
    self.view?.centre.x += offset.x
    self.view?.centre.y += offset.y
  }
}

extension ExplorerModel {
  /// The encoded image nearest to the crosshair in the plane, among those shown.
  var pickedPoint: Int? {
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

  /// Asks for the picked image's reconstruction.
  mutating func requestPlane() -> [Effect] {
    guard hasModel, let encoding, encoding.mean.columns == latentSize, let picked = pickedPoint else {
      return []
    }
    return [
      .decode(
        DecodeRequest(
          purpose: .plane, generation: requests.issue(.decode(.plane)), time: timeline.time,
          latents: Matrix(rows: 1, columns: latentSize, elements: encoding.position(picked)), drawing: .mean))
    ]
  }

  mutating func moveOnPlane(_ key: Key, steps: Int) -> [Effect] {
    plane.move(
      right: key.direction.right * steps, up: key.direction.up * steps, in: plane.view ?? fittedView)
    return requestPlane()
  }

  /// Shows a class, or hides it.
  mutating func toggleClass(_ label: UInt8) -> [Effect] {
    guard encoding?.centroids[label] != nil else { return say("No encoded image is of class \(label).") }
    plane.hidden.formSymmetricDifference([label])
    return requestPlane()
  }

  /// Moves the digits of the classes to their means, or back to their medians.
  mutating func toggleCentroids() -> [Effect] {
    guard encoding?.labels != nil else { return say("This data has no classes.") }
    plane.showsCentroids.toggle()
    return say("Each digit stands at the \(plane.showsCentroids ? "mean" : "median") of its class.")
  }

  mutating func walkToPickedPoint() -> [Effect] {
    guard let encoding, let picked = pickedPoint else { return [] }
    return walk(to: encoding.position(picked)) + show(.walk)
  }

  /// The plot with what the page adds.
  func planePlot() -> ScatterPlot {
    var plot = encodedPlot(plane.view ?? fittedView)
    plot.hiddenClasses = plane.hidden
    plot.crosshair = plane.cursor
    plot.selected = pickedPoint
    if let picked = pickedPoint, let ellipse = posteriorEllipse(picked) { plot.ellipses.append(ellipse) }
    addDrawing(to: &plot)
    if plane.showsCentroids { plot.labelPlaces = encoding?.centroids.mapValues { dimensions.place(of: $0) } }
    return plot
  }

  /// Adds the person's drawing, with one standard deviation of its posterior.
  func addDrawing(to plot: inout ScatterPlot) {
    guard let drawn = drawing?.reconstruction else { return }
    func deviation(_ dimension: Int) -> Double { Double(exp(drawn.logVariance[dimension] / 2)) }
    let place = dimensions.place(of: drawn.mean)
    let radii = PlotPoint(
      x: deviation(dimensions.horizontal), y: dimensions.vertical.map(deviation) ?? 0)
    plot.ellipses.append(ScatterPlot.Ellipse(centre: place, radii: radii))
    plot.marks.append(ScatterPlot.Mark(point: place, glyph: "✓"))
  }

  /// One standard deviation of an image's posterior, where it is known.
  func posteriorEllipse(_ index: Int) -> ScatterPlot.Ellipse? {
    guard let encoding,
      let across = encoding.standardDeviation(index, dimension: dimensions.horizontal)
    else { return nil }
    let up = dimensions.vertical.flatMap { encoding.standardDeviation(index, dimension: $0) } ?? 0
    return ScatterPlot.Ellipse(
      centre: dimensions.place(of: encoding.mean.row(index)),
      radii: PlotPoint(x: Double(across), y: Double(up)))
  }

  mutating func mouseOnPlane(_ event: MouseEvent, in body: Rect) -> [Effect] {
    let layout = PlaneLayout(body: body, model: self)
    if event.kind == .press,
      let entry = legend.entry(at: event.position, in: layout.legend),
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
    case .wheelUp: plane.view = (plane.view ?? fittedView).zoomed(1.25, about: place)
    case .wheelDown: plane.view = (plane.view ?? fittedView).zoomed(0.8, about: place)
    case .release: break
    }
    return []
  }
}

extension PlanePage {
  static let bindings: [KeyBinding] = [
    KeyBinding(Key.arrows, "←→↑↓", hint: "pick", "Moves the crosshair; the nearest image is picked.") {
      model, key in
      model.moveOnPlane(key, steps: 1)
    },
    KeyBinding(Key.shiftArrows, "S-arrows", hint: "×5", "Five steps; the view pans at its edge.") {
      model, key in
      model.moveOnPlane(key, steps: 5)
    },
    KeyBinding(["+", "=", "-"], "+ −", hint: "zoom", "Zooms about the crosshair.") { model, key in
      model.plane.view = (model.plane.view ?? model.fittedView).zoomed(
        key == "-" ? 0.8 : 1.25, about: model.plane.cursor)
      return []
    },
    KeyBinding(
      Key.digits, "0-9", hint: "class on/off", isUseful: \.hasClasses, needs: .encoding,
      "Shows a class, or hides it."
    ) {
      model, key in
      model.toggleClass(key.digit ?? 0)
    },
    KeyBinding(
      ["c"], "c", hint: "centroids", isUseful: \.hasClasses, needs: .encoding,
      "The digit of each class at its mean position, or at its median."
    ) { model, _ in
      model.toggleCentroids()
    },
    KeyBinding(
      ["d"], "d", hint: "dimensions", isUseful: \.hasChoiceOfDimensions,
      "Chooses the dimensions shown, where there are more than two."
    ) {
      model, _ in model.showDimensions()
    },
    KeyBinding([.enter], "Enter", hint: "walk there", needs: .encoding, "Opens the walk at the picked image.")
    { model, _ in
      model.walkToPickedPoint()
    },
    KeyBinding([.home], "Home", "The first view, with the crosshair at the origin.") { model, _ in
      model.plane.view = nil
      model.plane.cursor = PlotPoint(x: 0, y: 0)
      return model.requestPlane()
    },
  ]

  static let glossary: [(name: String, meaning: String)] = [
    (
      "points",
      "The posterior means of up to 2,000 test images, in the colour of their class, whose digit stands at their median, or by c at their mean."
    ),
    ("ellipse", "One standard deviation of the picked image's posterior q(z|x)."),
    ("✓", "Your own drawing, from Reconstruct, with its posterior."),
    ("1σ 2σ 3σ", "Contours of the prior."),
  ]
}

import Plotting
import TerminalGraphics

/// The plane over the whole window.
struct PlaneView: Widget {
  let model: ExplorerModel

  func draw(into grid: inout CellGrid, in area: Rect, _ capabilities: Capabilities) {
    let layout = PlaneLayout(body: area, model: model)
    let count = model.encoding.map { "\(NumberFormat.grouped($0.count)) images" } ?? "not encoded yet"
    let frame = Frame(title: model.planeTitle, trailingTitle: count)
    grid.draw(frame, in: layout.plot, capabilities)
    grid.draw(model.planePlot(), in: frame.inner(of: layout.plot), capabilities)
    drawLegend(into: &grid, layout.legend, capabilities)
    drawSelected(into: &grid, layout.selected, capabilities)
  }

  private func drawLegend(into grid: inout CellGrid, _ area: Rect, _ capabilities: Capabilities) {
    guard !area.isEmpty else { return }
    let legend = model.legend(capabilities)
    guard model.size.width >= 76 else {
      grid.draw(legend, in: area.inset(columns: 1), capabilities)
      return
    }
    let frame = Frame(title: "classes")
    grid.draw(frame, in: area, capabilities)
    grid.draw(legend, in: frame.inner(of: area).inset(columns: 1), capabilities)
  }

  private func drawSelected(into grid: inout CellGrid, _ area: Rect, _ capabilities: Capabilities) {
    guard !area.isEmpty else { return }
    let frame = Frame(title: "selected")
    grid.draw(frame, in: area, capabilities)
    guard let encoding = model.encoding, let index = model.plane.selected, index < encoding.count else {
      return
    }
    let inner = frame.inner(of: area).inset(columns: 1)
    let position = encoding.position(index)
    var facts = [
      Facts.Fact(name: "image", value: NumberFormat.grouped(index + 1))
    ]
    if let labels = encoding.labels { facts.append(.init(name: "class", value: String(labels[index]))) }
    for axis in model.dimensions.shown.prefix(2) {
      let axes = model.dimensions.axes
      let deviation = encoding.logVariance.map { axes.standardDeviation(axis, logVariance: $0.row(index)) }
      let spread = deviation.map { " ± \(NumberFormat.fixed(Double($0), decimals: 2))" } ?? ""
      let mean = Numbers.signed(Double(axes.coordinate(axis, of: position)), decimals: 2)
      facts.append(.init(name: axes.name(axis), value: mean + spread))
    }
    let (text, rest) = inner.split(top: facts.count)
    grid.draw(Facts(facts), in: text, capabilities)
    drawPictures(
      [
        ("original", encoding.isOfTestImages ? model.testImages.picture(index) : nil),
        ("decoded (mean)", model.plane.picture),
      ], into: &grid, rest, capabilities)
  }

  /// Named pictures, one below the other, in equal parts of the area.
  private func drawPictures(
    _ pictures: [(name: String, picture: PixelImage?)], into grid: inout CellGrid, _ area: Rect,
    _ capabilities: Capabilities
  ) {
    let blitter = model.blitter(capabilities)
    let shown = pictures.compactMap { entry in entry.picture.map { (entry.name, $0) } }
    let height = area.height / 2
    guard height >= 5 else {
      if let (name, picture) = shown.last, area.height >= 5 {
        let (title, place) = area.split(top: 1)
        grid.write(name, at: title.origin, style: capabilities.muted, in: title)
        blitter.draw(picture, into: &grid, in: place)
      }
      return
    }
    for (index, entry) in shown.enumerated() {
      let part = Rect(x: area.x, y: area.y + index * height, width: area.width, height: height)
      let (title, place) = part.split(top: 1)
      grid.write(entry.0, at: title.origin, style: capabilities.muted, in: title)
      blitter.draw(entry.1, into: &grid, in: place)
    }
  }
}

extension ExplorerModel {
  /// The latent plane with what the page adds.
  func planePlot() -> ScatterPlot {
    var plot = encodedPlot(plane.viewport ?? fittedViewport)
    plot.hiddenClasses = plane.hidden
    plot.crosshair = plane.cursor
    plot.selected = plane.selected
    if let encoding, let selected = plane.selected, selected < encoding.count,
      let logVariance = encoding.logVariance?.row(selected)
    {
      plot.ellipses.append(posteriorEllipse(mean: encoding.mean.row(selected), logVariance: logVariance))
    }
    addDrawing(to: &plot)
    if plane.showsCentroids { plot.labelPlaces = encoding?.centroids.mapValues { dimensions.place(of: $0) } }
    return plot
  }
}

import Compute
import Plotting
import TerminalGraphics

/// Where the panels of the plane stand.
///
/// Panels that go first where the window is small: the picked image, then the legend's column, which becomes a row.
struct PlaneLayout: Hashable, Sendable {
  let plot: Rect
  let legend: Rect
  /// Empty where there is no room.
  let picked: Rect

  init(body: Rect, model: ExplorerModel) {
    if body.width >= 76 {
      let size = model.testImages.imageShape
      let large = body.height >= 2 * (size.height / 2 + 1) + 18 && body.width >= 110
      let pictureWidth = large ? size.width : (size.width + 1) / 2
      let (plot, side) = body.split(right: min(max(pictureWidth + 4, 22), body.width / 3))
      self.plot = plot
      let rows = model.classCounts.isEmpty ? 0 : model.legend.height(forWidth: side.width - 4) + 2
      (picked, legend) = side.split(bottom: rows)
    } else {
      let rows = model.legend.height(forWidth: body.width - 2)
      (plot, legend) = body.split(bottom: body.height > 16 ? rows : 0)
      picked = Rect(x: 0, y: 0, width: 0, height: 0)
    }
  }
}

extension ExplorerModel {
  /// The classes of the encoded images, ascending, with their numbers.
  var classCounts: [(label: UInt8, count: Int)] { encoding?.classCounts ?? testImages.classCounts }

  /// The classes with the numbers of their images.
  var legend: Legend {
    let isPadded = size.width >= 76
    let entries = classCounts.map { entry in
      let isOn = !plane.hidden.contains(entry.label)
      let count = NumberFormat.grouped(entry.count)
      return Legend.Entry(
        glyph: ClassPalette.glyph(Int(entry.label)),
        label: isPadded ? TextLayout.padded(count, to: isOn ? 5 : 3, .right) : count,
        style: ClassPalette.style(Int(entry.label), Capabilities()), isOn: isOn)
    }
    return Legend(entries: entries, isVertical: isPadded && size.height >= 34)
  }
}

/// The plane over the whole window.
struct PlanePageView: Widget {
  let model: ExplorerModel

  func draw(into grid: inout CellGrid, in area: Rect, _ capabilities: Capabilities) {
    let layout = PlaneLayout(body: area, model: model)
    let count = model.encoding.map { "\(NumberFormat.grouped($0.count)) images" } ?? "not encoded yet"
    let frame = Frame(title: model.planeTitle, trailingTitle: count)
    grid.draw(frame, in: layout.plot, capabilities)
    grid.draw(model.planePlot(), in: frame.inner(of: layout.plot), capabilities)
    drawLegend(into: &grid, layout.legend, capabilities)
    drawPicked(into: &grid, layout.picked, capabilities)
  }

  private func drawLegend(into grid: inout CellGrid, _ area: Rect, _ capabilities: Capabilities) {
    guard !area.isEmpty else { return }
    var legend = model.legend
    for index in legend.entries.indices {
      let label = Int(model.classCounts[index].label)
      legend.entries[index].style = ClassPalette.style(label, capabilities)
    }
    guard model.size.width >= 76 else {
      grid.draw(legend, in: area.inset(columns: 1), capabilities)
      return
    }
    let frame = Frame(title: "classes")
    grid.draw(frame, in: area, capabilities)
    grid.draw(legend, in: frame.inner(of: area).inset(columns: 1), capabilities)
  }

  private func drawPicked(into grid: inout CellGrid, _ area: Rect, _ capabilities: Capabilities) {
    guard !area.isEmpty else { return }
    let frame = Frame(title: "picked")
    grid.draw(frame, in: area, capabilities)
    guard let encoding = model.encoding, let index = model.pickedPoint else { return }
    let inner = frame.inner(of: area).inset(columns: 1)
    let position = encoding.position(index)
    var facts = [
      Facts.Fact(name: "image", value: NumberFormat.grouped(index + 1))
    ]
    if let labels = encoding.labels { facts.append(.init(name: "class", value: String(labels[index]))) }
    for dimension in model.dimensions.shown.prefix(2) {
      let deviation = encoding.standardDeviation(index, dimension: dimension)
      let spread = deviation.map { " ± \(NumberFormat.fixed(Double($0), decimals: 2))" } ?? ""
      facts.append(
        .init(
          name: "z\(dimension + 1)", value: Numbers.signed(Double(position[dimension]), decimals: 2) + spread)
      )
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
    let blitter = ImageBlitter(characters: model.characters, capabilities: capabilities)
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

import Compute
import Plotting
import TerminalGraphics

/// Where the nearest encoded images stand in their panel: one under the other, or side by side.
struct NearestPlaces {
  let isColumn: Bool
  /// The cells of a picture.
  let picture: Size
  /// The cells of each image with its text; the last may reach beyond the panel.
  let parts: [Rect]

  init(in panel: Rect, images: ImageShape, blitter: ImageBlitter) {
    let inner = panel.inset(columns: 1, rows: 1)
    let isColumn = inner.width <= 2 * inner.height
    self.isColumn = isColumn
    let place = isColumn ? inner : inner.inset(columns: 1)
    picture = blitter.fittedSize(
      width: images.width, height: images.height,
      in: isColumn ? Size(width: place.width, height: max(1, place.height - 5)) : place.size)
    let pitch = isColumn ? picture.height + 4 : picture.width + 17
    let count = max(1, (isColumn ? place.height : place.width + 2) / max(1, pitch))
    parts = (0..<count).map { index in
      isColumn
        ? place.split(top: index * pitch).rest.split(top: pitch).top
        : place.split(left: index * pitch).rest.split(left: pitch).left
    }
  }
}

/// The encoded images near the walk.
extension WalkView {
  private func nearestPlaces(in area: Rect, _ capabilities: Capabilities) -> NearestPlaces {
    NearestPlaces(in: area, images: model.testImages.imageShape, blitter: model.blitter(capabilities))
  }

  func drawNearest(into grid: inout CellGrid, _ area: Rect, _ capabilities: Capabilities) {
    guard !area.isEmpty else { return }
    let frame = Frame(title: area.width >= 26 ? "nearest encoded images" : "nearest")
    grid.draw(frame, in: area, capabilities)
    let blitter = model.blitter(capabilities)
    let places = nearestPlaces(in: area, capabilities)
    let (isColumn, size) = (places.isColumn, places.picture)
    let nearest = model.walk.neighbourhood?.nearest ?? []
    if nearest.isEmpty { write(["not encoded yet"], into: &grid, places.parts[0], capabilities) }
    for (neighbour, place) in zip(nearest, places.parts) {
      var part = place
      if let picture = neighbourPicture(neighbour.index) {
        let cells = isColumn ? part.split(top: size.height).top : part.split(left: size.width).left
        blitter.draw(picture, into: &grid, in: cells, isCentred: isColumn)
        part = isColumn ? part.split(top: size.height).rest : part.split(left: size.width + 2).rest
      }
      write(lines(of: neighbour), into: &grid, part, capabilities)
    }
  }

  /// The cells of the nearest image's picture in a box that it shares with what is here; empty where there is no room.
  func sharedPicturePlace(in inner: Rect, _ capabilities: Capabilities) -> Rect {
    guard let picture = nearestPicture, inner.height >= 5 || inner.width >= 44 else {
      return inner.split(left: 0).left
    }
    let size = model.blitter(capabilities).fittedSize(
      width: picture.width, height: picture.height,
      in: Size(width: inner.width / 3, height: inner.height))
    return inner.split(left: size.width).left
  }

  /// The number of the encoded image at a cell of the page; `nil` if there is none.
  func encodedImage(at point: Point, in area: Rect) -> Int? {
    let layout = WalkLayout(body: area, model: model)
    let nearest = model.walk.neighbourhood?.nearest ?? []
    guard layout.isCompact else {
      let parts = nearestPlaces(in: layout.nearest, Capabilities()).parts
      return zip(nearest, parts).first { $1.contains(point) }?.0.index
    }
    let box = layout.here.isEmpty ? layout.nearest : layout.here
    let place = sharedPicturePlace(in: box.inset(columns: 2, rows: 1), Capabilities())
    return place.contains(point) ? nearest.first?.index : nil
  }

  /// The picture of the nearest encoded image, if the explorer has it.
  var nearestPicture: PixelImage? {
    model.walk.neighbourhood?.nearest.first.flatMap { neighbourPicture($0.index) }
  }

  /// The nearest encoded image in a line, without its number where that does not fit.
  func nearestLine(width: Int) -> String {
    guard let nearest = model.walk.neighbourhood?.nearest.first else { return "not encoded yet" }
    let away = "\(distance(of: nearest)) away"
    let whole = "nearest \(number(of: nearest.index)), \(nearest.label.map { "class \($0), " } ?? "")\(away)"
    return whole.count <= width ? whole : "nearest \(name(of: nearest)), \(away)"
  }

  /// The picture of an encoded image, if the explorer has it.
  private func neighbourPicture(_ index: Int) -> PixelImage? {
    model.encoding?.isOfTestImages ?? false ? model.testImages.picture(index) : nil
  }

  /// The class of an encoded image, or its number where it has none.
  private func name(of neighbour: Neighbour) -> String {
    neighbour.label.map { "class \($0)" } ?? number(of: neighbour.index)
  }

  private func number(of index: Int) -> String { "image \(NumberFormat.grouped(index + 1))" }

  /// An encoded image in words: its class, where it has one, its number and its distance.
  private func lines(of neighbour: Neighbour) -> [String] {
    let number = neighbour.label == nil ? [] : [number(of: neighbour.index)]
    return [name(of: neighbour)] + number + ["\(distance(of: neighbour)) away"]
  }

  private func distance(of neighbour: Neighbour) -> String {
    NumberFormat.fixed(Double(neighbour.distance), decimals: 2)
  }

  /// Writes lines from the top of an area.
  func write(
    _ lines: [String], into grid: inout CellGrid, _ area: Rect, _ capabilities: Capabilities
  ) {
    for (row, line) in lines.prefix(area.height).enumerated() {
      grid.write(line, at: Point(x: area.x, y: area.y + row), in: area, ellipsis: capabilities.ellipsis)
    }
  }
}

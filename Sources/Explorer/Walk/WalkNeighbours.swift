import Plotting
import TerminalGraphics

/// The encoded images near the walk.
extension WalkView {
  /// The nearest encoded images: one under the other, or side by side.
  func drawNearest(into grid: inout CellGrid, _ area: Rect, _ capabilities: Capabilities) {
    guard !area.isEmpty else { return }
    let frame = Frame(title: area.width >= 26 ? "nearest encoded images" : "nearest")
    grid.draw(frame, in: area, capabilities)
    let inner = frame.inner(of: area)
    let isColumn = inner.width <= 2 * inner.height
    let place = isColumn ? inner : inner.inset(columns: 1)
    let blitter = model.blitter(capabilities)
    let images = model.testImages.imageShape
    let size = blitter.fittedSize(
      width: images.width, height: images.height,
      in: isColumn ? Size(width: place.width, height: max(1, place.height - 5)) : place.size)
    let pitch = isColumn ? size.height + 4 : size.width + 17
    let count = max(1, (isColumn ? place.height : place.width + 2) / max(1, pitch))
    let nearest = model.walk.neighbourhood?.nearest.prefix(count) ?? []
    if nearest.isEmpty { write(["not encoded yet"], into: &grid, place, capabilities) }
    for (index, neighbour) in nearest.enumerated() {
      var part =
        isColumn
        ? place.split(top: index * pitch).rest.split(top: pitch).top
        : place.split(left: index * pitch).rest.split(left: pitch).left
      if let picture = neighbourPicture(neighbour.index) {
        let cells = isColumn ? part.split(top: size.height).top : part.split(left: size.width).left
        blitter.draw(picture, into: &grid, in: cells, isCentred: isColumn)
        part = isColumn ? part.split(top: size.height).rest : part.split(left: size.width + 2).rest
      }
      write(lines(of: neighbour), into: &grid, part, capabilities)
    }
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

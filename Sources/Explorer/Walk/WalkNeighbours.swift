import Plotting
import TerminalGraphics

/// The encoded images near the walk.
extension WalkView {
  /// The nearest encoded images: one under the other, or side by side; in small windows one with what is here.
  func drawNearest(
    into grid: inout CellGrid, _ area: Rect, isCompact: Bool, _ capabilities: Capabilities
  ) {
    guard !area.isEmpty else { return }
    guard !isCompact else { return drawCompact(into: &grid, area, capabilities) }
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

  /// The nearest encoded image and what is here, in one box.
  private func drawCompact(into grid: inout CellGrid, _ area: Rect, _ capabilities: Capabilities) {
    let frame = Frame(title: "here", trailingTitle: motionTitle)
    grid.draw(frame, in: area, capabilities)
    var inner = frame.inner(of: area).inset(columns: 1)
    let nearest = model.walk.neighbourhood?.nearest.first
    if let nearest, let picture = neighbourPicture(nearest.index) {
      let blitter = model.blitter(capabilities)
      let room = Size(width: inner.width / 3, height: inner.height)
      let size = blitter.fittedSize(width: picture.width, height: picture.height, in: room)
      blitter.draw(picture, into: &grid, in: inner.split(left: size.width).left, isCentred: false)
      inner = inner.split(left: size.width + 2).rest
    }
    let nearestLine = nearest.map { neighbour in
      "nearest \(name(of: neighbour)), \(NumberFormat.fixed(Double(neighbour.distance), decimals: 2)) away"
    }
    let lines = hereLines(width: inner.width) + [nearestLine ?? "not encoded yet"]
    write(lines, into: &grid, inner, capabilities)
    let rest = inner.split(top: lines.count).rest
    if !rest.isEmpty { drawDensity(into: &grid, rest, capabilities) }
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
    let distance = "\(NumberFormat.fixed(Double(neighbour.distance), decimals: 2)) away"
    return [name(of: neighbour)] + number + [distance]
  }

  private func write(
    _ lines: [String], into grid: inout CellGrid, _ area: Rect, _ capabilities: Capabilities
  ) {
    for (row, line) in lines.prefix(area.height).enumerated() {
      grid.write(line, at: Point(x: area.x, y: area.y + row), in: area, ellipsis: capabilities.ellipsis)
    }
  }
}

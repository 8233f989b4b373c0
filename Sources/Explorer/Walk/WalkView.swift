import Compute
import Foundation
import Plotting
import TerminalGraphics

/// The walk: the picture at z, and where z is.
struct WalkView: Widget {
  let model: ExplorerModel

  func draw(into grid: inout CellGrid, in area: Rect, _ capabilities: Capabilities) {
    let layout = WalkLayout(body: area, model: model)
    drawPicture(into: &grid, layout.picture, capabilities)
    drawPlane(into: &grid, layout.plane, capabilities)
    drawHere(into: &grid, layout.here, capabilities)
    drawNearest(into: &grid, layout.nearest, isCompact: layout.here.isEmpty, capabilities)
  }

  private func drawPicture(into grid: inout CellGrid, _ area: Rect, _ capabilities: Capabilities) {
    let frame = Frame(title: "decoded (mean)")
    grid.draw(frame, in: area, capabilities)
    guard let picture = model.walk.picture else { return }
    let blitter = model.blitter(capabilities)
    blitter.draw(picture, into: &grid, in: frame.inner(of: area))
  }

  private func drawPlane(into grid: inout CellGrid, _ area: Rect, _ capabilities: Capabilities) {
    let frame = Frame(
      title: model.planeTitle,
      trailingTitle: "step \(NumberFormat.fixed(Double(model.walk.step), decimals: 3))")
    grid.draw(frame, in: area, capabilities)
    grid.draw(model.walkPlot(capabilities: capabilities), in: frame.inner(of: area), capabilities)
  }

  private func drawHere(into grid: inout CellGrid, _ area: Rect, _ capabilities: Capabilities) {
    guard !area.isEmpty else { return }
    let frame = Frame(title: "here", trailingTitle: motionTitle)
    grid.draw(frame, in: area, capabilities)
    let inner = frame.inner(of: area).inset(columns: 1)
    let (text, rest) = inner.split(top: hereLines(width: inner.width).count)
    for (row, line) in hereLines(width: inner.width).enumerated() {
      grid.write(line, at: Point(x: text.x, y: text.y + row), in: text, ellipsis: capabilities.ellipsis)
    }
    guard !rest.isEmpty else { return }
    drawDensity(into: &grid, rest, capabilities)
  }

  func drawDensity(into grid: inout CellGrid, _ area: Rect, _ capabilities: Capabilities) {
    guard let density = model.walk.neighbourhood?.density else { return }
    let word =
      density > 0.7
      ? "dense with data" : density > 0.35 ? "among data" : density > 0.12 ? "sparse" : "nothing here"
    let isWide = area.width >= 44
    let (line, rest) = area.split(top: 1)
    grid.draw(
      Gauge(
        fraction: 1 - density, lowLabel: isWide ? "dense with data" : "dense",
        highLabel: isWide ? "nothing here" : "empty",
        style: density > 0.35 ? capabilities.good : capabilities.warning),
      in: line, capabilities)
    for (row, text) in ((isWide ? [] : [word]) + marks).prefix(rest.height).enumerated() {
      grid.write(text, at: Point(x: rest.x, y: rest.y + row), style: capabilities.muted, in: rest)
    }
  }

  /// Where the marks are in the dimensions shown.
  private var marks: [String] {
    [("a", model.walk.markA), ("b", model.walk.markB)].compactMap { name, mark in
      mark.map { mark in
        let coordinates = model.dimensions.shown.map { Numbers.signed(Double(mark[$0]), decimals: 2) }
        return "mark \(name)  \(coordinates.joined(separator: "  "))"
      }
    }
  }

  /// z and log p(z), in as many lines as the width asks for.
  func hereLines(width: Int) -> [String] {
    let position = model.walk.position
    let shown = position.count <= 4 ? Array(position.indices) : model.dimensions.shown
    let coordinates = shown.map {
      "z\($0 + 1) \(TextLayout.padded(Numbers.signed(Double(position[$0]), decimals: 2), to: 6, .right))"
    }
    let squares = position.reduce(0) { $0 + $1 * $1 }
    let density = -0.5 * Double(squares) - 0.5 * Double(position.count) * log(2 * Double.pi)
    let prior = "log p(z) \(TextLayout.padded(NumberFormat.fixed(density, decimals: 2), to: 6, .right)) nats"
    let distance = "|z| \(NumberFormat.fixed(Double(squares).squareRoot(), decimals: 2))"
    let parts = coordinates + (position.count > 2 ? [distance] : []) + [prior]
    return TextLayout.wrapped(parts.joined(separator: "\n"), to: width).reduce(into: []) { lines, part in
      if let last = lines.last, last.count + 3 + part.count <= width {
        lines[lines.count - 1] = last + "   " + part
      } else {
        lines.append(part)
      }
    }
  }

  var motionTitle: String {
    if model.walk.recording != nil { return "● recording" }
    switch model.walk.motion {
    case .interpolation: return "interpolating"
    case .tour: return "touring"
    case nil: return ""
    }
  }
}

extension ExplorerModel {
  /// The latent plane with the walk on it.
  func walkPlot(capabilities: Capabilities) -> ScatterPlot {
    let place = dimensions.place(of: walk.position)
    var plot = encodedPlot((walk.viewport ?? fittedViewport).including(place))
    plot.crosshair = place
    plot.trail = (walk.trail + [walk.position]).map { dimensions.place(of: $0) }
    for (mark, glyph) in [(walk.markA, "a"), (walk.markB, "b")] as [([Float]?, Unicode.Scalar)] {
      guard let mark else { continue }
      plot.marks.append(
        ScatterPlot.Mark(point: dimensions.place(of: mark), glyph: glyph))
    }
    return plot
  }
}

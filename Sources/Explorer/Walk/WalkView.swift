import Compute
import Plotting
import TerminalGraphics

/// The walk: the picture at z, and where z is.
struct WalkView: Widget {
  let model: ExplorerModel

  func draw(into grid: inout CellGrid, in area: Rect, _ capabilities: Capabilities) {
    let layout = WalkLayout(body: area, model: model)
    drawPicture(into: &grid, layout.picture, capabilities)
    drawCompanion(into: &grid, layout.companion, capabilities)
    grid.draw(SlidersView(model: model), in: layout.sliders, capabilities)
    drawPlane(into: &grid, layout.plane, capabilities)
    if layout.isCompact {
      drawHere(into: &grid, layout.here.isEmpty ? layout.nearest : layout.here, isCompact: true, capabilities)
    } else {
      drawHere(into: &grid, layout.here, isCompact: false, capabilities)
      drawNearest(into: &grid, layout.nearest, capabilities)
    }
  }

  private func drawPicture(into grid: inout CellGrid, _ area: Rect, _ capabilities: Capabilities) {
    let frame = Frame(title: pictureTitle)
    grid.draw(frame, in: area, capabilities)
    guard let picture = model.walk.picture else { return }
    let blitter = model.blitter(capabilities)
    blitter.draw(picture, into: &grid, in: frame.inner(of: area))
  }

  private var pictureTitle: String {
    switch model.walk.pixelView {
    case .mean: "decoded (mean)"
    case .sample: "a sample x ~ p(x|z)"
    case .deviation:
      "σ of p(x|z), white: \(NumberFormat.fixed(Double(model.walk.greatestDeviation), decimals: 3))"
    }
  }

  private func drawPlane(into grid: inout CellGrid, _ area: Rect, _ capabilities: Capabilities) {
    let frame = Frame(
      title: model.planeTitle,
      trailingTitle: "step \(NumberFormat.fixed(Double(model.walk.step), decimals: 3))")
    grid.draw(frame, in: area, capabilities)
    grid.draw(model.walkPlot(capabilities: capabilities), in: frame.inner(of: area), capabilities)
  }
}

extension ExplorerModel {
  /// The latent plane with the walk on it.
  func walkPlot(capabilities: Capabilities) -> ScatterPlot {
    let place = dimensions.place(of: walk.position)
    var plot = encodedPlot((walk.viewport ?? fittedViewport).including(place))
    plot.crosshair = place
    plot.trail = (walk.trail + [walk.position]).map { dimensions.place(of: $0) }
    plot.marks = walk.marks.sorted { $0.key < $1.key }.map { letter, mark in
      ScatterPlot.Mark(point: dimensions.place(of: mark), glyph: letter)
    }
    return plot
  }
}

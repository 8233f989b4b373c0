import Foundation
import Plotting
import TerminalGraphics

/// The latent plane, which several pages show.
extension ExplorerModel {
  /// What the plane is called: its dimensions, where there are more than it shows.
  var planeTitle: String {
    guard latentSize > 2, let vertical = dimensions.vertical else { return "latent plane" }
    return "latent plane: z\(dimensions.horizontal + 1) × z\(vertical + 1) of \(latentSize)"
  }

  /// The part of the plane shown before anyone zooms.
  var fittedViewport: PlaneViewport {
    let shown = [dimensions.horizontal] + (dimensions.vertical.map { [$0] } ?? [])
    return PlaneViewport.fitted(to: shown.compactMap { encoding?.extents[$0] })
  }

  /// The encoded images as points, without what a page adds.
  func encodedPlot(_ viewport: PlaneViewport) -> ScatterPlot {
    let points = encoding.map { encoding in
      (0..<encoding.count).map { dimensions.place(of: encoding.mean.row($0)) }
    }
    return ScatterPlot(
      points: points ?? [], classes: encoding?.labels ?? [], xRange: viewport.xRange,
      yRange: viewport.yRange, xLabel: "z\(dimensions.horizontal + 1)",
      yLabel: dimensions.vertical.map { "z\($0 + 1)" } ?? "")
  }

  /// Adds the person's drawing to a plot, with one standard deviation of its posterior.
  func addDrawing(to plot: inout ScatterPlot) {
    guard let drawn = drawing?.reconstruction else { return }
    func deviation(_ dimension: Int) -> Double { Double(exp(drawn.logVariance[dimension] / 2)) }
    let place = dimensions.place(of: drawn.mean)
    let radii = PlotPoint(
      x: deviation(dimensions.horizontal), y: dimensions.vertical.map(deviation) ?? 0)
    plot.ellipses.append(ScatterPlot.Ellipse(centre: place, radii: radii))
    plot.marks.append(ScatterPlot.Mark(point: place, glyph: "✓"))
  }
}

import Plotting
import TerminalGraphics

/// The latent plane, which several pages show.
extension ExplorerModel {
  /// What the plane is called: its axes, where there are more than it shows.
  var planeTitle: String {
    guard latentSize > 2, let vertical = dimensions.vertical else { return "latent plane" }
    let axes = dimensions.axes
    let names = "latent plane: \(axes.name(dimensions.horizontal)) × \(axes.name(vertical)) of \(latentSize)"
    return axes.kind == .coordinates ? names : "\(names), \(axesNote)"
  }

  /// The part of the plane shown before anyone zooms.
  var fittedViewport: PlaneViewport {
    let shown = [dimensions.horizontal] + (dimensions.vertical.map { [$0] } ?? [])
    let extents = dimensions.axes.kind == .coordinates ? encoding?.extents : dimensions.axes.extents
    return PlaneViewport.fitted(to: shown.compactMap { extents?[$0] })
  }

  /// The encoded images as points, without what a page adds.
  func encodedPlot(_ viewport: PlaneViewport) -> ScatterPlot {
    let points = encoding.map { encoding in
      (0..<encoding.count).map { dimensions.place(of: encoding.mean.row($0)) }
    }
    return ScatterPlot(
      points: points ?? [], classes: encoding?.labels ?? [], xRange: viewport.xRange,
      yRange: viewport.yRange, xLabel: dimensions.axes.name(dimensions.horizontal),
      yLabel: dimensions.vertical.map(dimensions.axes.name) ?? "")
  }

  /// One standard deviation of a posterior along the plane's axes, about its mean.
  func posteriorEllipse(
    mean: some RandomAccessCollection<Float>, logVariance: some RandomAccessCollection<Float>
  ) -> ScatterPlot.Ellipse {
    func deviation(_ axis: Int) -> Double {
      Double(dimensions.axes.standardDeviation(axis, logVariance: logVariance))
    }
    let radii = PlotPoint(
      x: deviation(dimensions.horizontal), y: dimensions.vertical.map(deviation) ?? 0)
    return ScatterPlot.Ellipse(centre: dimensions.place(of: mean), radii: radii)
  }

  /// Adds the person's drawing to a plot, with one standard deviation of its posterior.
  func addDrawing(to plot: inout ScatterPlot) {
    guard let drawn = drawing?.reconstruction else { return }
    plot.ellipses.append(posteriorEllipse(mean: drawn.mean, logVariance: drawn.logVariance))
    plot.marks.append(ScatterPlot.Mark(point: dimensions.place(of: drawn.mean), glyph: "✓"))
  }
}

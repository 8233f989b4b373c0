import Compute
import Formats
import Pictures
import Plotting

extension ExplorerModel {
  /// The encoded images as a plot, and their positions as a table.
  var exportedPlane: [Export.Content] {
    guard let encoding else { return [] }
    let points = (0..<encoding.count).map { dimensions.place(of: encoding.mean.row($0)) }
    let plot = SVGScatterPlot(
      title: "\(openModel?.name ?? ""): \(planeTitle)", xLabel: dimensions.axes.name(dimensions.horizontal),
      yLabel: dimensions.vertical.map(dimensions.axes.name) ?? "",
      points: points,
      classes: encoding.labels ?? [])
    let names = (1...max(1, latentSize)).map { "z\($0)" }
    let rows = (0..<encoding.count).map { index in
      (encoding.labels.map { [Double($0[index])] } ?? []) + encoding.position(index).map(Double.init)
    }
    let table = CSV.encode(header: (encoding.labels == nil ? [] : ["class"]) + names, numbers: rows)
    return [.text(plot.svg(), fileExtension: "svg"), .text(table, fileExtension: "csv")]
  }
}

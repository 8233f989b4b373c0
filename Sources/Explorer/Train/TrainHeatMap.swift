import TerminalGraphics
import Training

extension ExplorerModel {
  /// The KL divergence of each dimension on the test set over the training: a dimension that collapses turns dark.
  func klMap(_ capabilities: Capabilities, isLarge: Bool = true) -> HeatMap {
    let epochs = record.epochs
    let axis = monitorAxis
    let columns = epochs.compactMap { metrics in
      record.place(of: metrics.examplesSeen, on: preferences.charts.axis).map {
        HeatMap.Column(x: $0, values: metrics.klPerDimension)
      }
    }
    return HeatMap(
      columns: columns, labels: (0..<latentSize).map { "z\($0 + 1)" }, maximum: klMaximum,
      xScale: axis.scale,
      xRange: axis.value(at: train.window.lowerBound)...axis.value(at: train.window.upperBound),
      xLabel: isLarge ? preferences.charts.axis.rawValue : "", lines: chartLines(capabilities, isLarge: false)
    )
  }

  /// The greatest divergence of any dimension after any epoch, in nats.
  var klMaximum: Double { record.epochs.flatMap(\.klPerDimension).filter(\.isFinite).max() ?? 0 }
}

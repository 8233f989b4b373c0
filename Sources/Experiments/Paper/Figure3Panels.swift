import Pictures
import Plotting
import Training

/// What the work of a method is counted by. The order of the methods depends on it.
enum WorkCount: CaseIterable {
  case visits, weightUpdates, networkEvaluations

  var title: String {
    switch self {
    case .visits: "images visited"
    case .weightUpdates: "weight updates × B"
    case .networkEvaluations: "network evaluations"
    }
  }

  /// The work of a method after so many images visited.
  func of(_ method: InferenceMethodName, examples: Int) -> Double {
    let counts = method.counts(examplesSeen: examples)
    switch self {
    case .visits: return Double(examples)
    case .weightUpdates: return Double(counts.updatedImages)
    case .networkEvaluations: return Double(counts.networkEvaluations)
    }
  }
}

extension Figure3 {
  /// A row for each way of counting, a panel for each number of training images.
  func panels(_ curves: [MethodCurve]) -> SVGPanels {
    SVGPanels(
      rows: WorkCount.allCases.map { count in
        options.trainImages.compactMap { images in
          panel(curves.filter { $0.settings.trainImages == images }, images, count)
        }
      })
  }

  private func panel(_ curves: [MethodCurve], _ images: Int, _ count: WorkCount) -> SVGLinePlot? {
    guard !curves.isEmpty else { return nil }
    let series = curves.flatMap { curve in
      curve.series(
        { $0.logLikelihood?.mean }, x: { count.of(curve.settings.method, examples: $0) })
    }
    return SVGLinePlot(
      title: "\(options.data.name), N = \(NumberFormat.grouped(images))", xLabel: count.title,
      yLabel: "log p(x), nats per image; train thin", series: series, xScale: .logarithmic,
      yRange: series.learningYRange(over: series.xRange(on: .logarithmic), on: .logarithmic))
  }
}

import Compute
import Formats
import Pictures
import Plotting
import TerminalGraphics
import Training

extension ExplorerModel {
  /// As in "mnist-2d-walk".
  var exportStem: String { "\(openModel?.name ?? "vae")-\(page.rawValue)" }

  /// Exports what the page shows.
  mutating func exportPage() -> [Effect] {
    let contents: [Export.Content]
    switch page {
    case .train: contents = exportedCurve
    case .walk: contents = sheet([walk.picture].compactMap { $0 }, columns: 1, scale: 8, gap: 0)
    case .manifold:
      let grid = manifoldGrid(in: FrameLayout(size: size).body)
      contents = sheet(manifold.pictures, columns: grid.columns, scale: 2, gap: 0)
    case .reconstruct: contents = exportedReconstructions
    case .samples:
      let grid = samplesGrid(in: FrameLayout(size: size).body)
      contents = sheet(samples.pictures, columns: grid.columns, scale: 2, gap: 2)
    case .plane: contents = exportedPlane
    case .runs: contents = exportedRuns
    }
    guard !contents.isEmpty else { return say("There is nothing to export here yet.") }
    return contents.map { .export(Export(stem: exportStem, content: $0)) }
  }

  private func sheet(_ pictures: [PixelImage], columns: Int, scale: Int, gap: Int) -> [Export.Content] {
    guard !pictures.isEmpty else { return [] }
    return [.png(contactSheet(pictures.map(GreyImage.init), columns: columns, gap: gap, scale: scale))]
  }

  private var exportedCurve: [Export.Content] {
    let chart = trainChart(Capabilities())
    guard chart.series.contains(where: { !$0.points.isEmpty }) else { return [] }
    let series = chart.series.map(\.data)
    let plot = SVGLinePlot(
      title: "\(openModel?.name ?? ""): evidence lower bound", xLabel: "training examples seen",
      yLabel: "ELBO, nats per image", series: series, xScale: chart.xScale,
      yRange: series.fittedYRange(over: series.xRange(on: chart.xScale), on: chart.xScale))
    return [.text(plot.svg(), fileExtension: "svg")]
  }

  /// A row an image: the original, then each model's reconstruction.
  private var exportedReconstructions: [Export.Content] {
    let layout = ReconstructLayout(body: FrameLayout(size: size).body, model: self)
    let sources = reconstructRows[layout.shownRows(of: self)]
    let pictures = sources.flatMap { source -> [PixelImage] in
      let original: PixelImage? =
        switch source {
        case .testImage(let index): testImages.picture(index)
        case .drawing: drawing?.picture
        }
      let results = layout.networks.map { reconstruct.results[$0]?[source]?.picture }
      guard let original, results.allSatisfy({ $0 != nil }) else { return [] }
      return [original] + results.compactMap { $0 }
    }
    return sheet(pictures, columns: layout.networks.count + 1, scale: 4, gap: 2)
  }

  private var exportedPlane: [Export.Content] {
    guard let encoding else { return [] }
    let points = (0..<encoding.count).map { dimensions.place(of: encoding.mean.row($0)) }
    let plot = SVGScatterPlot(
      title: "\(openModel?.name ?? ""): \(planeTitle)", xLabel: "z\(dimensions.horizontal + 1)",
      yLabel: dimensions.vertical.map { "z\($0 + 1)" } ?? "",
      points: points,
      classes: encoding.labels ?? [])
    let names = (1...max(1, latentSize)).map { "z\($0)" }
    let rows = (0..<encoding.count).map { index in
      (encoding.labels.map { [Double($0[index])] } ?? []) + encoding.position(index).map(Double.init)
    }
    let table = CSV.encode(header: (encoding.labels == nil ? [] : ["class"]) + names, numbers: rows)
    return [.text(plot.svg(), fileExtension: "svg"), .text(table, fileExtension: "csv")]
  }

  private var exportedRuns: [Export.Content] {
    guard !listing.runs.isEmpty else { return [] }
    let rows = listing.runs.map { run in
      [
        run.name, run.configuration?.dataset ?? "",
        run.configuration.map { String($0.architecture.latentSize) } ?? "",
        String(run.metrics.last?.epoch ?? 0), run.best.map { String($0.test.elbo) } ?? "", run.stateTitle,
        run.path,
      ]
    }
    let header = ["run", "data", "latentSize", "epoch", "bestTestELBO", "state", "path"]
    return [.text(CSV.encode(header: header, rows: rows), fileExtension: "csv")]
  }
}

extension GreyImage {
  /// A grey picture as it was decoded.
  init(_ image: PixelImage) {
    self.init(width: image.width, height: image.height, pixels: image.bytes)
  }
}

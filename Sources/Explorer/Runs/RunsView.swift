import Autoencoder
import Plotting
import TerminalGraphics
import Training

/// The table of runs.
struct RunsView: Widget {
  let model: ExplorerModel

  /// The runs that the table holds: those about the selected one, since thousands take too long for a frame.
  private var tableRange: Range<Int> {
    let reach = 200  // More than a window has rows.
    let count = model.listing.runs.count
    return min(count, max(0, model.runs.cursor - reach))..<min(count, model.runs.cursor + reach)
  }

  /// The index of the run in the table at `point` when drawn in `area`; `nil` if there is none.
  func run(at point: Point, in area: Rect) -> Int? {
    table.row(at: point, in: area).map { $0 + tableRange.lowerBound }
  }

  private var table: Table {
    Table(
      columns: [
        .init("run", isFlexible: true), .init("best test", .right), .init("epoch", .right), .init("state"),
        .init("curve", isDrawing: true), .init("shown on"), .init("data"), .init("L", .right),
        .init("hidden"),
      ],
      rows: model.listing.runs[tableRange].map(row), selected: model.runs.cursor - tableRange.lowerBound)
  }

  func draw(into grid: inout CellGrid, in area: Rect, _ capabilities: Capabilities) {
    let frame = Frame(title: "runs", trailingTitle: "\(model.listing.runs.count)")
    guard !model.listing.runs.isEmpty else {
      grid.draw(frame, in: area, capabilities)
      return grid.writeCentred(
        model.isListed ? "There are no runs yet: o opens a data set and trains on it." : "looking…",
        in: frame.inner(of: area), style: capabilities.muted)
    }
    grid.draw(frame, in: area.split(bottom: Self.selectedRows(in: area)).rest, capabilities)
    grid.draw(table, in: RunsView.tableArea(in: area), capabilities)
    drawSelected(into: &grid, area, capabilities)
  }

  /// The cells of the table: all, or the upper part where there is room for the selected run's curve below.
  static func tableArea(in area: Rect) -> Rect {
    area.split(bottom: selectedRows(in: area)).rest.inset(columns: 2, rows: 1)
  }

  /// The rows for the selected run's curve; none in small windows.
  private static func selectedRows(in area: Rect) -> Int { area.height >= 28 ? 17 : 0 }

  /// The curve of the selected run, with what it was trained with.
  private func drawSelected(into grid: inout CellGrid, _ area: Rect, _ capabilities: Capabilities) {
    guard let run = model.selectedRun, let configuration = run.configuration else { return }
    let lower = area.split(bottom: Self.selectedRows(in: area)).bottom
    guard !lower.isEmpty else { return }
    let (chart, facts) = lower.split(right: min(38, area.width / 3))
    let frame = Frame(title: "\(run.name): ELBO, nats per image")
    grid.draw(frame, in: chart, capabilities)
    let curve = run.figures.curve
    func series(_ name: String, _ value: KeyPath<RunFigures.Point, Double>, _ style: Style)
      -> LineChart.Series
    {
      LineChart.Series(
        name: name, points: curve.map { PlotPoint(x: Double($0.examplesSeen), y: $0[keyPath: value]) },
        style: style)
    }
    let curves = LineChart(
      series: [
        series("train", \.train, capabilities.trainCurve),
        series("test", \.test, capabilities.testCurve),
      ], xScale: .logarithmic, xLabel: "examples")
    if !curve.isEmpty { grid.draw(curves, in: frame.inner(of: chart), capabilities) }
    let box = Frame(title: "settings")
    grid.draw(box, in: facts, capabilities)
    let settings = Facts(Self.settings(of: run, configuration))
    grid.draw(settings, in: box.inner(of: facts).inset(columns: 1), capabilities)
  }

  /// What the run was trained with, and how far it has come.
  private static func settings(of run: RunSummary, _ configuration: TrainingConfiguration) -> [Facts.Fact] {
    let (architecture, last) = (configuration.architecture, run.last)
    var facts: [Facts.Fact] = [
      .init(name: "data", value: configuration.datasetName),
      .init(name: "pixels", value: configuration.pixelMode.rawValue),
      .init(name: "likelihood", value: architecture.likelihood.rawValue),
      .init(name: "hidden", value: architecture.hiddenSizes.map(String.init).joined(separator: ", ")),
      .init(name: "latent size", value: "\(architecture.latentSize)"),
      .init(name: "preset", value: configuration.preset.rawValue),
      .init(name: "objective", value: configuration.objective.title),
    ]
    if configuration.method != .aevb {
      facts.append(.init(name: "method", value: configuration.method.rawValue))
    }
    if let trainCount = configuration.trainCount {
      facts.append(.init(name: "train images", value: "the first \(trainCount)"))
    }
    if let deviation = configuration.initialDeviation {
      facts.append(.init(name: "initial σ", value: "\(deviation)"))
    }
    if configuration.klWarmUpEpochs > 0 {
      facts.append(.init(name: "KL warm-up", value: "\(configuration.klWarmUpEpochs) epochs"))
    }
    // The curves show the ELBO; what is ascended has its value here where it is another quantity.
    if let objective = last?.train.objective {
      let value = NumberFormat.fixed(objective.value, decimals: 1)
      facts.append(.init(name: "last value", value: "\(value), \(objective.kind.boundText)"))
    }
    return facts + [
      .init(name: "minibatch", value: "\(configuration.batchSize)"),
      .init(name: "seed", value: "\(configuration.seed)"),
      .init(
        name: "trained",
        value: last.map { NumberFormat.duration(seconds: $0.seconds) } ?? NumberFormat.missing),
      .init(name: "active units", value: last.map { "\($0.activeUnits)" } ?? NumberFormat.missing),
      .init(name: "folder", value: run.path),
    ]
  }

  /// The pages that show the run beside what is open.
  private func pages(of run: RunSummary) -> String {
    switch (model.isOverlaid(run), model.comparisons.contains(.run(run.path))) {
    case (true, true): "both"
    case (true, false): "Train"
    case (false, true): "Reconstruct"
    case (false, false): ""
    }
  }

  /// The course of the test ELBO in at most so many values, spread evenly over the epochs.
  private static func testELBOs(of figures: RunFigures, count: Int) -> [Double] {
    let curve = figures.curve
    guard curve.count > count else { return curve.map(\.test) }
    let (first, last) = (curve[0].epoch, figures.epoch)
    return (0..<count).map { step in
      let epoch = first + (last - first) * step / (count - 1)
      return curve.last { $0.epoch <= epoch }?.test ?? curve[0].test
    }
  }

  /// The range of the test ELBO without a low start, which would make the rest look flat.
  private static func testRange(of figures: RunFigures) -> ClosedRange<Double> {
    let points = figures.curve.map { PlotPoint(x: Double($0.epoch), y: $0.test) }
    let series = [PlotSeries(name: "", points: points)]
    return series.fittedYRange(over: series.xRange(on: .linear), on: .linear)
  }

  private func row(_ run: RunSummary) -> [String] {
    guard let configuration = run.configuration else { return [run.name, "", "", run.stateTitle] }
    var spark = CellGrid(size: Size(width: 16, height: 1))
    let widget = Sparkline(
      values: Self.testELBOs(of: run.figures, count: spark.size.width), range: Self.testRange(of: run.figures)
    )
    widget.draw(into: &spark, in: spark.bounds, Capabilities())
    return [
      run.name, run.best.map { NumberFormat.fixed($0.test.elbo, decimals: 1) } ?? NumberFormat.missing,
      "\(run.figures.epoch)/\(configuration.epochs)", model.stateTitle(of: run), spark.text(),
      pages(of: run),
      configuration.datasetName, "\(configuration.architecture.latentSize)",
      configuration.architecture.hiddenSizes.map(String.init).joined(separator: ","),
    ]
  }
}

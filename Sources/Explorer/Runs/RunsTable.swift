import Plotting
import TerminalGraphics
import Training

/// The table of the runs: its columns, and what they say.
extension RunsView {
  /// The runs that the table holds: those about the selected one, since thousands take too long for a frame.
  private var tableRange: Range<Int> {
    let reach = 200  // More than a window has rows.
    let count = model.runs.shown.count
    return min(count, max(0, model.runs.cursor - reach))..<min(count, model.runs.cursor + reach)
  }

  /// The index of the run in the table at `point` when drawn in `area`; `nil` if there is none.
  func run(at point: Point, in area: Rect) -> Int? {
    table.row(at: point, in: area).map { $0 + tableRange.lowerBound }
  }

  var table: Table {
    let runs = Array(model.runs.shown[tableRange])
    let columns = columns(for: runs)
    return Table(
      columns: columns.map(\.column), rows: runs.map { run in columns.map { $0.text(run) } },
      selected: model.runs.cursor - tableRange.lowerBound)
  }

  /// A column, and what it says of a run.
  private typealias Column = (column: Table.Column, text: (RunSummary) -> String)

  /// The columns, without those that have nothing to say.
  private func columns(for runs: [RunSummary]) -> [Column] {
    func column(
      _ title: String, _ alignment: TextLayout.Alignment = .left, _ order: RunOrder? = nil,
      isFlexible: Bool = false, leastWidth: Int = 6, text: @escaping (RunSummary) -> String
    ) -> Column {
      let title = order == model.runs.order ? title + " ▾" : title
      return (.init(title, alignment, isFlexible: isFlexible, leastWidth: leastWidth), text)
    }
    func setting(_ text: @escaping (TrainingConfiguration) -> String) -> (RunSummary) -> String {
      { $0.configuration.map(text) ?? "" }
    }
    let figures: [Column] = [
      column("run", .left, .name, isFlexible: true, leastWidth: 16, text: name(of:)),
      column("best test", .right, .best) { $0.configuration == nil ? "" : bestText(of: $0) },
      column("epoch", .right, .epoch) { run in
        run.configuration.map { "\(model.epoch(of: run))/\($0.epochs)" } ?? ""
      },
      column("state", .left, .state) { model.stateTitle(of: $0) },
      (.init("curve", isDrawing: true), sparkline(of:)),
    ]
    let notes = column("notes", isFlexible: true) { $0.notes.line }
    let shownOn = column("shown on", text: pages(of:))
    let settings: [Column] = [
      column("data", .left, .data, text: setting(\.datasetName)),
      column("L", .right, .latent, text: setting { "\($0.architecture.latentSize)" }),
      column("hidden", text: setting(\.hiddenText)),
      column("objective", text: setting(\.objectiveTitle)),
      column("trained", .right, .seconds) { run in
        run.last.map { NumberFormat.duration(seconds: $0.seconds) } ?? ""
      },
    ]
    let isShownElsewhere = !model.train.overlaidRuns.isEmpty || !model.reconstruct.comparedRuns.isEmpty
    return figures + (runs.contains { !$0.notes.isEmpty } ? [notes] : [])
      + (isShownElsewhere ? [shownOn] : []) + settings
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

  private func name(of run: RunSummary) -> String {
    (model.runs.marked == run.path ? "(a) " : "") + model.title(of: run)
  }

  private func bestText(of run: RunSummary) -> String {
    model.best(of: run).map { NumberFormat.fixed($0.test.elbo, decimals: 1) } ?? NumberFormat.missing
  }

  private func sparkline(of run: RunSummary) -> String {
    guard run.configuration != nil else { return "" }
    var spark = CellGrid(size: Size(width: 16, height: 1))
    let widget = Sparkline(
      values: Self.testELBOs(of: run.figures, count: spark.size.width), range: Self.testRange(of: run.figures)
    )
    widget.draw(into: &spark, in: spark.bounds, Capabilities())
    return spark.text()
  }
}

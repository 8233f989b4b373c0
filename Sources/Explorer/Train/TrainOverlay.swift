import Autoencoder
import Plotting
import TerminalGraphics
import Training

/// Other runs on the charts.
extension ExplorerModel {
  /// The runs to overlay on the open one: those that a person chose, else the best three.
  var overlaidRuns: [RunSummary] {
    let others = listing.runs.filter { run in
      if case .run(let path)? = openModel?.origin, path == run.path { return false }
      return run.last != nil && hasComparableBounds(run)
    }
    let chosen = others.filter(isOverlaid)
    guard chosen.isEmpty else { return chosen }
    return Array(
      others.sorted {
        ($0.best?.test.elbo ?? -.infinity) > ($1.best?.test.elbo ?? -.infinity)
      }.prefix(3))
  }

  /// Whether a person chose to overlay a run, and its bounds can be compared with those of what is open.
  func isOverlaid(_ run: RunSummary) -> Bool {
    train.overlaidRuns.contains(run.path) && hasComparableBounds(run)
  }

  /// Whether a run's bounds can be compared with those of what is open: its data, pixel mode and likelihood are the
  /// same.
  func hasComparableBounds(_ run: RunSummary) -> Bool {
    guard let openModel, let configuration = run.configuration else { return run.configuration != nil }
    return configuration.dataset == openModel.dataset
      && configuration.pixelMode == openModel.configuration?.pixelMode
      && configuration.architecture.likelihood == openModel.architecture?.likelihood
  }

  /// The course of another run's training: all of it once it has been read, before that the points of the list.
  func record(of run: RunSummary) -> TrainingRecord {
    if let record = train.records[run.path] { return record }
    let epochs = run.figures.curve.map { point in
      func bound(_ value: Double) -> ELBO {
        ELBO(elbo: value, reconstruction: .nan, klDivergence: .nan)
      }
      return EpochMetrics(
        epoch: point.epoch, examplesSeen: point.examplesSeen, seconds: .nan, train: bound(point.train),
        test: bound(point.test), klPerDimension: [], activeUnits: 0)
    }
    return TrainingRecord(epochs: epochs)
  }

  /// The name of another run on the charts, which tells it from what is open.
  func shownName(of run: RunSummary) -> String {
    run.name == openModel?.name ? "\(run.name) (run)" : run.name
  }

  /// Asks for the courses of the overlaid runs that have not been read, or have gone on since.
  mutating func requestRecords() -> [Effect] {
    guard train.showsOthers else { return [] }
    let due = overlaidRuns.filter { train.askedRecords[$0.path] != $0.figures.epoch }
    for run in due { train.askedRecords[run.path] = run.figures.epoch }
    return due.isEmpty ? [] : [.readRecords(due.map(\.path))]
  }

  mutating func take(record: TrainingRecord, of path: String) -> [Effect] {
    train.records[path] = record
    return []
  }

  /// Whether a person hid the curves of a run, or of what is open, where other runs are overlaid.
  func isCurveHidden(_ path: String?) -> Bool {
    train.showsOthers && hasOtherRuns && train.hiddenCurves.contains(path)
  }

  /// Hides the curves of a row of the legend, or shows them again.
  mutating func toggleCurve(of row: OverlayLegend.Row) -> [Effect] {
    train.hiddenCurves.formSymmetricDifference([row.path])
    return []
  }

  /// The legend of the overlaid runs, the open one first: name, settings that differ, last values of test and train.
  var overlayRows: [OverlayLegend.Row] {
    guard train.showsOthers, let openModel, let configuration = openModel.configuration else { return [] }
    func row(
      _ name: String, _ path: String?, _ settings: [String], _ record: TrainingRecord, _ index: Int?
    ) -> OverlayLegend.Row {
      let last = record.epochs.last { $0.test.elbo.isFinite }
      return OverlayLegend.Row(
        name: name, path: path, settings: settings.joined(separator: ", "), test: last?.test.elbo,
        train: last?.train.elbo, index: index, isHidden: isCurveHidden(path))
    }
    let others = overlaidRuns.enumerated().map { index, run in
      row(
        shownName(of: run), run.path, run.configuration?.differences(from: configuration) ?? [],
        record(of: run), index)
    }
    return others.isEmpty ? [] : [row(openModel.name, nil, [], record, nil)] + others
  }
}

/// Overlaid runs by colour, with what tells them apart.
struct OverlayLegend: Widget {
  struct Row: Equatable {
    let name: String
    /// The run's folder; `nil` for what is open.
    let path: String?
    /// The settings in which it differs from the open run.
    let settings: String
    /// The ELBO of the last epoch, in nats per image.
    let test, train: Double?
    /// Which of the other runs it is; `nil` for the open one.
    let index: Int?
    /// Whether its curves are hidden: then the row is faint and its name in parentheses.
    let isHidden: Bool

    fileprivate var title: String { isHidden ? "(\(name))" : name }
  }

  let rows: [Row]

  func draw(into grid: inout CellGrid, in area: Rect, _ capabilities: Capabilities) {
    let names = min(area.width / 3, rows.map { TextLayout.width($0.title) }.max() ?? 0)
    for (line, row) in rows.prefix(area.height).enumerated() {
      let place = Rect(x: area.x, y: area.y + line, width: area.width, height: 1)
      let curve = row.index.map(capabilities.otherCurve) ?? capabilities.testCurve
      let style = row.isHidden ? capabilities.faint : curve
      let values = "test \(Numbers.nats(row.test))  train \(Numbers.nats(row.train))"
      let (rest, right) = place.split(right: TextLayout.width(values))
      grid.write(values, at: right.origin, style: style, in: right)
      let name = TextLayout.padded(row.title, to: names, ellipsis: capabilities.ellipsis)
      let end = grid.write("━ \(name)", at: rest.origin, style: style, in: rest)
      let room = rest.right - end - 4
      let settings = TextLayout.truncated(row.settings, to: max(0, room), ellipsis: capabilities.ellipsis)
      grid.write(settings, at: Point(x: end + 2, y: place.y), style: capabilities.muted, in: rest)
    }
  }
}

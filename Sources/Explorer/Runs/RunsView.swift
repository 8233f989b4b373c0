import Autoencoder
import Plotting
import TerminalGraphics
import Training

/// The table of runs.
struct RunsView: Widget {
  let model: ExplorerModel

  func draw(into grid: inout CellGrid, in area: Rect, _ capabilities: Capabilities) {
    let frame = Frame(title: "runs", trailingTitle: trailingTitle)
    guard !model.runs.shown.isEmpty else {
      grid.draw(frame, in: area, capabilities)
      return grid.writeCentred(emptyText, in: frame.inner(of: area), style: capabilities.muted)
    }
    grid.draw(frame, in: area.split(bottom: selectedRows(in: area)).rest, capabilities)
    grid.draw(table, in: tableArea(in: area), capabilities)
    drawSelected(into: &grid, area, capabilities)
  }

  /// Why no run is shown.
  private var emptyText: String {
    guard model.listing.runs.isEmpty else {
      return "No run fits the filter \(model.runs.filterText): / changes it."
    }
    return model.isListed ? "There are no runs yet: o opens a data set and trains on it." : "looking…"
  }

  /// How many runs are shown, by which filter and in which order.
  private var trailingTitle: String {
    let (shown, all) = (model.runs.shown.count, model.listing.runs.count)
    let filter = model.runs.filters.isEmpty ? [] : [model.runs.filterText]
    // The column that has the mark of the order may have no room.
    let order = model.runs.order == .modified ? [] : ["by \(model.runs.order.title)"]
    return (filter + order + [shown == all ? "\(all)" : "\(shown) of \(all)"]).joined(separator: " · ")
  }

  /// The cells of the table: all, or the upper part where there is room for the selected run's curve below.
  func tableArea(in area: Rect) -> Rect {
    area.split(bottom: selectedRows(in: area)).rest.inset(columns: 2, rows: 1)
  }

  /// The rows for the selected run's curve: more where the table leaves them empty, none in small windows.
  private func selectedRows(in area: Rect) -> Int {
    guard area.height >= 28 else { return 0 }
    let free = area.height - model.runs.shown.count - 4
    return max(17, min(free, area.height * 3 / 5))
  }

  /// The curve of the selected run, with what it was trained with.
  private func drawSelected(into grid: inout CellGrid, _ area: Rect, _ capabilities: Capabilities) {
    guard let run = model.selectedRun, let configuration = run.configuration else { return }
    let lower = area.split(bottom: selectedRows(in: area)).bottom
    guard !lower.isEmpty else { return }
    let (chart, facts) = lower.split(right: min(38, area.width / 3))
    let frame = Frame(title: "\(model.title(of: run)): ELBO, nats per image")
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
}

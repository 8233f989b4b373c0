import Autoencoder
import Plotting
import TerminalGraphics
import Training

/// The page with the curves, the numbers of the run and the strip.
struct TrainView: Widget {
  let model: ExplorerModel

  func draw(into grid: inout CellGrid, in area: Rect, _ capabilities: Capabilities) {
    let layout = TrainLayout(body: area, model: model)
    let chart = model.trainChart(capabilities)
    drawChart(chart, into: &grid, layout.chart, capabilities)
    drawNumbers(model.klChart(like: chart), into: &grid, layout.numbers, capabilities)
    drawStrip(into: &grid, layout, capabilities)
  }

  private func drawChart(
    _ chart: LineChart, into grid: inout CellGrid, _ area: Rect, _ capabilities: Capabilities
  ) {
    let frame = Frame(title: "ELBO, nats per image", trailingTitle: model.train.follows ? "" : "f follows")
    grid.draw(frame, in: area, capabilities)
    let inner = frame.inner(of: area)
    if !model.hasCurve {
      grid.writeCentred(emptyText, in: inner, style: capabilities.muted)
    } else {
      grid.draw(chart, in: inner, capabilities)
    }
    guard let alarm = model.trainingAlarm else { return }
    let edge = area.split(bottom: 1).bottom.inset(columns: 2)
    let text = TextLayout.truncated(" ! \(alarm) ", to: edge.width, ellipsis: capabilities.ellipsis)
    grid.write(text, at: edge.origin, style: capabilities.warning, in: edge)
  }

  private var emptyText: String {
    switch model.progress?.state {
    case .preparing: "preparing the data…"
    case .running: "waiting for the first examples…"
    case .paused: "paused: Space starts training"
    case .followed: "waiting for the first epoch…"
    case .finished, .stopped, .failed: "nothing has been trained"
    case nil:
      if model.isForeign {
        "Another program computes this model: there is no training to watch here."
      } else {
        restingText
      }
    }
  }

  private var restingText: String {
    model.openModel?.origin == .shipped
      ? "A shipped model is not trained further; o opens a data set to train on."
      : "preparing the data…"
  }

  private func drawNumbers(
    _ klChart: LineChart, into grid: inout CellGrid, _ area: Rect, _ capabilities: Capabilities
  ) {
    guard !area.isEmpty else { return }
    let frame = Frame(title: "run")
    grid.draw(frame, in: area, capabilities)
    let inner = frame.inner(of: area).inset(columns: 1)
    let facts = facts(capabilities)
    let (top, rest) = inner.split(top: min(facts.count, inner.height))
    grid.draw(Facts(facts), in: top, capabilities)
    let barRows = min(model.klPerDimension.count, max(2, rest.height / 2 - 1), rest.height)
    let bars = (rest.height > barRows + 1 ? rest.split(top: 1).rest : rest).split(top: barRows)
    grid.draw(HorizontalBars(bars: klBars(rows: barRows, capabilities)), in: bars.top, capabilities)
    guard bars.rest.height >= 8, model.hasTrainPoints else { return }
    let (title, plot) = bars.rest.split(top: 1).rest.split(top: 1)
    grid.write("KL, nats", at: title.origin, style: capabilities.muted, in: title)
    grid.draw(klChart, in: plot, capabilities)
  }

  private func facts(_ capabilities: Capabilities) -> [Facts.Fact] {
    guard let progress = model.progress else { return shippedFacts }
    let speed = NumberFormat.grouped(Int(progress.imagesPerSecond.rounded()))
    let left = progress.remaining.map { NumberFormat.duration(seconds: $0) } ?? NumberFormat.missing
    var facts = [
      Facts.Fact(name: "images/s", value: speed),
      Facts.Fact(name: "elapsed", value: NumberFormat.duration(seconds: progress.elapsed)),
      Facts.Fact(name: "left", value: left),
      Facts.Fact(name: "reconstruction", value: Numbers.nats(progress.shownTrain?.reconstruction)),
      Facts.Fact(name: "KL", value: Numbers.nats(progress.shownTrain?.klDivergence)),
      Facts.Fact(
        name: "best test",
        value: progress.best.map { "\(Numbers.nats($0.test.elbo)) at \($0.epoch)" } ?? NumberFormat.missing,
        style: capabilities.testCurve),
      Facts.Fact(name: "learning rate", value: Numbers.rate(progress.learningRate)),
    ]
    if let objective = progress.shownTrain?.objective {
      facts.insert(
        contentsOf: [
          Facts.Fact(name: "objective", value: Numbers.nats(objective.value)),
          Facts.Fact(name: objective.kind.shortTitle, value: objective.kind.boundText),
        ], at: 3)
    }
    if let last = progress.history.last {
      facts.append(
        Facts.Fact(name: "active units", value: "\(last.activeUnits) of \(last.klPerDimension.count)"))
    }
    return facts
  }

  private var shippedFacts: [Facts.Fact] {
    guard let openModel = model.openModel, let configuration = openModel.configuration else { return [] }
    let hidden = configuration.architecture.hiddenSizes.map(String.init).joined(separator: ", ")
    return [
      Facts.Fact(name: "data", value: configuration.dataset),
      Facts.Fact(name: "latent size", value: String(openModel.latentSize)),
      Facts.Fact(name: "hidden", value: hidden),
      Facts.Fact(name: "test ELBO", value: Numbers.nats(model.timeline.shown?.testELBO)),
    ]
  }

  /// A bar for the KL divergence of each dimension: for all, or for the largest if there are more than rows.
  private func klBars(rows: Int, _ capabilities: Capabilities) -> [HorizontalBars.Bar] {
    let kl = model.klPerDimension
    let largest = Set(kl.indices.sorted { kl[$0] > kl[$1] }.prefix(rows))
    return kl.indices.filter(largest.contains).map { dimension in
      HorizontalBars.Bar(
        label: "KL z\(dimension + 1)", value: kl[dimension],
        text: NumberFormat.fixed(kl[dimension], decimals: 2),
        style: kl[dimension] > 0.01 ? capabilities.trainCurve : capabilities.warning)
    }
  }
}

import Autoencoder
import Plotting
import TerminalGraphics
import Training

/// The figures of the training at the moment that is shown.
struct TrainFigures {
  var imagesPerSecond: Double?
  var elapsed: Double?
  var remaining: Double?
  /// Recent minibatches.
  var train: ELBO?
  /// The last epoch done.
  var last: EpochMetrics?
  var best: EpochMetrics?
  var learningRate: Float?
  /// The last size of an update that was measured.
  var update: UpdateSize?
}

extension ExplorerModel {
  /// The figures as they are, or in the past as they were.
  var trainFigures: TrainFigures {
    guard let shown = stateOnCurve else { return liveFigures }
    let past = record.until(examplesSeen: shown.examplesSeen)
    var figures = figures(of: past)
    figures.elapsed = past.seconds(at: shown.examplesSeen)
    figures.imagesPerSecond = past.lastSpeed
    return figures
  }

  private var liveFigures: TrainFigures {
    var figures = figures(of: record)
    guard let progress else { return figures }
    // A run that was only opened is not trained at any speed.
    figures.imagesPerSecond =
      progress.imagesPerSecond > 0 ? progress.imagesPerSecond : record.lastEpochSpeed
    figures.elapsed = progress.elapsed
    figures.remaining = progress.remaining
    figures.train = progress.shownTrain
    figures.learningRate = progress.learningRate
    return figures
  }

  /// What the end of a record says.
  private func figures(of record: TrainingRecord) -> TrainFigures {
    var figures = TrainFigures()
    let (last, recent) = (record.epochs.last, record.points.suffix(Self.recentPoints))
    figures.last = last
    figures.best = record.epochs.best
    figures.elapsed = record.points.last?.seconds ?? last?.seconds
    figures.learningRate = record.points.last?.learningRate ?? last?.learningRate
    figures.update =
      record.points.last { $0.update != nil }?.update
      ?? last?.updateRatio.map { UpdateSize(gradientNorm: last?.gradientNorm, updateRatio: $0) }
    if recent.isEmpty {
      figures.train = last?.train
    } else {
      var sum = ELBO.zero
      for point in recent { sum.add(point.elbo, weight: 1) }
      figures.train = sum.divided(by: Double(recent.count))
    }
    return figures
  }

  /// Over so many points recent minibatches are averaged.
  private static let recentPoints = 5

  /// The lines of the panel "run", the most important first.
  func trainFacts(_ capabilities: Capabilities) -> [Facts.Fact] {
    let figures = trainFigures
    func text(_ seconds: Double?) -> String {
      seconds.map { NumberFormat.duration(seconds: $0) } ?? NumberFormat.missing
    }
    var facts = [
      Facts.Fact(
        name: "images/s",
        value: figures.imagesPerSecond.map { NumberFormat.grouped($0.roundedInt) } ?? NumberFormat.missing),
      isTrainingUnderWay || figures.remaining != nil
        ? Facts.Fact(name: "elapsed, left", value: "\(text(figures.elapsed)), \(text(figures.remaining))")
        : Facts.Fact(name: "trained", value: text(figures.elapsed)),
      Facts.Fact(name: "reconstruction", value: Numbers.nats(figures.train?.reconstruction)),
      Facts.Fact(name: "KL", value: Numbers.nats(figures.train?.klDivergence)),
      Facts.Fact(
        name: "best test",
        value: figures.best.map { "\(Numbers.nats($0.test.elbo)) at \($0.epoch)" } ?? NumberFormat.missing,
        style: capabilities.testCurve),
      Facts.Fact(
        name: "learning rate", value: figures.learningRate.map(Numbers.rate) ?? NumberFormat.missing),
      Facts.Fact(
        name: "active units",
        value: figures.last.map { "\($0.activeUnits) of \($0.klPerDimension.count)" } ?? NumberFormat.missing),
      Facts.Fact(name: "gradient norm", value: significant(figures.update?.gradientNorm)),
      Facts.Fact(name: "update/weight", value: significant(figures.update?.updateRatio)),
    ]
    if let objective = figures.train?.objective {
      facts.insert(
        contentsOf: [
          Facts.Fact(name: "objective", value: Numbers.nats(objective.value)),
          Facts.Fact(name: objective.kind.shortTitle, value: objective.kind.boundText),
        ], at: 2)
    }
    // What a shipped model does not know does not come any more.
    return progress == nil ? facts.filter { $0.value != NumberFormat.missing } : facts
  }

  private func significant(_ value: Double?) -> String {
    guard let value else { return NumberFormat.missing }
    return abs(value) >= 0.1 && abs(value) < 1e4
      ? NumberFormat.compact(value) : NumberFormat.scientific(value)
  }
}

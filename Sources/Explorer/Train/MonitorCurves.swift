import Autoencoder
import Plotting
import Training

/// The course of a quantity: over minibatches of the training set, and on the test set after each epoch.
struct MonitorCurves {
  var train: [PlotPoint] = []
  var test: [PlotPoint] = []

  /// The course of `chart` in a record.
  /// - Parameter axis: what x is.
  init(_ chart: MonitorChart, _ record: TrainingRecord, axis: MonitorAxis) {
    let place = record.places(on: axis)
    /// Epochs stand in for minibatches before the first of those that were kept.
    let start = record.points.first?.examplesSeen ?? .max
    func points(
      _ point: (TrainingCurve.Point) -> Double?, _ epoch: (EpochMetrics) -> Double? = { _ in nil }
    ) -> [PlotPoint] {
      let early = record.epochs.filter { $0.examplesSeen < start }.compactMap { metrics in
        epoch(metrics).flatMap { y in
          place(metrics.examplesSeen, metrics.seconds).map { PlotPoint(x: $0, y: y) }
        }
      }
      return early
        + record.points.compactMap { item in
          point(item).flatMap { y in place(item.examplesSeen, item.seconds).map { PlotPoint(x: $0, y: y) } }
        }
    }
    func tests(_ value: (EpochMetrics) -> Double) -> [PlotPoint] {
      record.epochs.compactMap { metrics in
        place(metrics.examplesSeen, metrics.seconds).map { PlotPoint(x: $0, y: value(metrics)) }
      }
    }
    func bounds(_ part: (ELBO) -> Double) {
      train = points({ part($0.elbo) }, { part($0.train) })
      test = tests { part($0.test) }
    }
    switch chart {
    case .elbo: bounds { $0.elbo }
    case .reconstruction: bounds { $0.reconstruction }
    case .kl: bounds { $0.klDivergence }
    case .gap: test = tests { $0.train.elbo - $0.test.elbo }
    case .gradientNorm: train = points({ $0.update?.gradientNorm }, \.gradientNorm)
    case .updateRatio: train = points({ $0.update?.updateRatio }, \.updateRatio)
    case .learningRate:
      train = points({ $0.learningRate.map(Double.init) }, { $0.learningRate.map(Double.init) })
    case .imagesPerSecond: train = record.speeds(place)
    case .klPerDimension: break
    }
  }
}

extension TrainingRecord {
  /// Images of the training set; 0 before the first epoch of a record that has no other sign of it.
  var examplesPerEpoch: Int { epochs.last.map { $0.examplesSeen / max(1, $0.epoch) } ?? 0 }

  /// What an axis shows of a place in the training; `nil` where that is not known.
  func places(on axis: MonitorAxis) -> (_ examplesSeen: Int, _ seconds: Double?) -> Double? {
    let perEpoch = Double(examplesPerEpoch)
    return { examplesSeen, seconds in
      switch axis {
      case .examples: Double(examplesSeen)
      case .epochs: perEpoch > 0 ? Double(examplesSeen) / perEpoch : nil
      case .seconds: seconds.flatMap { $0.isFinite ? $0 : nil }
      }
    }
  }

  /// The first and the last place on an axis; `nil` if none is known.
  func ends(on axis: MonitorAxis) -> (first: Double, last: Double)? {
    let place = places(on: axis)
    let epochs = epochs.lazy.compactMap { place($0.examplesSeen, $0.seconds) }
    let points = points.lazy.compactMap { place($0.examplesSeen, $0.seconds) }
    guard let first = [epochs.first, points.first].compactMap({ $0 }).min(),
      let last = [epochs.last, points.last].compactMap({ $0 }).max()
    else { return nil }
    return (first, last)
  }

  /// What an axis shows of a number of examples seen, between the places that are known.
  func place(of examplesSeen: Int, on axis: MonitorAxis) -> Double? {
    places(on: axis)(examplesSeen, axis == .seconds ? seconds(at: examplesSeen) : nil)
  }

  /// Images a second at the end of the record.
  var lastSpeed: Double? { MonitorCurves(.imagesPerSecond, self, axis: .examples).train.last?.y }

  /// Images a second over the last epoch, the measurement after it included.
  var lastEpochSpeed: Double? {
    guard let last = epochs.last else { return nil }
    let before = epochs.dropLast().last
    let seconds = last.seconds - (before?.seconds ?? 0)
    return seconds > 0 ? Double(last.examplesSeen - (before?.examplesSeen ?? 0)) / seconds : nil
  }

  /// Images a second from each known moment to the next that is at least a fifth of a second later.
  fileprivate func speeds(_ place: (Int, Double?) -> Double?) -> [PlotPoint] {
    let start = points.first { $0.seconds != nil }?.examplesSeen ?? .max
    let moments =
      epochs.filter { $0.examplesSeen < start }.map { (examples: $0.examplesSeen, seconds: $0.seconds) }
      + points.compactMap { point in point.seconds.map { (examples: point.examplesSeen, seconds: $0) } }
    var last = (examples: 0, seconds: 0.0)
    var result: [PlotPoint] = []
    for moment in moments where moment.seconds - last.seconds >= 0.2 {
      let speed = Double(moment.examples - last.examples) / (moment.seconds - last.seconds)
      if let x = place(moment.examples, moment.seconds) { result.append(PlotPoint(x: x, y: speed)) }
      last = moment
    }
    return result
  }
}

extension [PlotPoint] {
  /// Each point averaged with its neighbours on both sides: the points are equally dense along a logarithmic axis. A gap
  /// stays a gap.
  func smoothed(reach: Int) -> [PlotPoint] {
    guard reach > 0 else { return self }
    var sums: [(sum: Double, count: Int)] = [(0, 0)]
    sums.reserveCapacity(count + 1)
    for point in self {
      let last = sums[sums.count - 1]
      sums.append(point.y.isFinite ? (last.sum + point.y, last.count + 1) : last)
    }
    return indices.map { index in
      guard self[index].y.isFinite else { return self[index] }
      let reach = Swift.min(reach, index, count - 1 - index)
      let (low, high) = (sums[index - reach], sums[index + reach + 1])
      return PlotPoint(x: self[index].x, y: (high.sum - low.sum) / Double(high.count - low.count))
    }
  }
}

import Autoencoder
import Formats

/// The course of a training, as charts draw it: epochs, the minibatches between them, and what happened.
public struct TrainingRecord: Sendable, Equatable {
  /// The epochs done, in order.
  public var epochs: [EpochMetrics]
  /// The minibatches, in order; none of runs from before they were kept.
  public var points: [TrainingCurve.Point]
  public var events: [RunEvent]

  public init(epochs: [EpochMetrics] = [], points: [TrainingCurve.Point] = [], events: [RunEvent] = []) {
    self.epochs = epochs
    self.points = points
    self.events = events
  }

  /// The record up to a place, included.
  public func until(examplesSeen: Int) -> TrainingRecord {
    TrainingRecord(
      epochs: epochs.filter { $0.examplesSeen <= examplesSeen },
      points: points.filter { $0.examplesSeen <= examplesSeen },
      events: events.filter { $0.examplesSeen <= examplesSeen })
  }

  /// Fewer points and epochs, at a distance of at least one part in `perSpan` of the examples seen; the first and the last
  /// of each stay, and the best epoch.
  func thinned(perSpan: Int) -> TrainingRecord {
    func thinned<Element>(_ all: [Element], _ place: (Element) -> Int, keeps: (Element) -> Bool) -> [Element]
    {
      var previous: Int?
      return all.enumerated().filter { index, element in
        let isFar = previous.map { (place(element) - $0) * perSpan >= place(element) } ?? true
        guard isFar || index == all.count - 1 || keeps(element) else { return false }
        previous = place(element)
        return true
      }.map(\.element)
    }
    let best = epochs.best?.epoch
    return TrainingRecord(
      epochs: thinned(epochs, \.examplesSeen) { $0.epoch == best },
      points: thinned(points, \.examplesSeen) { _ in false }, events: events)
  }
}

extension RunFolder {
  /// The course of the run's training so far.
  /// - Throws: what `configuration()` and `metrics()` throw. A curve that cannot be read is left out.
  public func record() throws(InputError) -> TrainingRecord {
    var record = CurveFile.read(curvePath) ?? TrainingRecord()
    record.epochs = try metrics()
    return record
  }
}

extension TrainingRecord {
  /// Seconds of work until so many examples were seen, as far as that is known.
  public func seconds(at examplesSeen: Int) -> Double {
    let points = points.lazy.filter { $0.examplesSeen <= examplesSeen }.compactMap(\.seconds)
    let epochs = epochs.lazy.filter { $0.examplesSeen <= examplesSeen }.map(\.seconds)
    return max(points.max() ?? 0, epochs.max() ?? 0)
  }
}

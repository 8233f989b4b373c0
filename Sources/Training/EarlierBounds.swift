import Autoencoder

/// The rule for files of version 0.1.0, in which a value did not say what it is: the field `elbo` of an IWAE run's training
/// value held the importance-weighted bound, beside the parts of the ELBO. Every reader of such values applies this rule.
extension Objective {
  /// Reads a training value, or a sum of such values, of a file. If the run is an IWAE run and the value has no objective,
  /// its `elbo` is the objective's value, and the ELBO is the difference of its parts.
  func readingEarlier(_ value: ELBO) -> ELBO {
    guard bound == .iwae, value.objective == nil else { return value }
    return ELBO(
      elbo: value.reconstruction - value.klDivergence, reconstruction: value.reconstruction,
      klDivergence: value.klDivergence,
      objective: ObjectiveValue(.iwae(samples: samples), value: value.elbo))
  }

  /// Reads the training value of an epoch.
  func readingEarlier(_ metrics: EpochMetrics) -> EpochMetrics {
    var metrics = metrics
    metrics.train = readingEarlier(metrics.train)
    return metrics
  }

  /// Reads the training values of the epoch under way and of the last one completed.
  func readingEarlier(_ position: TrainingPosition) -> TrainingPosition {
    var position = position
    position.epochSum = readingEarlier(position.epochSum)
    position.metrics = position.metrics.map(readingEarlier)
    return position
  }
}

import Autoencoder

/// The rule for files from before values said what they are: the training value of an IWAE run stood in the field of the
/// ELBO, beside the parts of the true ELBO. Whatever reads such values takes them through here.
extension Objective {
  /// A training value, or a sum of some, as a file holds it. One of an IWAE run that has no objective is of that age: its
  /// `elbo` is the objective's value, and the ELBO is the difference of its parts.
  func readingEarlier(_ value: ELBO) -> ELBO {
    guard bound == .iwae, value.objective == nil else { return value }
    return ELBO(
      elbo: value.reconstruction - value.klDivergence, reconstruction: value.reconstruction,
      klDivergence: value.klDivergence,
      objective: ObjectiveValue(.iwae(samples: samples), value: value.elbo))
  }

  /// The same of an epoch.
  func readingEarlier(_ metrics: EpochMetrics) -> EpochMetrics {
    var metrics = metrics
    metrics.train = readingEarlier(metrics.train)
    return metrics
  }

  /// The same of the epoch under way and the last one completed.
  func readingEarlier(_ position: TrainingPosition) -> TrainingPosition {
    var position = position
    position.epochSum = readingEarlier(position.epochSum)
    position.metrics = position.metrics.map(readingEarlier)
    return position
  }
}

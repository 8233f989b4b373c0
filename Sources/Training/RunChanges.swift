import Formats

/// What may change when a run goes on: how long it trains and at what rate, and where its data is. `nil` leaves it as it was.
public struct RunChanges: Hashable, Sendable {
  public var epochs: Int?
  public var learningRate: Float?
  public var patience: Int?
  /// The name of the data set or the path of its file.
  public var dataset: String?

  public init(
    epochs: Int? = nil, learningRate: Float? = nil, patience: Int? = nil, dataset: String? = nil
  ) {
    self.epochs = epochs
    self.learningRate = learningRate
    self.patience = patience
    self.dataset = dataset
  }

  /// Carries the changes out on a configuration.
  /// - Throws: `badSettings` where its schedule does not go with another number of epochs.
  public func apply(to configuration: inout TrainingConfiguration) throws(InputError) {
    if let epochs { try configuration.changeEpochs(to: epochs) }
    if let learningRate { configuration.learningRate = learningRate }
    if let patience { configuration.patience = patience }
    if let dataset { configuration.dataset = dataset }
  }

  /// Carries the changes out on a checkpoint, so that it trains by them from now on.
  func apply(to checkpoint: inout Checkpoint) throws(InputError) {
    try apply(to: &checkpoint.configuration)
    if let learningRate { checkpoint.position?.learningRate = learningRate }
  }
}

import Autoencoder

/// The model as it was at one moment: immutable, and shared with the trainer until that moves on.
public struct Snapshot: Sendable {
  public let model: VariationalAutoencoder
  /// Epochs completed; 0 before the first.
  public let epoch: Int
  public let examplesSeen: Int
  /// Of the last epoch completed.
  public let metrics: EpochMetrics?

  public init(model: VariationalAutoencoder, epoch: Int, examplesSeen: Int, metrics: EpochMetrics? = nil) {
    self.model = model
    self.epoch = epoch
    self.examplesSeen = examplesSeen
    self.metrics = metrics
  }

  /// The label of the state.
  public var label: StateLabel {
    StateLabel(epoch: epoch, examplesSeen: examplesSeen, testELBO: metrics?.test.elbo)
  }
}

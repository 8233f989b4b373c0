/// The label of a state of the model: how far training had come, and what it had reached.
public struct StateLabel: Sendable, Equatable {
  /// Epochs completed.
  public let epoch: Int
  public let examplesSeen: Int
  /// The ELBO on the test set after the last epoch, in nats per image; `nil` when not yet known.
  public let testELBO: Double?

  public init(epoch: Int, examplesSeen: Int, testELBO: Double? = nil) {
    self.epoch = epoch
    self.examplesSeen = examplesSeen
    self.testELBO = testELBO
  }
}

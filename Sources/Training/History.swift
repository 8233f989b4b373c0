import Autoencoder
import Compute

/// The model's past, as states at growing intervals within a bound on memory: the time machine.
///
/// Each state takes two bytes a parameter. Where the bound is reached, the state whose neighbours are closest on a
/// logarithmic axis of examples seen makes room; the first and the newest stay.
public struct History: Sendable {
  /// A state kept in half precision.
  private struct State: Sendable {
    let parameters: [UInt16]
    let epoch: Int
    let examplesSeen: Int
    let metrics: EpochMetrics?
  }

  /// The most bytes that the states may take together.
  public let byteLimit: Int
  private var architecture: Architecture?
  private var states: [State] = []

  public init(byteLimit: Int = 64 << 20) {
    self.byteLimit = byteLimit
  }
}

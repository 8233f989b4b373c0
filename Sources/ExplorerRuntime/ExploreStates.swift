import Autoencoder
import Explorer
import Synchronization
import Training

/// The states of the networks that the explorer's pages can show, shared between threads.
final class ExploreStates: Sendable {
  private struct Held {
    var live: Snapshot?
    var history = History()
    /// The last state of the history asked for, in single precision.
    var past: Snapshot?
    var others: [NetworkReference: VariationalAutoencoder] = [:]
  }

  private let held = Mutex(Held())

  /// Begins anew: something else is open. Other networks stay.
  func reset(live: Snapshot? = nil) {
    held.withLock {
      $0.live = live
      $0.history = History()
      $0.past = nil
    }
  }

  func setLive(_ snapshot: Snapshot) { held.withLock { $0.live = snapshot } }
  func setHistory(_ history: History) { held.withLock { $0.history = history } }
  func setOther(_ reference: NetworkReference, _ model: VariationalAutoencoder) {
    held.withLock { $0.others[reference] = model }
  }

  /// The network at a time; `nil` where it is no longer kept.
  func network(at time: ModelTime) -> VariationalAutoencoder? {
    held.withLock { held in
      guard case .past(let examplesSeen) = time else { return held.live?.model }
      if held.past?.examplesSeen == examplesSeen { return held.past?.model }
      guard let index = held.history.examplesSeen.firstIndex(of: examplesSeen) else { return nil }
      held.past = held.history[index]
      return held.past?.model
    }
  }

  /// A network that is not the one open, where it has been read.
  func other(_ reference: NetworkReference) -> VariationalAutoencoder? {
    held.withLock { $0.others[reference] }
  }
}

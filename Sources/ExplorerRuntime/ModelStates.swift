import Autoencoder
import Datasets
import Explorer
import Synchronization
import Training

/// The states of the open model that pages can show. Shared between threads.
final class ModelStates: Sendable {
  fileprivate struct Held {
    var live: (any LatentModel)?
    var history = History()
    /// What the model is trained on, where it is on the machine.
    var trainingImages: ImageDataset?
    /// The last state of the history asked for, in single precision.
    var past: (examplesSeen: Int, model: any LatentModel)?
  }

  private let held = Mutex(Held())

  /// Forgets all states, since something else is open.
  func reset() { held.withLock { $0 = Held() } }

  func setLive(_ model: any LatentModel) { held.withLock { $0.live = model } }
  func setHistory(_ history: History) { held.withLock { $0.history = history } }
  func setTrainingImages(_ images: ImageDataset?) { held.withLock { $0.trainingImages = images } }

  /// What the open model is trained on, where it is on the machine.
  var trainingImages: ImageDataset? { held.withLock(\.trainingImages) }

  /// The state of the time machine at so many examples seen; `nil` where it is not kept.
  func state(at examplesSeen: Int) -> Snapshot? {
    held.withLock { held in
      held.history.examplesSeen.firstIndex(of: examplesSeen).map { held.history[$0] }
    }
  }

  /// The model as it is, or was.
  /// - Throws: why there is none.
  func model(at time: ModelTime) throws(ModelFailure) -> any LatentModel {
    guard let model = held.withLock({ $0.model(at: time) }) else {
      throw .failed(time == .live ? "There is no model yet." : "This state of the model is no longer kept.")
    }
    return model
  }
}

extension ModelStates.Held {
  fileprivate mutating func model(at time: ModelTime) -> (any LatentModel)? {
    guard case .past(let examplesSeen) = time else { return live }
    if let past, past.examplesSeen == examplesSeen { return past.model }
    guard let index = history.examplesSeen.firstIndex(of: examplesSeen) else { return nil }
    let model = history[index].model
    past = (examplesSeen, model)
    return model
  }
}

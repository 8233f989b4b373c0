import Autoencoder
import Explorer
import Synchronization

/// Hands each request to the thread of the model that it is for; used on the interface's thread.
final class ModelThreads {
  private let states: ModelStates
  private let read: @Sendable (ModelReference) throws -> any LatentModel
  private let answer: @Sendable (ModelAnswer) -> Void
  private var threads: [ModelReference: ModelThread] = [:]

  /// - Parameters:
  ///   - states: of the open model.
  ///   - read: reads another model, on its own thread.
  init(
    states: ModelStates, read: @escaping @Sendable (ModelReference) throws -> any LatentModel,
    answer: @escaping @Sendable (ModelAnswer) -> Void
  ) {
    self.states = states
    self.read = read
    self.answer = answer
    threads[.current] = ModelThread(
      name: "vae-model", model: { [states] in try states.model(at: $0) }, answer: answer)
  }

  func ask(_ request: ModelRequest) { thread(of: request.purpose.model).ask(request) }

  /// Gives up whatever is asked: something else is open.
  func cancelAll() { threads.values.forEach { $0.cancelAll() } }

  private func thread(of reference: ModelReference) -> ModelThread {
    if let known = threads[reference] { return known }
    let other = OtherModel(reading: { [read] in try read(reference) })
    let new = ModelThread(
      name: "vae-compared", givesWay: true, model: { _ in try other.model() }, answer: answer)
    threads[reference] = new
    return new
  }
}

/// A model beside the open one. It is read when it is first asked; one that cannot be read is tried again each time.
private final class OtherModel: Sendable {
  private let held = Mutex<(any LatentModel)?>(nil)
  private let read: @Sendable () throws -> any LatentModel

  init(reading read: @escaping @Sendable () throws -> any LatentModel) { self.read = read }

  func model() throws -> any LatentModel {
    if let known = held.withLock({ $0 }) { return known }
    let model = try read()
    held.withLock { $0 = model }
    return model
  }
}

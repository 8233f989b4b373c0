import Autoencoder
import Explorer
import Synchronization

/// Hands each request to the thread of its model. Used on the interface's thread.
final class ModelThreads {
  private let states: ModelStates
  private let read: @Sendable (ModelReference) throws -> any LatentModel
  private let answer: @Sendable (ModelAnswer) -> Void
  private var threads: [ModelReference: ModelThread] = [:]
  /// Finds axes, which may take long: decoding must not wait for that.
  private let axes: ModelThread
  private let prompt = PromptDecoding()

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
    axes = ModelThread(
      name: "vae-axes", givesWay: true, model: { [states] in try states.model(at: $0) }, answer: answer)
    threads[.current] = ModelThread(
      name: "vae-model", model: { [states] in try states.model(at: $0) },
      trainingImages: { [states] in states.trainingImages }, answer: answer)
  }

  func ask(_ request: ModelRequest) {
    if case .findAxes = request.task {
      axes.ask(request)
    } else if let answer = promptAnswer(to: request) {
      self.answer(answer)
    } else {
      thread(of: request.purpose.model).ask(request)
    }
  }

  private func promptAnswer(to request: ModelRequest) -> ModelAnswer? {
    guard request.purpose.model == .current, request.time == .live,
      let model = try? states.model(at: .live)
    else { return nil }
    return prompt.answer(request, by: model)
  }

  /// Gives up all requests, since something else is open. Other models are read anew for their next requests: a run that
  /// was open may have been trained further.
  func cancelAll() {
    for thread in threads.values { thread.cancelAll() }
    axes.cancelAll()
    threads = threads.filter { $0.key == .current }
  }

  /// Gives up the requests to another model, which is read anew if it is asked again.
  func forget(_ reference: ModelReference) { threads.removeValue(forKey: reference)?.cancelAll() }

  private func thread(of reference: ModelReference) -> ModelThread {
    if let known = threads[reference] { return known }
    let other = OtherModel(reading: { [read] in try read(reference) })
    let new = ModelThread(
      name: "vae-compared", givesWay: true, model: { _ in try other.model() }, answer: answer)
    threads[reference] = new
    return new
  }
}

/// A model to compare with the open one. It is read for its first request; a model that cannot be read is tried again
/// for each request.
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

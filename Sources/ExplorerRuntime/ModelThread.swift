import Autoencoder
import Compute
import Datasets
import Explorer
import Foundation

/// A thread that sends requests to one model and answers each of them once. A model that is slow or hangs holds up only
/// its own requests.
final class ModelThread: Sendable {
  /// Finds the model at a time; this may take long.
  typealias Provider = @Sendable (ModelTime) throws -> any LatentModel

  private let queue = RequestQueue()
  private let answer: @Sendable (ModelAnswer) -> Void

  /// - Parameters:
  ///   - trainingImages: finds what the model is trained on.
  ///   - givesWay: whether the thread has a lower priority than those that answer keys.
  ///   - answer: called on any thread.
  init(
    name: String, givesWay: Bool = false, model: @escaping Provider,
    trainingImages: @escaping @Sendable () -> ImageDataset? = { nil },
    answer: @escaping @Sendable (ModelAnswer) -> Void
  ) {
    self.answer = answer
    let thread = Thread { [queue] in
      blockSignals()
      if givesWay { giveWayToInterface() }
      let loop = ModelLoop(
        queue: queue, memory: InferenceMemory(), model: model, trainingImages: trainingImages, answer: answer)
      while let entry = queue.next() { loop.carryOut(entry) }
    }
    thread.name = name
    thread.start()
  }

  deinit { queue.close() }

  func ask(_ request: ModelRequest) { queue.add(request).map(supersede) }

  /// Cancels the request under way and those that wait.
  func cancelAll() { queue.cancelAll().forEach(supersede) }

  private func supersede(_ request: ModelRequest) {
    answer(ModelAnswer(generation: request.generation, result: .failure(.superseded)))
  }
}

/// The work of the thread.
private struct ModelLoop {
  let queue: RequestQueue
  let memory: InferenceMemory
  let model: ModelThread.Provider
  let trainingImages: @Sendable () -> ImageDataset?
  let answer: @Sendable (ModelAnswer) -> Void

  func carryOut(_ entry: RequestQueue.Entry) {
    answer(ModelAnswer(generation: entry.request.generation, result: result(of: entry)))
  }

  private func result(of entry: RequestQueue.Entry) -> Result<ModelResult, ModelFailure> {
    do {
      let work = ModelWork(
        model: try model(entry.request.time),
        context: InferenceContext(memory: memory, cancellation: entry.cancellation),
        trainingImages: trainingImages(),
        betweenParts: {
          let priority = entry.request.task.priority
          while let other = queue.take(above: priority) { carryOut(other) }
        })
      return .success(try work.result(of: entry.request.task))
    } catch let failure as ModelFailure {
      return .failure(failure)
    } catch {
      return .failure(entry.cancellation.isCancelled ? .superseded : .failed("\(error)"))
    }
  }
}

import Autoencoder
import Compute
import Explorer
import Foundation

/// A thread that asks one model, off the interface's thread, and answers each request once. A model that takes long or
/// hangs holds up nobody but those who ask it.
final class ModelThread: Sendable {
  /// Finds the model that is asked, at a time; may take long.
  typealias Provider = @Sendable (ModelTime) throws -> any LatentModel

  private let queue = RequestQueue()
  private let answer: @Sendable (ModelAnswer) -> Void

  /// - Parameters:
  ///   - givesWay: whether it leaves the processor to those that answer keys.
  ///   - answer: called on any thread.
  init(
    name: String, givesWay: Bool = false, model: @escaping Provider,
    answer: @escaping @Sendable (ModelAnswer) -> Void
  ) {
    self.answer = answer
    let thread = Thread { [queue] in
      blockSignals()
      if givesWay { giveWayToInterface() }
      let loop = ModelLoop(queue: queue, memory: InferenceMemory(), model: model, answer: answer)
      while let entry = queue.next() { loop.carryOut(entry) }
    }
    thread.name = name
    thread.start()
  }

  deinit { queue.close() }

  func ask(_ request: ModelRequest) { queue.add(request).map(supersede) }

  /// Gives up what is under way and what waits.
  func cancelAll() { queue.cancelAll().forEach(supersede) }

  private func supersede(_ request: ModelRequest) {
    answer(ModelAnswer(generation: request.generation, result: .failure(.superseded)))
  }
}

/// What the thread does.
private struct ModelLoop {
  let queue: RequestQueue
  let memory: InferenceMemory
  let model: ModelThread.Provider
  let answer: @Sendable (ModelAnswer) -> Void

  func carryOut(_ entry: RequestQueue.Entry) {
    answer(ModelAnswer(generation: entry.request.generation, result: result(of: entry)))
  }

  private func result(of entry: RequestQueue.Entry) -> Result<ModelResult, ModelFailure> {
    do {
      let work = ModelWork(
        model: try model(entry.request.time),
        context: InferenceContext(memory: memory, cancellation: entry.cancellation),
        betweenParts: { while let urgent = queue.takeUrgent() { carryOut(urgent) } })
      return .success(try work.result(of: entry.request.task))
    } catch let failure as ModelFailure {
      return .failure(failure)
    } catch {
      return .failure(entry.cancellation.isCancelled ? .superseded : .failed("\(error)"))
    }
  }
}

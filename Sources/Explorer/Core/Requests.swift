/// The requests without an answer, and the handlers of their answers.
///
/// A result is of use if it is newer than the last one for its purpose, so that a picture follows a held key as fast as it
/// can be decoded. A failure is of use if there is no newer request. Requests are forgotten when something else is opened.
struct Requests: Sendable {
  typealias Handler = @Sendable (inout ExplorerModel, Result<ModelResult, ModelFailure>) -> [Effect]

  private struct Pending: Sendable {
    let purpose: RequestPurpose
    let isUrgent: Bool
    let handler: Handler
  }

  private var last = 0
  private var pending: [Int: Pending] = [:]
  private var newest: [RequestPurpose: Int] = [:]
  private var taken: [RequestPurpose: Int] = [:]

  /// - Returns: the generation of a new request.
  mutating func issue(_ purpose: RequestPurpose, isUrgent: Bool, handler: @escaping Handler) -> Int {
    last += 1
    pending[last] = Pending(purpose: purpose, isUrgent: isUrgent, handler: handler)
    newest[purpose] = last
    return last
  }

  /// The handler of an answer, if the answer is of use. The request no longer counts as waiting.
  mutating func handler(of answer: ModelAnswer) -> Handler? {
    guard let request = pending.removeValue(forKey: answer.generation) else { return nil }
    switch answer.result {
    case .success:
      guard answer.generation > taken[request.purpose] ?? 0 else { return nil }
      taken[request.purpose] = answer.generation
    case .failure:
      guard answer.generation == newest[request.purpose] else { return nil }
    }
    return request.handler
  }

  /// Whether any request waits for its answer.
  var isWaitingForAny: Bool { !pending.isEmpty }

  /// Whether an urgent request waits for its answer.
  var isWaitingForUrgent: Bool { pending.values.contains(where: \.isUrgent) }

  /// Forgets all requests so far.
  mutating func forgetAll() { pending = [:] }
}

/// The requests that have not been answered, and what is to be done with their answers.
///
/// A result is taken when it is newer than the last one taken for its purpose, so that a picture follows a held key as
/// fast as it can be decoded. A failure is taken when nothing newer was asked. What was asked before something else was
/// opened is forgotten.
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

  /// What takes an answer, where it is of use; its request is not waited for any more.
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

  /// Whether the answer to the newest request for a purpose is awaited.
  func isWaiting(_ purpose: RequestPurpose) -> Bool {
    newest[purpose].map { pending[$0] != nil } ?? false
  }

  /// Whether any answer is awaited.
  var isWaitingForAny: Bool { !pending.isEmpty }

  /// Whether an answer is awaited that comes in a moment.
  var isWaitingForUrgent: Bool { pending.values.contains(where: \.isUrgent) }

  /// Forgets whatever was asked so far.
  mutating func forgetAll() { pending = [:] }
}

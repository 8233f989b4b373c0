/// Numbers requests, and tells answers that are still of use from stale ones.
///
/// An answer is taken when it is newer than the last one taken for its purpose, so that a picture follows a held
/// key as fast as it can be decoded; what was asked before something else was opened is never taken.
struct Requests: Sendable, Equatable {
  /// What answers are told apart by.
  enum Purpose: Hashable, Sendable {
    case decode(Page)
    case reconstruct(ReconstructRequest.Purpose, NetworkReference)
    case encodeTestImages, scoreTestImages
  }

  private var last = 0
  private var oldest = 1
  private var issued: [Purpose: Int] = [:]
  private var taken: [Purpose: Int] = [:]

  /// A number for a new request.
  mutating func issue(_ purpose: Purpose) -> Int {
    last += 1
    issued[purpose] = last
    return last
  }

  /// Whether the answer to request `generation` is still of use; then it counts as taken.
  mutating func take(_ purpose: Purpose, _ generation: Int) -> Bool {
    guard generation >= oldest, generation > taken[purpose] ?? 0 else { return false }
    taken[purpose] = generation
    return true
  }

  /// Whether an answer is awaited.
  func isWaiting(_ purpose: Purpose) -> Bool {
    guard let issued = issued[purpose], issued >= oldest else { return false }
    return issued > taken[purpose] ?? 0
  }

  /// Whether any answer is awaited.
  var isWaitingForAny: Bool { issued.keys.contains(where: isWaiting) }

  /// Makes whatever was asked so far stale.
  mutating func forgetAll() { oldest = last + 1 }
}

import Training

/// Which state of the model is shown: effects carry it to whoever holds the states.
public enum ModelTime: Hashable, Sendable {
  /// The newest there is.
  case live
  /// The kept state at so many examples seen.
  case past(examplesSeen: Int)
}

/// The time machine: the states of the model that can be shown, and the one that is.
public struct Timeline: Sendable, Equatable {
  /// The newest state; `nil` before there is a model.
  public internal(set) var live: StateLabel?
  /// The states kept, oldest first.
  public private(set) var past: [StateLabel] = []
  /// The state shown.
  public private(set) var time: ModelTime = .live

  public init() {}

  /// The label of the state shown.
  public var shown: StateLabel? { pastIndex.map { past[$0] } ?? live }

  /// Where in `past` the state shown stands; `nil` when it is the live one.
  public var pastIndex: Int? {
    guard case .past(let examplesSeen) = time else { return nil }
    return past.firstIndex { $0.examplesSeen == examplesSeen }
  }

  /// Takes the states kept anew. A state shown that was dropped gives way to its earlier neighbour.
  mutating func setPast(_ states: [StateLabel]) {
    past = states
    guard case .past(let examplesSeen) = time, pastIndex == nil else { return }
    let neighbour = past.last { $0.examplesSeen < examplesSeen } ?? past.first
    time = neighbour.map { .past(examplesSeen: $0.examplesSeen) } ?? .live
  }

  /// Goes `offset` states later (earlier when negative); past the last kept one is the live state.
  /// - Returns: whether another state is shown than before.
  mutating func move(by offset: Int) -> Bool {
    guard let live else { return false }
    let older = past.filter { $0.examplesSeen < live.examplesSeen }
    let here = pastIndex.map { min($0, older.count) } ?? older.count
    let target = min(max(0, here + offset), older.count)
    let before = time
    time = target == older.count ? .live : .past(examplesSeen: older[target].examplesSeen)
    return time != before
  }

  /// Shows the earliest state kept. - Returns: whether another state is shown than before.
  mutating func moveToStart() -> Bool { move(by: -past.count - 1) }

  /// Shows the live state. - Returns: whether another state is shown than before.
  mutating func moveToLive() -> Bool {
    defer { time = .live }
    return time != .live
  }
}

/// The places of a walk that can be returned to. A stretch of steps counts as one.
struct WalkHistory: Sendable, Equatable {
  /// How many places are kept.
  static let limit = 200

  /// Oldest first.
  private var past: [WalkPlace] = []
  /// Those undone, the last undone last.
  private var future: [WalkPlace] = []

  /// Notes that a walk leaves `place` for one of another source.
  mutating func leave(_ place: WalkPlace, for next: PlaceSource) {
    future = []
    guard past.isEmpty || !place.source.isContinued(by: next) else { return }
    past = Array((past + [place]).suffix(Self.limit))
  }

  /// - Returns: the place before `place`; `nil` where nothing can be undone.
  mutating func undo(from place: WalkPlace) -> WalkPlace? {
    guard let last = past.popLast() else { return nil }
    future.append(place)
    return last
  }

  /// - Returns: the place after `place` that was undone; `nil` where there is none.
  mutating func redo(from place: WalkPlace) -> WalkPlace? {
    guard let next = future.popLast() else { return nil }
    past.append(place)
    return next
  }
}

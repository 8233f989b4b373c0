import Training

/// Every run on the machine.
struct RunsPage: Sendable {
  /// The selected row.
  var cursor = 0
  /// When the runs were last asked for, in seconds.
  var askedAt = -Double.infinity
  /// The least time between listings that nobody asked for, in seconds.
  static let listingInterval = 2.0
  /// The runs that were deleted here and can be brought back, the last one last.
  var trashed: [TrashedRun] = []

  /// Moves the cursor into a list of so many runs.
  mutating func clamp(to count: Int) { cursor = min(max(0, cursor), max(0, count - 1)) }
}

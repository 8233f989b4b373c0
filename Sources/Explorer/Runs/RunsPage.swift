/// Every run on the machine.
struct RunsPage: Sendable {
  /// The selected row.
  var cursor = 0

  /// Moves the cursor into a list of so many runs.
  mutating func clamp(to count: Int) { cursor = min(max(0, cursor), max(0, count - 1)) }
}

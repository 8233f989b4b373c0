import Training

/// Every run on the machine.
struct RunsPage: Sendable {
  /// The runs shown: those that fit the filters, in order.
  private(set) var shown: [RunSummary] = []
  /// The selected row.
  private(set) var cursor = 0
  var order = RunOrder.modified
  /// What runs must be like to be shown, as a person wrote it.
  var filterText = ""
  var filters: [RunFilter] = []
  /// The run that others are compared with, by its path; `nil` for the one that is open.
  var marked: String?
  /// When the runs were last asked for, in seconds.
  var askedAt = -Double.infinity
  /// The least time between listings that nobody asked for, in seconds.
  static let listingInterval = 2.0
  /// The runs that were deleted here and can be brought back, the last one last.
  var trashed: [TrashedRun] = []

  /// The run under the cursor.
  var selected: RunSummary? { shown.indices.contains(cursor) ? shown[cursor] : nil }

  /// Moves the cursor by some rows, or to the ends.
  mutating func move(by rows: Int) { cursor = min(max(0, cursor + rows), max(0, shown.count - 1)) }

  /// Shows other runs, or the same in another order; the selected one stays selected if it is among them.
  mutating func show(_ runs: [RunSummary]) {
    let path = selected?.path
    shown = runs
    cursor = shown.firstIndex { $0.path == path } ?? cursor
    move(by: 0)
  }
}

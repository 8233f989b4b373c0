/// Counts of the frames of a screen.
struct PresentationStatistics: Hashable, Sendable {
  /// Frames sent; those without a difference are not counted.
  var sentFrames = 0
  /// Frames replaced by a newer one before the terminal was ready for them.
  var droppedFrames = 0
}

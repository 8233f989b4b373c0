/// What a screen wrote for its frames.
public struct PresentationStatistics: Hashable, Sendable {
  /// Frames sent; those in which nothing differed are not counted.
  public var sentFrames = 0
  /// Frames that a newer one replaced before the terminal was ready for them.
  public var droppedFrames = 0
  /// Bytes of all frames sent.
  public var bytes = 0
  /// Bytes of the largest.
  public var largestFrameBytes = 0

  mutating func note(frameBytes count: Int) {
    sentFrames += 1
    bytes += count
    largestFrameBytes = max(largestFrameBytes, count)
  }
}

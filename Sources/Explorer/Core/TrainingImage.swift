import TerminalGraphics

/// An image of the training set.
public struct TrainingImage: Sendable, Equatable {
  /// Its place in the training set, from 0.
  public let index: Int
  /// Its class, where the data has classes.
  public let label: UInt8?
  public let picture: PixelImage

  public init(index: Int, label: UInt8?, picture: PixelImage) {
    self.index = index
    self.label = label
    self.picture = picture
  }
}

/// How a person wants pictures drawn.
public struct PictureStyle: Hashable, Sendable {
  /// The characters that pictures are made of; `nil`: automatic. A picture with room for its own size is drawn in half
  /// blocks then, which have two colours for two pixels; a smaller one in the finest characters that the terminal has.
  public var characters: ImageBlitter.Characters?
  /// Whether a picture that is larger than its own size is interpolated, rather than drawn in squares.
  public var isSmooth: Bool

  /// A way to draw pictures; by default automatic and in squares.
  public init(characters: ImageBlitter.Characters? = nil, isSmooth: Bool = false) {
    self.characters = characters
    self.isSmooth = isSmooth
  }
}

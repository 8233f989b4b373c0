/// The height and width of the images of a data set, in pixels.
public struct ImageSize: Hashable, Codable, Sendable, CustomStringConvertible {
  public let height: Int
  public let width: Int

  public init(height: Int, width: Int) {
    self.height = height
    self.width = width
  }

  /// D, the number of pixels of an image.
  public var count: Int { height * width }

  /// Height × width, as in "28×20".
  public var description: String { "\(height)×\(width)" }
}

/// The differences of pictures on one scale, so that those of a page can be compared: the greatest has the strongest
/// colour.
public struct DifferenceScale: Hashable, Sendable {
  /// The difference that has the strongest colour, in parts of the way from black to white.
  public let greatest: Double

  /// Smaller differences than this are not made strong by their scale, in levels of 255.
  private static let least = 16

  /// The scale for pairs of pictures, of which those of different sizes are left out.
  public init(over pairs: [(PixelImage, PixelImage)]) {
    let levels = pairs.lazy.filter { $0.bytes.count == $1.bytes.count }.flatMap { $0.differences(from: $1) }
      .map(abs)
    greatest = Double(max(Self.least, levels.max() ?? 0)) / 255
  }

  /// What `image` has more (positive) or less (negative) than `other`; `nil` if they are of different sizes.
  public func difference(of image: PixelImage, from other: PixelImage) -> PixelImage? {
    guard image.width == other.width, image.bytes.count == other.bytes.count else { return nil }
    let values = image.differences(from: other).map { Float(Double($0) / 255 / greatest) }
    return PixelImage(width: image.width, height: image.height, signed: values)
  }
}

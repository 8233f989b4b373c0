/// The shape of an image: height and width in pixels, and numbers per pixel.
///
///     ImageShape(height: 28, width: 20).description  // "28×20"
public struct ImageShape: Hashable, Sendable, CustomStringConvertible {
  public let height: Int
  public let width: Int
  /// Numbers per pixel: 1 for grey, 3 for red, green and blue.
  public let channels: Int

  public init(height: Int, width: Int, channels: Int = 1) {
    self.height = height
    self.width = width
    self.channels = channels
  }

  /// D, the numbers that make an image.
  public var count: Int { height * width * channels }

  /// Height and width, and the channels where there are several: the shape of an image in an array.
  public var dimensions: [Int] { channels == 1 ? [height, width] : [height, width, channels] }

  /// Height × width, as in "28×20", and the channels where there are several.
  public var description: String { "\(height)×\(width)" + (channels == 1 ? "" : "×\(channels)") }
}

extension ImageShape: Codable {
  private enum CodingKeys: String, CodingKey {
    case height, width, channels
  }

  /// Files from before there were channels hold height and width: their images are grey.
  public init(from decoder: any Decoder) throws {
    let container = try decoder.container(keyedBy: CodingKeys.self)
    height = try container.decode(Int.self, forKey: .height)
    width = try container.decode(Int.self, forKey: .width)
    channels = try container.decodeIfPresent(Int.self, forKey: .channels) ?? 1
  }

  public func encode(to encoder: any Encoder) throws {
    var container = encoder.container(keyedBy: CodingKeys.self)
    try container.encode(height, forKey: .height)
    try container.encode(width, forKey: .width)
    if channels != 1 { try container.encode(channels, forKey: .channels) }
  }
}

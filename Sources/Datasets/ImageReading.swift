/// Two numbers, the first of which stands for black and the second for white.
public struct PixelRange: Codable, Hashable, Sendable, CustomStringConvertible {
  public let low: Double
  public let high: Double

  public init(low: Double, high: Double) {
    self.low = low
    self.high = high
  }

  /// Whether the numbers make a range.
  public var isValid: Bool { low < high && (high - low).isFinite && (255 / (high - low)).isFinite }

  /// As in "−1…1".
  public var description: String { "\(numberText(low))…\(numberText(high))" }
}

/// What the dimensions of an array mean: N images of H×W pixels, or of D grey pixels, with C channels: one, or red, green
/// and blue.
public enum ArrayLayout: String, Codable, Sendable, CaseIterable {
  case nhw = "NHW"
  case hwn = "HWN"
  case nd = "ND"
  case dn = "DN"
  case nhwc = "NHWC"
  case nchw = "NCHW"
  case hwcn = "HWCN"
}

/// How the numbers of a file become images. What is nil follows from the file.
///
/// A run records what it began with, so that it meets the same pixels when it goes on or is evaluated.
public struct ImageReading: Codable, Hashable, Sendable {
  /// The numbers for black and white; what lies outside is clamped.
  public var range: PixelRange?
  public var layout: ArrayLayout?
  /// Whether images are stored column by column.
  public var isTransposed: Bool?
  /// 1 turns coloured images to grey, 3 makes coloured ones of grey images.
  public var channels: Int?

  private enum CodingKeys: String, CodingKey {
    case range, layout, channels
    case isTransposed = "transposed"
  }

  public init(
    range: PixelRange? = nil, layout: ArrayLayout? = nil, isTransposed: Bool? = nil, channels: Int? = nil
  ) {
    self.range = range
    self.layout = layout
    self.isTransposed = isTransposed
    self.channels = channels
  }
}

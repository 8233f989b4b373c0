/// A picture read from a file, in greys.
public struct Picture: Sendable {
  public let image: GreyImage
  /// Whether the file has colours, which were turned to grey by their brightness.
  public let isColoured: Bool

  /// Whether a file begins as a picture that can be read.
  public static func isPicture(_ file: SourceFile) -> Bool {
    file.hasPrefix(PNG.signature) || NetpbmFile.isNetpbm(file)
  }

  /// Reads a PNG, PBM, PGM or PPM file.
  /// - Throws: `badFile` for other files and damaged ones.
  public init(_ file: SourceFile) throws(InputError) {
    if file.hasPrefix(PNG.signature) {
      self = try PNG.decode(file)
    } else if NetpbmFile.isNetpbm(file) {
      self = try NetpbmFile.decode(file)
    } else {
      throw .badFile(
        file.name, expected: "a PNG, PGM or PPM file",
        found: "a file that begins with \(hexadecimal(file.bytes.prefix(4)))")
    }
  }

  /// Makes greys of samples: one a pixel, or red, green and blue. Precondition: `maximum > 0`, and there are as many samples
  /// as pixels ask for, none above `maximum`.
  init(width: Int, height: Int, samples: [UInt16], maximum: Int, channels: Int) {
    isColoured = channels == 3
    let levels =
      channels == 1
      ? samples.map(Int.init)
      : stride(from: 0, to: samples.count, by: 3).map { Self.brightness(samples[$0..<$0 + 3]) }
    let whole = maximum * (channels == 1 ? 1 : Self.weightSum)
    image = GreyImage(
      width: width, height: height, pixels: levels.map { UInt8(($0 * 255 + whole / 2) / whole) })
  }

  private static let weightSum = 1000

  /// The luma of ITU-R BT.601, times `weightSum`.
  private static func brightness(_ color: ArraySlice<UInt16>) -> Int {
    let first = color.startIndex
    return 299 * Int(color[first]) + 587 * Int(color[first + 1]) + 114 * Int(color[first + 2])
  }
}

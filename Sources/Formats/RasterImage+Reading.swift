/// Pictures read from files.
extension RasterImage {
  /// Whether a file begins as a picture that can be read.
  public static func isPicture(_ file: SourceFile) -> Bool {
    file.hasPrefix(PNG.signature) || NetpbmFile.isNetpbm(file)
  }

  /// Reads a PNG, PBM, PGM or PPM file. Pictures whose pixels are all grey are grey, however the file stores them.
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

  /// Makes a picture of samples: one a pixel, or red, green and blue. Precondition: `maximum > 0`, and there are as many
  /// samples as pixels ask for, none above `maximum`.
  init(width: Int, height: Int, samples: [UInt16], maximum: Int, channels: Int) {
    let isGrey = channels == 1 || Self.areGrey(samples)
    let kept =
      isGrey && channels == 3 ? stride(from: 0, to: samples.count, by: 3).map { samples[$0] } : samples
    self.init(
      width: width, height: height, channels: isGrey ? 1 : 3,
      bytes: kept.map { UInt8((Int($0) * 255 + maximum / 2) / maximum) })
  }

  private static func areGrey(_ samples: [UInt16]) -> Bool {
    stride(from: 0, to: samples.count, by: 3).allSatisfy { first in
      let red = samples[first]
      return samples[first + 1] == red && samples[first + 2] == red
    }
  }
}

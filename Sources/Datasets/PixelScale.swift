import Formats

/// The numbers of some arrays, as far as their scale depends on them.
struct PixelStatistics {
  private(set) var least = Double.infinity
  private(set) var greatest = -Double.infinity
  private(set) var isWhole = true
  /// Whether all are 0 or 1.
  private(set) var isBinary = true
  /// Whether all are unsigned bytes.
  private(set) var isOfBytes = true

  /// Throws `badFile` for NaN and infinities.
  init(_ arrays: [NumericArray]) throws(InputError) {
    for array in arrays { try add(array) }
  }

  private mutating func add(_ array: NumericArray) throws(InputError) {
    isOfBytes = isOfBytes && array.isOfBytes
    if array.element == .unsigned(bytes: 1) {
      var present = [Bool](repeating: false, count: 256)
      try array.forEachPiece { (_, bytes) throws(InputError) in
        present.withUnsafeMutableBufferPointer { present in
          for byte in bytes { present[Int(byte)] = true }
        }
      }
      for value in 0..<256 where present[value] { add(Double(value)) }
      return
    }
    try array.forEachNumber { (position, number) throws(InputError) in
      guard number.isFinite else {
        throw .badFile(
          array.name, expected: "pixels that are numbers", found: "\(number) at position \(position)")
      }
      add(number)
    }
  }

  private mutating func add(_ number: Double) {
    least = min(least, number)
    greatest = max(greatest, number)
    isWhole = isWhole && number == number.rounded()
    isBinary = isBinary && (number == 0 || number == 1)
  }

  var values: PixelRange { PixelRange(low: least, high: greatest) }

  /// How far rounding may carry a number beyond its range, as a part of the range.
  private static let tolerance = 0.001
  private static let fullScales = [255.0, 1023, 4095, 65_535]

  /// The numbers for black and white. Bytes go up to 255, unless all are 0 or 1. Other numbers go up to 1 where all lie
  /// in 0…1, else up to a whole largest of 15 or 16, else up to the usual maximum of 8, 10, 12 or 16 bits of which the
  /// largest exceeds half.
  /// - Throws: `badFile` where the numbers are none of these.
  func range(in name: String) throws(InputError) -> PixelRange {
    if isOfBytes { return PixelRange(low: 0, high: isBinary ? 1 : 255) }
    let tolerance = isWhole ? 0 : Self.tolerance
    func reaches(_ scale: Double) -> Bool {
      least >= -tolerance * scale && greatest <= scale * (1 + tolerance)
    }
    if reaches(1) { return PixelRange(low: 0, high: 1) }
    if isWhole, least >= 0, greatest == 15 || greatest == 16 { return PixelRange(low: 0, high: greatest) }
    if let scale = Self.fullScales.first(where: { reaches($0) && greatest > $0 / 2 }) {
      return PixelRange(low: 0, high: scale)
    }
    throw .badFile(
      name, expected: "pixels of 0…1, 0…255 or another usual range", found: values.description,
      advice: "say which numbers are black and white with --range LOW,HIGH")
  }
}

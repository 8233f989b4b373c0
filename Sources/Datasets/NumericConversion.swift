import Formats

extension NumericArray {
  /// The numbers as pixels, and whether they were all 0 or 1.
  struct Pixels {
    let bytes: [UInt8]
    let isBinary: Bool
  }

  /// The elements in their stored order as grey bytes. Numbers all within 0…1 are scaled by 255, so that 1 is white;
  /// otherwise all must lie within 0…255, and fractions are rounded. Throws `badData` for NaN, infinities and
  /// numbers outside.
  func pixels() throws(InputError) -> Pixels {
    if element == .unsigned(bytes: 1) {
      guard !bytes.contains(where: { $0 > 1 }) else { return Pixels(bytes: Array(bytes), isBinary: false) }
      return Pixels(bytes: bytes.map { $0 &* 255 }, isBinary: true)
    }
    var largest = 0.0
    var isWhole = true
    try forEachNumber { (position, number) throws(InputError) in
      guard number >= 0 && number <= 255 else {
        throw .badFile(
          name, expected: "pixels of 0…1 or 0…255", found: "\(number) at position \(position)")
      }
      largest = max(largest, number)
      if number != 0 && number != 1 { isWhole = false }
    }
    let scale = largest <= 1 ? 255.0 : 1
    var result: [UInt8] = []
    result.reserveCapacity(count)
    try forEachNumber { (_, number) throws(InputError) in
      result.append(UInt8((number * scale).rounded()))
    }
    return Pixels(bytes: result, isBinary: isWhole && largest <= 1)
  }

  /// The elements as classes. Throws `badData` where one is not a whole number of 0…255.
  func labels() throws(InputError) -> [UInt8] {
    var result: [UInt8] = []
    result.reserveCapacity(count)
    try forEachNumber { (position, number) throws(InputError) in
      guard let label = UInt8(exactly: number) else {
        throw .badFile(
          name, expected: "labels that are whole numbers of 0…255", found: "\(number) at position \(position)"
        )
      }
      result.append(label)
    }
    return result
  }
}

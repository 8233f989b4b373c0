/// Numbers as a file holds them: a shape, the type of an element, and the bytes.
public struct NumericArray: Sendable {
  public enum Element: Hashable, Sendable {
    case unsigned(bytes: Int)
    case signed(bytes: Int)
    case float(bytes: Int)

    public var size: Int {
      switch self {
      case .unsigned(let bytes), .signed(let bytes), .float(let bytes): bytes
      }
    }
  }

  /// What to call it in an error: the file, and the variable in it.
  public let name: String
  public let shape: [Int]
  /// The type in which the bytes hold a number.
  public let element: Element
  /// Whether the numbers are unsigned bytes to the program that wrote them. MATLAB stores small whole numbers of any
  /// type as bytes.
  public let isOfBytes: Bool
  public let order: ByteOrder
  /// The first dimension runs fastest (Fortran, MATLAB), not the last (C).
  public let isColumnMajor: Bool
  /// `shape`'s product × `element.size` bytes.
  public let bytes: ArraySlice<UInt8>

  /// Takes from `bytes` at `offset` what the shape says is there. Throws `badData` where the shape is absurd or the
  /// bytes are too few.
  public init(
    name: String, shape: [Int], element: Element, order: ByteOrder, isColumnMajor: Bool,
    bytes: ArraySlice<UInt8>, isExact: Bool = true, isOfBytes: Bool? = nil
  ) throws(InputError) {
    guard let count = product(shape, limit: Int.max / 16) else {
      throw .badFile(name, expected: "dimensions that fit the file", found: describe(shape))
    }
    let needed = count * element.size
    guard needed == bytes.count || (!isExact && needed < bytes.count) else {
      throw .badFile(
        name, expected: "\(needed) bytes for \(describe(shape))", found: "\(bytes.count) bytes",
        advice: needed > bytes.count ? "the file is cut short or its header is wrong" : nil)
    }
    self.name = name
    self.shape = shape
    self.element = element
    self.isOfBytes = isOfBytes ?? (element == .unsigned(bytes: 1))
    self.order = order
    self.isColumnMajor = isColumnMajor
    self.bytes = bytes.prefix(needed)
  }

  public var count: Int { bytes.count / element.size }

  /// The distance between neighbours along each dimension, in elements.
  public var strides: [Int] {
    var stride = 1
    let dimensions = isColumnMajor ? shape : shape.reversed()
    let strides = dimensions.map { size in
      defer { stride *= size }
      return stride
    }
    return isColumnMajor ? strides : strides.reversed()
  }
}

extension NumericArray {
  /// Hands over each element as a number, with its position in the stored order.
  public func forEachNumber<Failure: Error>(
    _ body: (_ position: Int, _ number: Double) throws(Failure) -> Void
  ) throws(Failure) {
    let size = element.size
    var offset = bytes.startIndex
    for position in 0..<count {
      var bits: UInt64 = 0
      for byte in 0..<size {
        bits = bits << 8 | UInt64(bytes[offset + (order.isBigEndian ? byte : size - 1 - byte)])
      }
      offset += size
      try body(position, number(bits))
    }
  }

  private func number(_ bits: UInt64) -> Double {
    switch element {
    case .unsigned: Double(bits)
    case .signed(let bytes):
      Double(Int64(bitPattern: bits << UInt64(64 - 8 * bytes)) >> Int64(64 - 8 * bytes))
    case .float(bytes: 2): Double(HalfPrecision.value(UInt16(truncatingIfNeeded: bits)))
    case .float(bytes: 4): Double(Float(bitPattern: UInt32(truncatingIfNeeded: bits)))
    case .float: Double(bitPattern: bits)
    }
  }
}

/// The product of the dimensions; nil where one is negative or the product is above `limit`.
public func product(_ shape: [Int], limit: Int) -> Int? {
  var result = 1
  var isEmpty = false
  for dimension in shape {
    guard dimension >= 0 else { return nil }
    if dimension == 0 {
      isEmpty = true
      continue
    }
    let (value, overflow) = result.multipliedReportingOverflow(by: dimension)
    guard !overflow, value <= limit else { return nil }
    result = value
  }
  return isEmpty ? 0 : result
}

/// A shape as people write it: 60000×28×28.
public func describe(_ shape: [Int]) -> String {
  shape.isEmpty ? "a single number" : shape.map(String.init).joined(separator: "×")
}

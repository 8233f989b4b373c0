/// Numbers as a file holds them: a shape, the type of an element, and the bytes.
struct NumericArray {
  enum Element: Hashable {
    case unsigned(bytes: Int)
    case signed(bytes: Int)
    case float(bytes: Int)

    var size: Int {
      switch self {
      case .unsigned(let bytes), .signed(let bytes), .float(let bytes): bytes
      }
    }
  }

  /// What to call it in an error: the file, and the variable in it.
  let name: String
  let shape: [Int]
  let element: Element
  let order: ByteOrder
  /// The first dimension runs fastest (Fortran, MATLAB), not the last (C).
  let isColumnMajor: Bool
  /// `shape`'s product × `element.size` bytes.
  let bytes: ArraySlice<UInt8>

  /// Takes from `bytes` at `offset` what the shape says is there. Throws `badData` where the shape is absurd or the
  /// bytes are too few.
  init(
    name: String, shape: [Int], element: Element, order: ByteOrder, isColumnMajor: Bool,
    bytes: ArraySlice<UInt8>, isExact: Bool = true
  ) throws(DatasetError) {
    guard let count = product(shape, limit: Int.max / 16) else {
      throw .badData(name, expected: "dimensions that fit the file", found: describe(shape))
    }
    let needed = count * element.size
    guard needed == bytes.count || (!isExact && needed < bytes.count) else {
      throw .badData(
        name, expected: "\(needed) bytes for \(describe(shape))", found: "\(bytes.count) bytes",
        advice: needed > bytes.count ? "the file is cut short or its header is wrong" : nil)
    }
    self.name = name
    self.shape = shape
    self.element = element
    self.order = order
    self.isColumnMajor = isColumnMajor
    self.bytes = bytes.prefix(needed)
  }

  var count: Int { bytes.count / element.size }

  /// The product of the dimensions after the first.
  var rowCount: Int { shape.dropFirst().reduce(1, *) }
}

/// The product of the dimensions; nil where one is negative or the product is above `limit`.
func product(_ shape: [Int], limit: Int) -> Int? {
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
func describe(_ shape: [Int]) -> String {
  shape.isEmpty ? "a single number" : shape.map(String.init).joined(separator: "×")
}

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
  /// Where the bytes of the elements are; more may follow them.
  private let storage: Storage

  private enum Storage: Sendable {
    case memory(ArraySlice<UInt8>)
    case file(FileRegion)

    var count: Int {
      switch self {
      case .memory(let bytes): bytes.count
      case .file(let region): region.count
      }
    }
  }

  /// The number of elements: `shape`'s product.
  public let count: Int

  /// Takes from the start of `bytes` what the shape says is there. Throws `badFile` where the shape is absurd or the
  /// bytes are too few.
  public init(
    name: String, shape: [Int], element: Element, order: ByteOrder, isColumnMajor: Bool,
    bytes: ArraySlice<UInt8>, isExact: Bool = true, isOfBytes: Bool? = nil
  ) throws(InputError) {
    try self.init(
      name: name, shape: shape, element: element, order: order, isColumnMajor: isColumnMajor,
      storage: .memory(bytes), isExact: isExact, isOfBytes: isOfBytes)
  }

  /// The same of a file that is read when its elements are asked for.
  init(
    name: String, shape: [Int], element: Element, order: ByteOrder, isColumnMajor: Bool, region: FileRegion,
    isExact: Bool = true
  ) throws(InputError) {
    try self.init(
      name: name, shape: shape, element: element, order: order, isColumnMajor: isColumnMajor,
      storage: .file(region), isExact: isExact, isOfBytes: nil)
  }

  private init(
    name: String, shape: [Int], element: Element, order: ByteOrder, isColumnMajor: Bool, storage: Storage,
    isExact: Bool, isOfBytes: Bool?
  ) throws(InputError) {
    guard let count = product(shape, limit: Int.max / 16) else {
      throw .badFile(name, expected: "dimensions that fit the file", found: describe(shape))
    }
    let needed = count * element.size
    guard needed == storage.count || (!isExact && needed < storage.count) else {
      throw .badFile(
        name, expected: "\(needed) bytes for \(describe(shape))", found: "\(storage.count) bytes",
        advice: needed > storage.count ? "the file is cut short or its header is wrong" : nil)
    }
    self.name = name
    self.shape = shape
    self.element = element
    self.isOfBytes = isOfBytes ?? (element == .unsigned(bytes: 1))
    self.order = order
    self.isColumnMajor = isColumnMajor
    self.storage = storage
    self.count = count
  }

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
  /// The size of the pieces in which a file is read.
  private static let pieceSize = 1 << 20

  /// Hands over the bytes of all elements in their stored order, in pieces.
  /// - Parameters:
  ///   - unit: a piece has a multiple of so many elements.
  ///   - body: takes the position of a piece's first element, and its bytes.
  /// - Throws: what `body` throws; for a large file `inputOutput` and `badFile` where it cannot be read to its end.
  public func forEachPiece(
    of unit: Int = 1, _ body: (_ first: Int, _ bytes: UnsafeRawBufferPointer) throws(InputError) -> Void
  ) throws(InputError) {
    switch storage {
    case .memory(let bytes):
      var failure: InputError?
      bytes.withUnsafeBytes { all in
        let bytes = UnsafeRawBufferPointer(rebasing: all[..<(count * element.size)])
        do throws(InputError) { try body(0, bytes) } catch { failure = error }
      }
      if let failure { throw failure }
    case .file(let region):
      let step = unit * max(1, Self.pieceSize / (unit * element.size))
      let buffer = UnsafeMutableRawBufferPointer.allocate(
        byteCount: min(step, count) * element.size, alignment: 64)
      defer { buffer.deallocate() }
      for first in stride(from: 0, to: count, by: step) {
        let size = min(step, count - first) * element.size
        let piece = UnsafeMutableRawBufferPointer(rebasing: buffer[..<size])
        try region.read(at: first * element.size, into: piece)
        try body(first, UnsafeRawBufferPointer(piece))
      }
    }
  }

  /// Hands over each element as a number, with its position in the stored order.
  /// - Throws: as `forEachPiece`.
  public func forEachNumber(
    _ body: (_ position: Int, _ number: Double) throws(InputError) -> Void
  ) throws(InputError) {
    try forEachPiece { (first, bytes) throws(InputError) in
      for position in 0..<bytes.count / element.size {
        try body(first + position, number(position, in: bytes))
      }
    }
  }

  /// The number of an element among the bytes of a piece.
  public func number(_ position: Int, in bytes: UnsafeRawBufferPointer) -> Double {
    func bits<Word: FixedWidthInteger>(_: Word.Type) -> Word {
      let word = bytes.loadUnaligned(fromByteOffset: position * MemoryLayout<Word>.size, as: Word.self)
      return order.isBigEndian ? Word(bigEndian: word) : Word(littleEndian: word)
    }
    switch element {
    case .unsigned(bytes: 1): return Double(bytes[position])
    case .unsigned(bytes: 2): return Double(bits(UInt16.self))
    case .unsigned(bytes: 4): return Double(bits(UInt32.self))
    case .unsigned: return Double(bits(UInt64.self))
    case .signed(bytes: 1): return Double(bits(Int8.self))
    case .signed(bytes: 2): return Double(bits(Int16.self))
    case .signed(bytes: 4): return Double(bits(Int32.self))
    case .signed: return Double(bits(Int64.self))
    case .float(bytes: 2): return Double(HalfPrecision.value(bits(UInt16.self)))
    case .float(bytes: 4): return Double(Float(bitPattern: bits(UInt32.self)))
    case .float: return Double(bitPattern: bits(UInt64.self))
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

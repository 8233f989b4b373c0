import Foundation

/// The contents of a safetensors file. Numbers are asked for when the file is written, some rows at a time.
public struct SafeTensorsWriter: FileContents {
  private struct Tensor {
    let name: String
    let type: SafeTensors.ElementType
    let shape: [Int]
    /// The bytes of some rows: of a range of the first dimension.
    let bytes: (Range<Int>) -> [UInt8]

    /// Of a row.
    var rowSize: Int { shape.dropFirst().reduce(type.byteCount, *) }
    var byteCount: Int { shape[0] * rowSize }
  }

  private let metadata: [String: String]
  private var tensors: [Tensor] = []

  /// Bytes of a piece, unless a row has more.
  private static let pieceSize = 1 << 20

  public init(metadata: [String: String]) {
    self.metadata = metadata
  }

  /// Adds a tensor of single-precision numbers, stored as `type`. Precondition: a type among F32, F16 and U8.
  /// - Parameter rows: the numbers of a range of the first dimension, as many as the shape says; called range after range
  ///   when the file is written.
  public mutating func add(
    _ name: String, shape: [Int], as type: SafeTensors.ElementType = .float32,
    rows: @escaping (Range<Int>) -> [Float]
  ) {
    let rowCount = shape.dropFirst().reduce(1, *)
    add(
      Tensor(name: name, type: type, shape: shape) { range in
        let values = rows(range)
        precondition(values.count == range.count * rowCount, "\(name): \(values.count) values in \(range)")
        return Self.bytes(values, as: type)
      })
  }

  /// Adds a tensor of numbers that are at hand. Precondition: as many as the shape says, and a type among F32, F16 and U8.
  public mutating func add(
    _ name: String, shape: [Int], values: [Float], as type: SafeTensors.ElementType = .float32
  ) {
    precondition(values.count == shape.reduce(1, *), "\(name): \(values.count) values for \(shape)")
    let rowCount = shape.dropFirst().reduce(1, *)
    add(name, shape: shape, as: type) {
      Array(values[$0.lowerBound * rowCount..<$0.upperBound * rowCount])
    }
  }

  /// Adds a tensor of bytes. Precondition: as many as the shape says.
  public mutating func add(_ name: String, shape: [Int], bytes: [UInt8]) {
    precondition(bytes.count == shape.reduce(1, *), "\(name): \(bytes.count) bytes for \(shape)")
    let rowSize = shape.dropFirst().reduce(1, *)
    add(
      Tensor(name: name, type: .uint8, shape: shape) {
        Array(bytes[$0.lowerBound * rowSize..<$0.upperBound * rowSize])
      })
  }

  private mutating func add(_ tensor: Tensor) {
    precondition(!tensor.shape.isEmpty, "\(tensor.name): a tensor of no dimension")
    tensors.append(tensor)
  }

  private static func bytes(_ values: [Float], as type: SafeTensors.ElementType) -> [UInt8] {
    func littleEndian<Word: FixedWidthInteger>(_ word: (Float) -> Word) -> [UInt8] {
      values.map { word($0).littleEndian }.withUnsafeBytes(Array.init)
    }
    return switch type {
    case .float32: littleEndian(\.bitPattern)
    case .float16: littleEndian(HalfPrecision.bits)
    case .uint8: values.map { UInt8($0) }
    default: preconditionFailure("tensors are written as F32, F16 or U8, not as \(type.rawValue)")
    }
  }

  /// The size of the file.
  public var byteCount: Int { tensors.reduce(header.count) { $0 + $1.byteCount } }

  /// Gives the header, then the tensors in the order of the additions.
  public func write(to sink: (UnsafeRawBufferPointer) throws(InputError) -> Void) throws(InputError) {
    try header.write(to: sink)
    for tensor in tensors where tensor.byteCount > 0 {
      let step = max(1, Self.pieceSize / tensor.rowSize)
      for first in stride(from: 0, to: tensor.shape[0], by: step) {
        try tensor.bytes(first..<min(first + step, tensor.shape[0])).write(to: sink)
      }
    }
  }

  /// The length of the JSON text, and that text, padded with blanks to a multiple of eight bytes.
  private var header: [UInt8] {
    let encoder = JSONEncoder()
    encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
    func json(_ value: some Encodable) -> String {
      String(decoding: try! encoder.encode(value), as: UTF8.self)  // Texts and integers always encode.
    }
    var parts = ["\"__metadata__\":" + json(metadata)]
    var end = 0
    for tensor in tensors {
      let offsets = [end, end + tensor.byteCount]
      let entry = SafeTensors.Entry(dtype: tensor.type.rawValue, shape: tensor.shape, offsets: offsets)
      parts.append("\(json(tensor.name)):\(json(entry))")
      end = offsets[1]
    }
    var text = Array("{\(parts.joined(separator: ","))}".utf8)
    while text.count % 8 != 0 { text.append(UInt8(ascii: " ")) }
    return withUnsafeBytes(of: UInt64(text.count).littleEndian, Array.init) + text
  }
}

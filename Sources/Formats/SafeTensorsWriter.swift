import Foundation

/// Puts a safetensors file together.
public struct SafeTensorsWriter {
  private let metadata: [String: String]
  private var entries: [(name: String, entry: SafeTensors.Entry)] = []
  private var data: [UInt8] = []

  public init(metadata: [String: String], byteCount: Int = 0) {
    self.metadata = metadata
    data.reserveCapacity(byteCount)
  }

  /// Adds a tensor of single-precision numbers, stored as `type`. Precondition: as many values as the shape says, and a
  /// type among F32, F16 and U8.
  public mutating func add(
    _ name: String, shape: [Int], values: [Float], as type: SafeTensors.ElementType = .float32
  ) {
    precondition(values.count == shape.reduce(1, *), "\(name): \(values.count) values for \(shape)")
    let start = data.count
    switch type {
    case .float32:
      #if _endian(little)
        values.withUnsafeBytes { data.append(contentsOf: $0) }
      #else
        for value in values { append(value.bitPattern.littleEndian) }
      #endif
    case .float16: for value in values { append(HalfPrecision.bits(value).littleEndian) }
    case .uint8: for value in values { data.append(UInt8(value)) }
    default: preconditionFailure("\(name): tensors are written as F32, F16 or U8, not as \(type.rawValue)")
    }
    note(name, type, shape, start)
  }

  /// Adds a tensor of bytes. Precondition: as many as the shape says.
  public mutating func add(_ name: String, shape: [Int], bytes: [UInt8]) {
    precondition(bytes.count == shape.reduce(1, *), "\(name): \(bytes.count) bytes for \(shape)")
    let start = data.count
    data += bytes
    note(name, .uint8, shape, start)
  }

  private mutating func append(_ value: some FixedWidthInteger) {
    withUnsafeBytes(of: value) { data.append(contentsOf: $0) }
  }

  private mutating func note(_ name: String, _ type: SafeTensors.ElementType, _ shape: [Int], _ start: Int) {
    entries.append(
      (name, SafeTensors.Entry(dtype: type.rawValue, shape: shape, offsets: [start, data.count])))
  }

  /// The file: the header padded with blanks to a multiple of eight bytes, in the order of the additions.
  public func bytes() -> [UInt8] {
    let encoder = JSONEncoder()
    encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
    func json(_ value: some Encodable) -> String {
      String(decoding: try! encoder.encode(value), as: UTF8.self)  // Texts and integers always encode.
    }
    let parts =
      ["\"__metadata__\":" + json(metadata)] + entries.map { "\(json($0.name)):\(json($0.entry))" }
    var header = Array("{\(parts.joined(separator: ","))}".utf8)
    while header.count % 8 != 0 { header.append(UInt8(ascii: " ")) }
    var file: [UInt8] = []
    file.reserveCapacity(8 + header.count + data.count)
    withUnsafeBytes(of: UInt64(header.count).littleEndian) { file.append(contentsOf: $0) }
    file += header
    file += data
    return file
  }
}

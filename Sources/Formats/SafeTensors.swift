import Foundation

/// A file of named tensors: eight bytes with the length of a JSON header, the header, the tensors' bytes, all little
/// endian (the safetensors format, https://github.com/huggingface/safetensors).
public struct SafeTensors: Sendable {
  public enum ElementType: String, CaseIterable, Sendable {
    case float64 = "F64"
    case float32 = "F32"
    case float16 = "F16"
    case bfloat16 = "BF16"
    case int64 = "I64"
    case int32 = "I32"
    case uint8 = "U8"

    public var byteCount: Int {
      switch self {
      case .float64, .int64: 8
      case .float32, .int32: 4
      case .float16, .bfloat16: 2
      case .uint8: 1
      }
    }
  }

  /// Where a tensor stands.
  public struct Tensor: Sendable {
    public let type: ElementType
    public let shape: [Int]
    /// In the file's bytes.
    public let range: Range<Int>
  }

  /// Texts by name.
  public let metadata: [String: String]
  public let tensors: [String: Tensor]
  public let bytes: [UInt8]

  /// The longest header that is read.
  public static let headerLimit = 4 << 20

  /// Reads the header and checks that the tensors fill the rest of the file without gap or overlap.
  /// - Throws: `badFile`, saying what was expected and what was found.
  public init(_ bytes: [UInt8], path: String) throws(InputError) {
    func refused(_ expected: String, _ found: String) -> InputError {
      InputError(.badFile, "\(path): expected \(expected), found \(found)")
    }
    guard bytes.count >= 8 else { throw refused("a safetensors file", "\(bytes.count) bytes") }
    let length = bytes.withUnsafeBytes { UInt64(littleEndian: $0.loadUnaligned(as: UInt64.self)) }
    guard length <= Self.headerLimit else {
      throw refused("a safetensors header of at most \(Self.headerLimit) bytes", "a length of \(length)")
    }
    let start = 8 + Int(length)
    guard start <= bytes.count else {
      throw refused("a header of \(length) bytes", "a file of \(bytes.count): it is truncated")
    }
    guard let header = try? JSONDecoder().decode(Header.self, from: Data(bytes[8..<start])) else {
      throw refused("a safetensors header", "something else")
    }
    var end = start
    var tensors: [String: Tensor] = [:]
    for entry in header.entries.sorted(by: { $0.value.isBefore($1.value) }) {
      let tensor = try entry.value.tensor(name: entry.key, dataStart: start, path: path)
      guard tensor.range.lowerBound == end else {
        throw refused("\(entry.key) at byte \(end - start)", "byte \(tensor.range.lowerBound - start)")
      }
      end = tensor.range.upperBound
      tensors[entry.key] = tensor
    }
    guard end == bytes.count else {
      let what = end < bytes.count ? "more" : "a truncated file"
      throw refused("\(end - start) bytes of tensors", "\(bytes.count - start): \(what)")
    }
    metadata = header.metadata
    self.tensors = tensors
    self.bytes = bytes
  }

  /// The numbers of a tensor in single precision.
  /// - Throws: `badFile` where it is missing, has another shape, or holds a number that is not finite.
  public func floats(_ name: String, shape: [Int], path: String) throws(InputError) -> [Float] {
    guard let tensor = tensors[name] else {
      throw InputError(.badFile, "\(path): expected a tensor \(name), found none")
    }
    guard tensor.shape == shape else {
      throw InputError(.badFile, "\(path): expected \(name) of shape \(shape), found \(tensor.shape)")
    }
    let count = shape.reduce(1, *)
    let values = bytes.withUnsafeBytes { all -> [Float] in
      let source = UnsafeRawBufferPointer(rebasing: all[tensor.range])
      return [Float](unsafeUninitializedCapacity: count) { values, filled in
        for index in 0..<count { values[index] = Self.number(source, index, tensor.type) }
        filled = count
      }
    }
    guard values.allSatisfy(\.isFinite) else {
      throw InputError(.badFile, "\(path): expected finite numbers, found others in \(name)")
    }
    return values
  }

  /// The bytes of a tensor of bytes, `nil` where there is none.
  public func uint8(_ name: String) -> [UInt8]? {
    guard let tensor = tensors[name], tensor.type == .uint8 else { return nil }
    return Array(bytes[tensor.range])
  }

  private static func number(_ source: UnsafeRawBufferPointer, _ index: Int, _ type: ElementType) -> Float {
    func bits<Word: FixedWidthInteger>(_: Word.Type) -> Word {
      Word(
        littleEndian: source.loadUnaligned(fromByteOffset: index * MemoryLayout<Word>.size, as: Word.self))
    }
    return switch type {
    case .float64: Float(Double(bitPattern: bits(UInt64.self)))
    case .float32: Float(bitPattern: bits(UInt32.self))
    case .float16: HalfPrecision.value(bits(UInt16.self))
    case .bfloat16: Float(bitPattern: UInt32(bits(UInt16.self)) << 16)
    case .int64: Float(bits(Int64.self))
    case .int32: Float(bits(Int32.self))
    case .uint8: Float(source[index])
    }
  }
}

extension SafeTensors {
  /// A tensor as the header describes it.
  struct Entry: Codable {
    let dtype: String
    let shape: [Int]
    let offsets: [Int]

    enum CodingKeys: String, CodingKey {
      case dtype, shape
      case offsets = "data_offsets"
    }

    func isBefore(_ other: Entry) -> Bool { offsets.lexicographicallyPrecedes(other.offsets) }

    /// The tensor that the entry tells of, checked but for its place among the others.
    func tensor(name: String, dataStart: Int, path: String) throws(InputError) -> SafeTensors.Tensor {
      guard let type = SafeTensors.ElementType(rawValue: dtype) else {
        let types = SafeTensors.ElementType.allCases.map(\.rawValue).joined(separator: ", ")
        throw InputError(.badFile, "\(path): expected numbers of \(types) in \(name), found \(dtype)")
      }
      var size = type.byteCount
      for extent in shape {
        let (product, overflow) = size.multipliedReportingOverflow(by: extent)
        guard extent >= 0, !overflow else {
          throw InputError(.badFile, "\(path): expected a shape of \(name), found \(shape)")
        }
        size = product
      }
      guard offsets.count == 2, offsets[0] >= 0, offsets[0] <= offsets[1],
        offsets[1] <= Int.max - dataStart, offsets[1] - offsets[0] == size
      else {
        throw InputError(
          .badFile, "\(path): expected \(size) bytes for \(name), found offsets \(offsets)")
      }
      return SafeTensors.Tensor(
        type: type, shape: shape, range: dataStart + offsets[0]..<dataStart + offsets[1])
    }
  }
}

/// The JSON of a safetensors file.
private struct Header: Decodable {
  struct Key: CodingKey {
    let stringValue: String
    var intValue: Int? { nil }
    init(stringValue: String) { self.stringValue = stringValue }
    init?(intValue: Int) { nil }
  }

  var metadata: [String: String] = [:]
  var entries: [String: SafeTensors.Entry] = [:]

  init(from decoder: any Decoder) throws {
    let container = try decoder.container(keyedBy: Key.self)
    for key in container.allKeys {
      if key.stringValue == "__metadata__" {
        metadata = try container.decode([String: String].self, forKey: key)
      } else {
        entries[key.stringValue] = try container.decode(SafeTensors.Entry.self, forKey: key)
      }
    }
  }
}

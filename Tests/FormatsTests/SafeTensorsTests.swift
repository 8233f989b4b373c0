import Foundation
import TestFiles
import Testing

@testable import Formats

struct SafeTensorsTests {
  /// A file of one tensor, as another program writes it.
  private func file(_ type: String, _ bytes: [UInt8], metadata: String = "") -> [UInt8] {
    let count = type == "U8" ? bytes.count : 3
    let header =
      "{\(metadata)\"w\":{\"dtype\":\"\(type)\",\"shape\":[\(count)],\"data_offsets\":[0,\(bytes.count)]}}"
    return FileBuilder.word(header.utf8.count) + [0, 0, 0, 0] + header.utf8 + bytes
  }

  private func littleEndian(_ words: [some FixedWidthInteger]) -> [UInt8] {
    words.flatMap { word in withUnsafeBytes(of: word.littleEndian) { Array($0) } }
  }

  @Test func everyTypeIsRead() throws {
    let numbers: [Float] = [1.5, -2, 3]
    let types: [(String, [UInt8])] = [
      ("F64", littleEndian(numbers.map { Double($0).bitPattern })),
      ("F32", littleEndian(numbers.map(\.bitPattern))),
      ("F16", littleEndian([0x3E00, 0xC000, 0x4200] as [UInt16])),
      ("BF16", littleEndian([0x3FC0, 0xC000, 0x4040] as [UInt16])),
    ]
    for (type, bytes) in types {
      for metadata in ["", "\"__metadata__\":{\"format\":\"pt\"},"] {
        let tensors = try SafeTensors(file(type, bytes, metadata: metadata), path: "t")
        #expect(try tensors.floats("w", shape: [3], path: "t") == numbers, "\(type)")
      }
    }
    let whole = [
      ("I64", littleEndian([7, -8, 9] as [Int64])), ("I32", littleEndian([7, -8, 9] as [Int32])),
    ]
    for (type, bytes) in whole {
      #expect(try SafeTensors(file(type, bytes), path: "t").floats("w", shape: [3], path: "t") == [7, -8, 9])
    }
    let error = inputError {
      try SafeTensors(file("C64", Array(repeating: 0, count: 24)), path: "t.safetensors")
    }
    #expect(error?.kind == .badFile && error?.description.contains("found C64") == true)
  }

  /// A number that single precision cannot hold is not taken for another.
  @Test func numbersThatAreTooLargeAreRefused() throws {
    let tensors = try SafeTensors(file("F64", littleEndian([1e300, 0, 0].map(\.bitPattern))), path: "t")
    #expect(
      inputError { try tensors.floats("w", shape: [3], path: "t") }?.description.contains("finite") == true)
  }

  /// The file is what a plain concatenation gives, and comes in pieces of bounded size.
  @Test func aFileIsWrittenInPieces() throws {
    let large = (0..<700 * 500).map { Float($0) / 7 }
    let halves: [Float] = [1.5, -2, 3, 0.25, 65504, 1e-7]
    var writer = SafeTensorsWriter(metadata: ["format": "x", "name": "a \"b\"/c"])
    var asked: [Range<Int>] = []
    writer.add("large", shape: [700, 500]) { rows in
      asked.append(rows)
      return Array(large[rows.lowerBound * 500..<rows.upperBound * 500])
    }
    writer.add("halves", shape: [3, 2], values: halves, as: .float16)
    writer.add("none", shape: [0, 4], values: [])
    writer.add("bytes", shape: [5], bytes: [9, 8, 7, 6, 5])
    #expect(asked.isEmpty, "numbers are taken when the file is written")

    let header =
      #"{"__metadata__":{"format":"x","name":"a \"b\"/c"},"#
      + #""large":{"data_offsets":[0,1400000],"dtype":"F32","shape":[700,500]},"#
      + #""halves":{"data_offsets":[1400000,1400012],"dtype":"F16","shape":[3,2]},"#
      + #""none":{"data_offsets":[1400012,1400012],"dtype":"F32","shape":[0,4]},"#
      + #""bytes":{"data_offsets":[1400012,1400017],"dtype":"U8","shape":[5]}}"#
    let padded = Array(header.utf8) + Array(repeating: 32, count: (8 - header.utf8.count % 8) % 8)
    let expected =
      littleEndian([UInt64(padded.count)]) + padded + littleEndian(large.map(\.bitPattern))
      + littleEndian(halves.map(HalfPrecision.bits)) + [9, 8, 7, 6, 5]

    var pieces: [[UInt8]] = []
    try writer.write { (piece) throws(InputError) in pieces.append(Array(piece)) }
    #expect(Array(pieces.joined()) == expected && writer.bytes() == expected)
    #expect(writer.byteCount == expected.count)
    #expect(pieces.allSatisfy { !$0.isEmpty && $0.count <= 1 << 20 })
    #expect(asked.count > 1)
    #expect(try SafeTensors(expected, path: "t").floats("large", shape: [700, 500], path: "t") == large)
  }

  @Test func aRowThatIsLargeIsAPiece() throws {
    var writer = SafeTensorsWriter(metadata: [:])
    writer.add("wide", shape: [2, 300_000], values: Array(repeating: 1, count: 600_000))
    var sizes: [Int] = []
    try writer.write { (piece) throws(InputError) in sizes.append(piece.count) }
    #expect(sizes.dropFirst() == [1_200_000, 1_200_000])
  }
}

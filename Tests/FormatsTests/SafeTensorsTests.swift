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
}

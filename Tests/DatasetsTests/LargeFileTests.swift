import Compute
import Formats
import Foundation
import TestFiles
import Testing

@testable import Datasets

/// Files that are read piece by piece give what files in memory give.
@Suite struct LargeFileTests {
  private let folder = TemporaryFolder()

  private func load(_ path: String, isLarge: Bool, reading: ImageReading? = ImageReading()) throws
    -> DataSplit
  {
    var files = ArrayFiles(options: LoadOptions(seed: 3, reading: reading))
    files.largeFileSize = isLarge ? 1 : .max
    return try files.load(path: path)
  }

  private func agree(_ path: String, reading: ImageReading? = ImageReading()) throws {
    #expect(try LargeFile.array(path: path, from: 1) != nil)
    let (large, small) = (
      try load(path, isLarge: true, reading: reading), try load(path, isLarge: false, reading: reading)
    )
    #expect(large.train.pixels == small.train.pixels && large.test.pixels == small.test.pixels)
    #expect(large.train.labels == small.train.labels && large.summary == small.summary)
    #expect(large.train.count + large.test.count == 2100)
  }

  /// More bytes than a piece has.
  private let bytes = (0..<2100 * 525).map { UInt8(truncatingIfNeeded: $0 &* 2_654_435_761 >> 13) }

  @Test func bytesAreRead() throws {
    let labels = (0..<2100).map { UInt8($0 % 10) }
    folder.write(FileBuilder.idx([2100], bytes: labels), to: "a-labels")
    for (name, file) in [
      ("a.npy", FileBuilder.npy([2100, 21, 25], bytes: bytes)),
      ("a", FileBuilder.idx([2100, 21, 25], bytes: bytes)),
    ] {
      let path = folder.write(file, to: name)
      try agree(path)
      try agree(path, reading: ImageReading(range: PixelRange(low: -10, high: 300), isTransposed: true))
      try agree(path, reading: nil)
    }
  }

  @Test func numbersAreRead() throws {
    let shorts = bytes.prefix(2100 * 30).flatMap { [$0, UInt8(0)] }
    try agree(folder.write(FileBuilder.npy([2100, 5, 6], type: "<u2", bytes: shorts), to: "b.npy"))
  }

  @Test func damageIsNamed() throws {
    let whole = FileBuilder.npy([2100, 21, 25], bytes: bytes)
    for (name, file) in [("cut.npy", Array(whole.dropLast(1))), ("head.npy", Array(whole.prefix(40)))] {
      let path = folder.write(file, to: name)
      let (large, small) = (
        inputError { try load(path, isLarge: true) }, inputError { try load(path, isLarge: false) }
      )
      #expect(large?.kind == .badFile && large == small)
    }
    #expect(try LargeFile.array(path: folder.write(Array(repeating: 7, count: 99), to: "c"), from: 1) == nil)
    #expect(try LargeFile.array(path: folder.path + "/none", from: 1) == nil)
  }

  /// A file that becomes shorter while it is read.
  @Test func aFileThatShrinksIsNamed() throws {
    let path = folder.write(FileBuilder.npy([2100, 21, 25], bytes: bytes), to: "d.npy")
    let array = try #require(try LargeFile.array(path: path, from: 1))
    #expect(truncate(path, 1000) == 0)
    let error = inputError { try PixelStatistics([array]) }
    #expect(error?.kind == .badFile && error?.description.contains("cut short") == true)
  }
}

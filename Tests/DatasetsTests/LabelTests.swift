import Compute
import Formats
import TestFiles
import Testing

@testable import Datasets

@Suite struct LabelTests {
  /// Four images with the labels of a file.
  private func labelled(_ labels: [UInt8]) throws -> DataSplit {
    try load(
      FileBuilder.npz([("x.npy", FileBuilder.npy([4, 2, 3], bytes: fourImages)), ("y.npy", labels)]))
  }

  /// The label of each image, in the order of the file.
  private func labels(_ file: [UInt8]) throws -> [UInt8]? {
    let split = try labelled(file)
    guard split.train.labels != nil else { return nil }
    let pairs = [split.train, split.test].flatMap { part in
      (0..<part.count).map { (part.image($0).first!, part.labels![$0]) }
    }
    return pairs.sorted { $0.0 < $1.0 }.map(\.1)
  }

  @Test func numbersAndColumns() throws {
    #expect(try labels(FileBuilder.npy([4], bytes: [3, 0, 2, 1])) == [3, 0, 2, 1])
    #expect(try labels(FileBuilder.npy([4, 1], bytes: [3, 0, 2, 1])) == [3, 0, 2, 1])
    #expect(try labels(FileBuilder.npy([1, 4], bytes: [3, 0, 2, 1])) == [3, 0, 2, 1])
  }

  @Test func oneHotInEitherOrder() throws {
    let rows: [UInt8] = [0, 0, 1, 1, 0, 0, 0, 1, 0, 0, 0, 1]
    let columns: [UInt8] = [0, 1, 0, 0, 0, 0, 1, 0, 1, 0, 0, 1]
    #expect(try labels(FileBuilder.npy([4, 3], bytes: rows)) == [2, 0, 1, 2])
    #expect(try labels(FileBuilder.npy([4, 3], fortran: true, bytes: columns)) == [2, 0, 1, 2])
    #expect(try labels(FileBuilder.npy([3, 4], bytes: columns)) == [2, 0, 1, 2])
  }

  @Test func theFirstOfEightColumns() throws {
    var rows = noise(32, below: 100)
    for row in 0..<4 { rows[8 * row] = UInt8(row + 5) }
    #expect(try labels(FileBuilder.npy([4, 8], bytes: rows)) == [5, 6, 7, 8])
  }

  @Test func otherNumbersAreMapped() throws {
    let file = FileBuilder.npy([4], type: "<i4", bytes: wide([-1, 900, 5, -1], bytes: 4))
    #expect(try labels(file) == [0, 2, 1, 0])
    #expect(try labelled(file).source?.notes == ["Labels −1…900 are numbered 0…2."])
  }

  @Test func imagesLoadWithoutBadLabels() throws {
    let bad: [([UInt8], String)] = [
      (FileBuilder.npy([3], bytes: [0, 1, 2]), "has 3 numbers for 4 images"),
      (FileBuilder.npy([4], type: "<f4", bytes: FileBuilder.floats([0.5, 1, 2, 3])), "not whole"),
      (FileBuilder.npy([4], type: "<f4", bytes: FileBuilder.floats([.nan, 1, 2, 3])), "not whole"),
      (FileBuilder.npy([4, 2], bytes: [1, 2, 3, 4, 5, 6, 7, 8]), "expected a number an image"),
      (
        FileBuilder.npy([4], type: "|O8", bytes: [UInt8](repeating: 0, count: 32)), "expected numbers of type"
      ),
      (FileBuilder.npy([0], bytes: []), "has 0 numbers"),
    ]
    for (file, reason) in bad {
      let split = try labelled(file)
      #expect(split.images.count == 4 && split.train.labels == nil && split.summary.hasSuffix("no labels"))
      #expect(split.source?.notes.count == 1 && split.source!.notes[0].contains(reason), "\(reason)")
    }
  }

  @Test func classesAreNumberedAlikeInAllParts() throws {
    let images = FileBuilder.npy([2, 2, 3], bytes: Array(fourImages.prefix(12)))
    func words(_ numbers: [Int]) -> [UInt8] {
      FileBuilder.npy([2], type: "<i2", bytes: wide(numbers, bytes: 2))
    }
    let split = try load(
      FileBuilder.npz([
        ("x_train.npy", images), ("y_train.npy", words([300, 100])), ("x_test.npy", images),
        ("y_test.npy", words([200, 300])),
      ]))
    #expect(split.train.labels == [2, 0] && split.test.labels == [1, 2])
  }
}

import Testing

@testable import Formats

struct NumPyWriterTests {
  @Test(arguments: [[6], [2, 3], [1, 2, 3]]) func anArrayIsReadBack(shape: [Int]) throws {
    let numbers: [Float] = [0, -1.5, 1e-30, 3, .pi, 1e30]
    let file = NumPyFile.encode(shape: shape, floats: numbers)
    #expect((file.count - numbers.count * 4) % 64 == 0, "the numbers begin at a multiple of 64")
    let array = try NumPyFile.array(SourceFile(name: "a.npy", bytes: file))
    #expect(array.shape == shape && !array.isColumnMajor)
    var found: [Float] = []
    try array.forEachNumber { _, number in found.append(Float(number)) }
    #expect(found == numbers)
  }

  @Test func membersOfAZipFileAreReadBack() throws {
    var writer = ZipWriter()
    let parts = [("mean.npy", [UInt8](0...255)), ("empty", []), ("ü", [7])]
    for (name, bytes) in parts { writer.add(name, bytes) }
    let archive = try ZipArchive(SourceFile(name: "a.npz", bytes: writer.file()))
    #expect(archive.members.map(\.name) == parts.map(\.0))
    for (member, part) in zip(archive.members, parts) {
      #expect(try archive.contents(member).bytes == part.1)
    }
  }
}

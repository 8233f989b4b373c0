import Compute
import Testing

@Suite struct MemoryTests {
  @Test(arguments: [(1, 16), (16, 16), (17, 32), (240, 240), (241, 272), (256, 272), (500, 528), (784, 784)])
  func rowsBeginOnCacheLinesAndSpreadOverTheCache(columns: Int, stride: Int) {
    #expect(rowStride(columns) == stride)
    #expect(paddedToVector(columns) >= columns && paddedToVector(columns) % 16 == 0)
    let matrix = ScratchMatrix(rows: 3, columns: columns)
    #expect(matrix.stride == stride)
    #expect((0..<3).allSatisfy { UInt(bitPattern: matrix.row($0)) % 64 == 0 })
    #expect((0..<3 * stride).allSatisfy { matrix.base[$0] == 0 })
  }

  /// Small blocks, and those large enough to stand on huge pages.
  @Test(arguments: [0, 1, 100, 300_000])
  func buffersAreValues(count: Int) {
    var one = AlignedBuffer(count: count)
    #expect(one.count == count)
    one.withUnsafePointer { base in
      #expect(UInt(bitPattern: base) % 64 == 0)
      #expect((0..<min(count, 1000)).allSatisfy { base[$0] == 0 })
    }
    guard count > 0 else { return }
    one[count - 1] = 3
    var other = one
    #expect(other == one)
    other[0] = 5
    #expect(one[0] == (count == 1 ? 3 : 0) && other[0] == 5)
    #expect(other != one)
    one.withUnsafeMutablePointer { $0[0] = 5 }
    #expect(other == one)
    let place = one.withUnsafePointer { UInt(bitPattern: $0) }
    one[0] = 6
    #expect(place == one.withUnsafePointer { UInt(bitPattern: $0) }, "the only owner copies nothing")
  }

  @Test func matricesGoInAndOutOfScratchMemory() {
    let matrix = Matrix(rows: 5, columns: 3, elements: (0..<15).map(Float.init))
    #expect(matrix[2, 1] == 7 && Array(matrix.row(4)) == [12, 13, 14])
    let scratch = ScratchMatrix(rows: 2, columns: 3)
    scratch.load(matrix, rows: 3..<5)
    #expect((0..<16).map { scratch.row(1)[$0] } == [12, 13, 14] + Array(repeating: 0, count: 13))
    var copy = Matrix(rows: 5, columns: 3)
    scratch.unload(into: &copy, rows: 3..<5)
    #expect(Array(copy.row(3)) == [9, 10, 11] && Array(copy.row(4)) == [12, 13, 14] && copy[2, 2] == 0)
    var narrow = Matrix(rows: 1, columns: 2)
    scratch.unload(into: &narrow, rows: 0..<1, firstColumn: 1)
    #expect(narrow.elements == [10, 11])
  }

  @Test(arguments: [1, 7, 100], [1, 16, 33])
  func tilesCoverEachPlaceOnce(rows: Int, columns: Int) {
    for (rowBlock, columnBlock) in [(1, 16), (10, 5), (200, 200)] {
      for cover in [KernelTile.cover, KernelTile.coverByRows] {
        var visits = [Int](repeating: 0, count: rows * columns)
        for tile in cover(rows, columns, rowBlock, columnBlock) {
          #expect(tile.rows.count <= rowBlock && tile.columns.count <= columnBlock)
          for row in tile.rows { for column in tile.columns { visits[row * columns + column] += 1 } }
        }
        #expect(visits.allSatisfy { $0 == 1 })
      }
    }
  }
}

import CKernels
import Testing

@testable import Compute

@Suite struct SparsePixelsTests {
  @Test(arguments: [1, 3, 4, 10, 37], [1, 7, 8, 9, 64, 101])
  func listsHoldThePixelsThatAreNotZero(images: Int, pixelCount: Int) {
    for density in [Float(0), 0.1, 1] {
      let pixels = TestPixels(images: images, pixelCount: pixelCount, density: density)
      let sparse = SparsePixels(capacity: images + 2, pixelCount: pixelCount)
      for range in parts(images) {
        sparse.list(images: range, of: pixels.bytes)
      }
      #expect(
        mismatch(sparse.byImage, lines: images, entries: pixelCount, byte: pixels.byte) == nil, "by image")
      for range in parts(pixelCount) {
        sparse.list(pixelRange: range, of: pixels.bytes, imageCount: images)
      }
      #expect(
        mismatch(sparse.byPixel, lines: pixelCount, entries: images) { pixels.byte($1, $0) } == nil,
        "by pixel")
    }
  }

  /// The first two groups, and the rest.
  private func parts(_ lines: Int) -> [Range<Int>] {
    lines <= 8 ? [0..<lines] : [0..<8, 8..<lines]
  }

  /// The first group whose list is not that of a plain search, in words.
  private func mismatch(
    _ lists: SparseLists, lines: Int, entries: Int, byte: (_ line: Int, _ entry: Int) -> UInt8
  ) -> String? {
    for group in 0..<(lines + 3) / 4 {
      let members = group * 4..<group * 4 + 4
      func value(_ line: Int, _ entry: Int) -> Float {
        line < lines ? Float(byte(line, entry)) * (1 / 255) : 0
      }
      let expected = (0..<entries).filter { entry in members.contains { value($0, entry) != 0 } }
      let index = lists.index + group * lists.capacity
      let listed = (0..<Int(lists.count[group])).map { Int(index[$0]) }
      guard listed == expected else { return "group \(group): \(listed) instead of \(expected)" }
      let values = lists.value + group * 4 * lists.capacity
      for (place, entry) in expected.enumerated() {
        for (slot, line) in members.enumerated() where values[place * 4 + slot] != value(line, entry) {
          return "line \(line), entry \(entry)"
        }
      }
    }
    return nil
  }

  @Test func expandedPixelsAreShares() {
    let pixels = TestPixels(images: 7, pixelCount: 13, density: 0.5)
    #expect(pixels.dense.mismatch(tolerance: 1e-7) { pixels.value($0, $1) } == nil)
    let part = ScratchMatrix(rows: 7, columns: 13)
    expandPixels(pixels.bytes, images: 2..<4, into: part)
    #expect(part.mismatch(tolerance: 1e-7) { 2..<4 ~= $0 ? pixels.value($0, $1) : 0 } == nil)
  }

  @Test func densityIsTheShareOfPlacesWhereAGroupIsNotZero() {
    let pixels = TestPixels(images: 6, pixelCount: 25, density: 0.2)
    let listed = [0..<4, 4..<6].reduce(0) { sum, group in
      sum + (0..<25).count { pixel in group.contains { pixels.byte($0, pixel) != 0 } }
    }
    #expect(pixels.sparse.density(images: 6) == Double(listed) / 50)
    #expect(pixels.sparse.density(images: 0) == 0)
  }
}

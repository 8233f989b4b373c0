import Compute
import Testing

@testable import CKernels

@Suite struct SparsePixelsTests {
  @Test(arguments: [1, 3, 10, 37], [1, 7, 8, 9, 64, 101])
  func listsHoldThePixelsThatAreNotZero(images: Int, pixelCount: Int) {
    for density in [Float(0), 0.1, 1] {
      let pixels = TestPixels(images: images, pixelCount: pixelCount, density: density)
      let capacity = images + 2
      var counts = [Int32](repeating: -1, count: max(images, pixelCount))
      var indices = [Int32](repeating: -1, count: capacity * pixelCount)
      var values = [Float](repeating: -1, count: capacity * pixelCount)
      listImagePixels(pixels.bytes, pixelCount, 0, images, &counts, &indices, &values)
      for image in 0..<images {
        let expected = (0..<pixelCount).filter { pixels.byte(image, $0) != 0 }
        let listed = image * pixelCount..<image * pixelCount + Int(counts[image])
        #expect(indices[listed].map(Int.init) == expected)
        #expect(values[listed].elementsEqual(expected.map { Float(pixels.byte(image, $0)) * (1 / 255) }))
      }
      let middle = min(pixelCount, 5)
      for range in [0..<middle, middle..<pixelCount] {
        listPixelImages(
          pixels.bytes, pixelCount, images, capacity, range.lowerBound, range.upperBound, &counts, &indices,
          &values)
      }
      for pixel in 0..<pixelCount {
        let expected = (0..<images).filter { pixels.byte($0, pixel) != 0 }
        let listed = pixel * capacity..<pixel * capacity + Int(counts[pixel])
        #expect(indices[listed].map(Int.init) == expected)
        #expect(values[listed].elementsEqual(expected.map { Float(pixels.byte($0, pixel)) * (1 / 255) }))
      }
    }
  }

  @Test func expandedPixelsAreShares() {
    let pixels = TestPixels(images: 7, pixelCount: 13, density: 0.5)
    #expect(pixels.dense.mismatch(tolerance: 1e-7) { pixels.value($0, $1) } == nil)
    let part = ScratchMatrix(rows: 7, columns: 13)
    expandPixels(pixels.bytes, images: 2..<4, into: part)
    #expect(part.mismatch(tolerance: 1e-7) { 2..<4 ~= $0 ? pixels.value($0, $1) : 0 } == nil)
  }

  @Test func densityIsTheShareOfPixelsThatAreNotZero() {
    let pixels = TestPixels(images: 4, pixelCount: 25, density: 0.5)
    let count = (0..<100).count { pixels.bytes[$0] != 0 }
    #expect(pixels.sparse.density(images: 4) == Double(count) / 100)
    #expect(pixels.sparse.density(images: 0) == 0)
  }
}

import Compute
import Testing

@testable import Datasets

@Suite struct MinibatchTests {
  private let size = ImageShape(height: 1, width: 2)

  /// 10 images of two pixels: the number of the image, and ten times it.
  private var dataset: ImageDataset {
    ImageDataset(name: "test", imageShape: size, pixels: (0..<10).flatMap { [UInt8($0), UInt8($0 * 10)] })
  }

  private func batches(_ order: Minibatches.Order, seed: UInt64 = 3, mode: PixelMode = .grey) -> Minibatches {
    Minibatches(dataset: dataset, batchSize: 4, order: order, pixelMode: mode, seed: seed)
  }

  @Test func anEpochShowsEachImageOnce() {
    var batches = batches(.shuffled)
    #expect(batches.stepsPerEpoch == 3)
    var orders = Set<[Int]>()
    for epoch in 0..<5 {
      let order = (0..<3).flatMap { batches.indices(step: 3 * epoch + $0) }
      #expect(order.sorted() == Array(0..<10))
      orders.insert(order)
    }
    #expect(orders.count == 5)
    #expect((0..<4).map { batches.count(step: $0) } == [4, 4, 2, 4])
  }

  @Test(arguments: Minibatches.Order.allCases) func aStepIsAFunctionOfItsNumber(order: Minibatches.Order) {
    var forwards = batches(order, mode: .stochastic)
    var backwards = forwards
    var pictures: [[UInt8]] = []
    for step in 0..<9 {
      var batch = [UInt8](repeating: 7, count: 8)
      fill(&batch, from: &forwards, step: step)
      pictures.append(batch)
    }
    for step in (0..<9).reversed() {
      var batch = [UInt8](repeating: 7, count: 8)
      let count = fill(&batch, from: &backwards, step: step)
      #expect(batch == pictures[step] && count == backwards.count(step: step))
    }
  }

  /// Copies a step's minibatch in two parts, and returns how many images it has.
  @discardableResult
  private func fill(_ batch: inout [UInt8], from batches: inout Minibatches, step: Int) -> Int {
    let indices = batches.indices(step: step)
    let size = batches.dataset.imageShape.count
    let middle = indices.count / 2
    batch.withUnsafeMutableBufferPointer { bytes in
      for slots in [0..<middle, middle..<indices.count] {
        let range = slots.lowerBound * size..<slots.upperBound * size
        batches.copy(
          indices, step: step, slots: slots, to: UnsafeMutableBufferPointer(rebasing: bytes[range]))
      }
    }
    return indices.count
  }

  @Test func seedsDiffer() {
    var one = batches(.shuffled, seed: 1)
    var other = batches(.shuffled, seed: 2)
    #expect((0..<3).flatMap { one.indices(step: $0) } != (0..<3).flatMap { other.indices(step: $0) })
  }

  @Test func fillsTheImagesOfTheIndices() {
    var batches = batches(.shuffled)
    var batch = [UInt8](repeating: 255, count: 8)
    let indices = batches.indices(step: 2)
    #expect(fill(&batch, from: &batches, step: 2) == 2)
    let images: [UInt8] = indices.flatMap { [UInt8($0), UInt8($0 * 10)] }
    #expect(batch.prefix(4) == images[...] && batch.suffix(4).allSatisfy { $0 == 255 })
  }

  @Test func drawnWithReplacementEachImageIsAsLikely() {
    var batches = batches(.withReplacement)
    var counts = [Int](repeating: 0, count: 10)
    for step in 0..<1000 { for index in batches.indices(step: step) { counts[index] += 1 } }
    #expect(counts.allSatisfy { abs($0 - 400) < 5 * 19 })
  }

  private func apply(_ mode: PixelMode, _ pixels: [UInt8], epoch: UInt32 = 0, image: UInt32 = 0) -> [UInt8] {
    var result = pixels
    result.withUnsafeMutableBufferPointer { mode.apply(to: $0, seed: 5, epoch: epoch, image: image) }
    return result
  }

  @Test func modesWithoutChance() {
    let pixels: [UInt8] = [0, 1, 127, 128, 254, 255]
    #expect(apply(.grey, pixels) == pixels)
    #expect(apply(.fixed, pixels) == pixels)
    #expect(apply(.threshold, pixels) == [0, 0, 0, 255, 255, 255])
  }

  @Test func stochasticPixelsAreWhiteAsOftenAsTheyAreBright() {
    let levels: [UInt8] = [0, 1, 25, 100, 128, 200, 254, 255, 64]
    var white = [Int](repeating: 0, count: levels.count)
    let draws = 4000
    for image in 0..<UInt32(draws) {
      for (pixel, value) in apply(.stochastic, levels, image: image).enumerated() {
        #expect(value == 0 || value == 255)
        if value == 255 { white[pixel] += 1 }
      }
    }
    for (pixel, level) in levels.enumerated() {
      let probability = Double(level) / 255
      let spread = (probability * (1 - probability) / Double(draws)).squareRoot()
      #expect(abs(Double(white[pixel]) / Double(draws) - probability) <= 5 * spread)
    }
  }

  @Test func stochasticPixelsDependOnEpochAndImage() {
    let grey = [UInt8](repeating: 128, count: 64)
    #expect(apply(.stochastic, grey) == apply(.stochastic, grey))
    #expect(apply(.stochastic, grey) != apply(.stochastic, grey, epoch: 1))
    #expect(apply(.stochastic, grey) != apply(.stochastic, grey, image: 1))
    // A pixel's fate does not hang on its neighbours, not even where they need no draw.
    var other = grey
    other.replaceSubrange(8..<16, with: repeatElement(0, count: 8))
    #expect(apply(.stochastic, other).suffix(48) == apply(.stochastic, grey).suffix(48))
  }
}

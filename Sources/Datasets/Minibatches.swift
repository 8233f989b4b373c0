import Compute

/// The minibatches of a data set, numbered by step: which images stand in one is a function of the seed and the step
/// alone, so a run resumes from numbers.
public struct Minibatches: Sendable {
  /// How images are chosen.
  public enum Order: String, Codable, Sendable, CaseIterable {
    /// All images in a new order each epoch; the last minibatch of an epoch may be short.
    case shuffled
    /// Each image of each minibatch drawn among all.
    case withReplacement
  }

  public let dataset: ImageDataset
  /// B, the number of images of a full minibatch.
  public let batchSize: Int
  public let order: Order
  public let pixelMode: PixelMode
  public let seed: UInt64
  /// The order of the epoch that was last asked for.
  private var epochOrder: (epoch: Int, indices: [UInt32])?

  /// Precondition: `batchSize > 0`, and there is an image.
  public init(
    dataset: ImageDataset, batchSize: Int, order: Order, pixelMode: PixelMode, seed: UInt64
  ) {
    precondition(batchSize > 0, "a minibatch of \(batchSize)")
    precondition(dataset.count > 0 && dataset.count < Int(UInt32.max), "\(dataset.count) images")
    self.dataset = dataset
    self.batchSize = batchSize
    self.order = order
    self.pixelMode = pixelMode
    self.seed = seed
  }

  /// The number of steps in which as many images are seen as there are.
  public var stepsPerEpoch: Int { (dataset.count + batchSize - 1) / batchSize }

  /// The number of images of the minibatch of a step, B but for an epoch's last.
  public func count(step: Int) -> Int {
    guard order != .withReplacement else { return batchSize }
    return min(batchSize, dataset.count - step % stepsPerEpoch * batchSize)
  }

  /// The indices of the images of a step's minibatch. Precondition: `step >= 0`.
  public mutating func indices(step: Int) -> [Int] {
    precondition(step >= 0, "step \(step)")
    let first = step % stepsPerEpoch * batchSize
    let range = first..<first + count(step: step)
    switch order {
    case .shuffled:
      let epoch = step / stepsPerEpoch
      if epochOrder?.epoch != epoch {
        var random = RandomStream(seed: seed, stream: RandomPurpose.epochOrder | UInt64(epoch))
        epochOrder = (epoch, shuffledIndices(count: dataset.count, random: &random))
      }
      return epochOrder!.indices[range].map(Int.init)
    case .withReplacement:
      var random = RandomStream(
        seed: seed, stream: RandomPurpose.replacement, index: UInt64(step) &* UInt64(batchSize))
      return (0..<batchSize).map { _ in random.below(dataset.count) }
    }
  }

  /// Writes some images of a step's minibatch, after the pixel mode.
  /// - Parameters:
  ///   - indices: the step's `indices(step:)`.
  ///   - slots: the places in the minibatch of the images wanted.
  ///   - target: room for their bytes, D an image.
  public func copy(
    _ indices: [Int], step: Int, slots: Range<Int>, to target: UnsafeMutableBufferPointer<UInt8>
  ) {
    let size = dataset.imageShape.count
    precondition(target.count >= slots.count * size, "\(target.count) bytes for \(slots.count) images")
    dataset.pixels.withUnsafeBufferPointer { pixels in
      for slot in slots {
        let index = indices[slot]
        let first = (slot - slots.lowerBound) * size
        let image = UnsafeMutableBufferPointer(rebasing: target[first..<first + size])
        _ = image.update(
          fromContentsOf: UnsafeBufferPointer(rebasing: pixels[index * size..<(index + 1) * size]))
        let key = noiseKey(step: step, slot: slot, index: index)
        pixelMode.apply(to: image, seed: seed, epoch: key.epoch, image: key.image)
      }
    }
  }

  /// What `stochastic` pixels depend on. Drawn with replacement, an image may stand twice in a minibatch: there the
  /// step and the place in the minibatch count.
  private func noiseKey(step: Int, slot: Int, index: Int) -> (epoch: UInt32, image: UInt32) {
    switch order {
    case .shuffled: (UInt32(truncatingIfNeeded: step / stepsPerEpoch), UInt32(index))
    case .withReplacement: (UInt32(truncatingIfNeeded: step), UInt32(slot))
    }
  }
}

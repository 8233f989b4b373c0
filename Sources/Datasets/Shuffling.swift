import Compute

/// The random sequences of a seed that this module uses, by purpose. The first word sets them apart from the sequences
/// of other modules.
enum RandomPurpose {
  static let split: UInt64 = 0xDA7A_0001_0000_0000
  static let epochOrder: UInt64 = 0xDA7A_0002_0000_0000
  static let replacement: UInt64 = 0xDA7A_0003_0000_0000
  static let drawnDigits: UInt64 = 0xDA7A_0004_0000_0000
  static let drawnFaces: UInt64 = 0xDA7A_0005_0000_0000
  /// Added to the top half of an epoch's number, see `PixelMode`.
  static let pixels: UInt32 = 0xDA7A_0006
}

/// The whole numbers 0 ..< `count` in an order that `random` decides (Fisher and Yates's shuffle).
func shuffledIndices(count: Int, random: inout RandomStream) -> [UInt32] {
  var indices = [UInt32](repeating: 0, count: count)
  indices.withUnsafeMutableBufferPointer { indices in
    for position in 0..<count {
      let other = random.below(position + 1)
      indices[position] = indices[other]
      indices[other] = UInt32(position)
    }
  }
  return indices
}

extension ImageDataset {
  /// Shuffles by the seed, then sets the last `testCount` images apart.
  func split(name: String, testCount: Int, seed: UInt64, isContinuous: Bool, isBinary: Bool) -> DataSplit {
    let order = Self.splitOrder(count: count, seed: seed).map(Int.init)
    return DataSplit(
      name: name, train: selecting(order.dropLast(testCount)), test: selecting(order.suffix(testCount)),
      isContinuous: isContinuous, isBinary: isBinary)
  }

  /// The order in which `split` takes the images, those for testing at its end.
  static func splitOrder(count: Int, seed: UInt64) -> [UInt32] {
    var random = RandomStream(seed: seed, stream: RandomPurpose.split)
    return shuffledIndices(count: count, random: &random)
  }
}

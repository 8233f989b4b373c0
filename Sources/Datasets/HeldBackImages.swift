import Compute
import Formats

extension DataSplit {
  /// Holds a share of the training images back for validation: a random choice of the seed.
  /// - Throws: `badSettings` where there is a validation part already, or nothing is left.
  func holdingBack(_ fraction: Double?, seed: UInt64) throws(InputError) -> DataSplit {
    guard let fraction else { return self }
    guard validation == nil else {
      throw InputError(
        .badSettings,
        "\(name): expected no validation part to hold one back (--validation-fraction), found one of its own")
    }
    let count = Int((Double(train.count) * fraction).rounded())
    guard count > 0, count < train.count else {
      throw InputError(
        .badSettings,
        "\(name): expected a fraction that leaves images on both sides, found \(count) of \(train.count) for validation"
      )
    }
    var random = RandomStream(seed: seed, stream: RandomPurpose.validation)
    let order = shuffledIndices(count: train.count, random: &random).map(Int.init)
    var split = DataSplit(
      name: name, train: train.selecting(order.dropLast(count).sorted()), test: test,
      validation: train.selecting(order.suffix(count).sorted()), isContinuous: isContinuous,
      isBinary: isBinary)
    split.source = source
    return split
  }
}

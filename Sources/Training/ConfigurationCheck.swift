import Autoencoder
import Compute
import Formats

extension TrainingConfiguration {
  /// Checks settings that came from a person or a file.
  /// - Throws: `badSettings`, naming the option, what it may be and what it is.
  public func check() throws(InputError) {
    func require(
      _ condition: Bool, _ option: String, _ expected: String, _ found: Any
    ) throws(InputError) {
      guard condition else {
        throw InputError(.badSettings, "\(option): expected \(expected), found \(found)")
      }
    }
    let largest = 1_000_000
    let sizes = 1...largest
    let size = architecture.imageShape
    try require(sizes.contains(size.height) && sizes.contains(size.width), "--image-size", "pixels", size)
    try require(size.height * size.width <= largest, "--image-size", "at most \(largest) pixels", size)
    try require(
      sizes.contains(architecture.latentSize), "--latent-size", "1 or more", architecture.latentSize)
    try require((1...64).contains(architecture.hiddenSizes.count), "--hidden", "a layer or more", "none")
    for width in architecture.hiddenSizes {
      try require(sizes.contains(width), "--hidden", "widths of 1 to \(largest)", width)
    }
    try require((1...100_000).contains(batchSize), "--batch-size", "1 to 100000", batchSize)
    try require((0...1_000_000_000).contains(epochs), "--epochs", "0 or more", epochs)
    try require(
      (1...100_000).contains(evaluationSamples), "--evaluation-samples", "1 to 100000", evaluationSamples)
    if let learningRate {
      try require(learningRate > 0 && learningRate.isFinite, "--learning-rate", "more than 0", learningRate)
    } else {
      try require(optimizer.kind == .adagrad, "--learning-rate", "a number for \(optimizer.kind)", "none")
    }
    try require((1...100_000).contains(objective.samples), "--samples", "1 to 100000", objective.samples)
    try require(
      objective.klWeight >= 0 && objective.klWeight.isFinite, "--kl-weight", "0 or more", objective.klWeight)
    try require((0...1_000_000_000).contains(klWarmUpEpochs), "--kl-warm-up", "0 or more", klWarmUpEpochs)
    if objective.bound == .iwae {
      try require(objective.klWeight == 1, "--kl-weight", "1 with --objective iwae", objective.klWeight)
      try require(klWarmUpEpochs == 0, "--kl-warm-up", "0 with --objective iwae", klWarmUpEpochs)
    }
    let isGreyOrCoin = architecture.likelihood == .bernoulli || pixelMode == .grey
    try require(isGreyOrCoin, "--pixel-mode", "grey with a Gaussian likelihood", pixelMode.rawValue)
    let moments = [optimizer.beta1, optimizer.beta2]
    try require(moments.allSatisfy { $0 >= 0 && $0 < 1 }, "optimizer", "decays in 0 ..< 1", moments)
    try require(
      optimizer.epsilon >= 0 && optimizer.accumulatingSteps >= 0, "optimizer", "no negative", optimizer)
  }
}

extension Architecture {
  /// The number of weights and biases. Precondition: sizes within the limits of `TrainingConfiguration.check()`.
  public var parameterCount: Int {
    let encoder = [pixelCount] + hiddenSizes
    let decoder = [latentSize] + hiddenSizes.reversed()
    func count(_ sizes: [Int]) -> Int { zip(sizes, sizes.dropFirst()).reduce(0) { $0 + ($1.0 + 1) * $1.1 } }
    let pixelHeads = likelihood == .gaussian ? 2 : 1
    return count(encoder) + (encoder.last! + 1) * 2 * latentSize + count(decoder)
      + (decoder.last! + 1) * pixelHeads * pixelCount
  }
}

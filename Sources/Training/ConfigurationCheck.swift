import Autoencoder
import Compute
import Datasets

extension TrainingConfiguration {
  /// Checks settings that came from a person or a file.
  /// - Throws: `SettingError`, naming the setting, what it may be and what it is.
  public func check() throws(SettingError) {
    try checkArchitecture()
    try checkObjective()
    if let range = reading?.range {
      try Setting.range.require(range.isValid, "LOW less than HIGH", found: range)
    }
    if let trainCount { try Setting.trainCount.check(trainCount) }
    try Setting.batchSize.check(batchSize)
    try Setting.epochs.check(epochs)
    try Setting.evaluationSamples.check(evaluationSamples)
    if let patience { try Setting.patience.check(patience) }
    if let fraction = validationFraction {
      try Setting.validationFraction.require(
        fraction > 0 && fraction < 1, "more than 0, less than 1", found: fraction)
    }
    try checkOptimizer()
    let isSuited = pixelMode == .grey || architecture.likelihood.suitsBinaryPixels
    try Setting.pixelMode.require(
      isSuited, "grey with a \(architecture.likelihood.name) likelihood", found: pixelMode.rawValue)
  }

  private func checkArchitecture() throws(SettingError) {
    let shape = architecture.imageShape
    try Setting.imageSize.check(shape.height)
    try Setting.imageSize.check(shape.width)
    let largest = Setting.imageSize.range!.upperBound
    try Setting.imageSize.require(
      shape.height * shape.width <= largest, "at most \(largest) pixels", found: shape)
    try Setting.imageSize.require(
      shape.channels == 1 || shape.channels == 3, "1 or 3 numbers a pixel", found: shape)
    try Setting.latentSize.check(architecture.latentSize)
    let layers = architecture.hiddenSizes.count
    try Setting.hiddenSizes.require((1...64).contains(layers), "1 to 64 layers", found: layers)
    for width in architecture.hiddenSizes { try Setting.hiddenSizes.check(width) }
    if let initialDeviation {
      try Setting.initialDeviation.require(
        initialDeviation > 0 && initialDeviation.isFinite, "more than 0", found: initialDeviation)
    }
  }

  private func checkObjective() throws(SettingError) {
    let weight = objective.klWeight
    try Setting.samples.check(objective.samples)
    try Setting.klWeight.require(weight >= 0 && weight.isFinite, "0 or more", found: weight)
    try Setting.klWarmUp.check(klWarmUpEpochs)
    let isPlain = objective == Objective() && klWarmUpEpochs == 0
    try Setting.objective.require(
      method == .aevb || isPlain, "elbo with one sample and KL weight 1 with the method \(method.rawValue)",
      found: objective.title)
    try Setting.weightPosterior.require(
      method == .fullBayes || weightPosterior == nil,
      "none with the method \(method.rawValue), as it goes with \(InferenceMethodName.fullBayes.rawValue) only",
      found: weightPosterior?.rawValue ?? "none")
    guard objective.bound == .iwae else { return }
    let expected = "none with the objective iwae, which has no KL term to be weighted"
    try Setting.klWeight.require(weight == 1, expected, found: weight)
    try Setting.klWarmUp.require(klWarmUpEpochs == 0, expected, found: klWarmUpEpochs)
  }

  private func checkOptimizer() throws(SettingError) {
    if let learningRate {
      try Setting.learningRate.require(
        learningRate > 0 && learningRate.isFinite, "more than 0", found: learningRate)
    } else {
      try Setting.learningRate.require(
        optimizer.kind == .adagrad, "a number for \(optimizer.kind.rawValue)", found: "none")
    }
    let decays = [optimizer.beta1, optimizer.beta2]
    try Setting.optimizer.require(
      decays.allSatisfy { $0 >= 0 && $0 < 1 }, "decays of 0 or more, less than 1", found: decays)
    let epsilon = optimizer.epsilon
    try Setting.adamEpsilon.require(epsilon >= 0 && epsilon.isFinite, "0 or more", found: epsilon)
    try Setting.optimizer.require(
      optimizer.accumulatingSteps >= 0, "no negative number of accumulating steps", found: optimizer)
  }
}

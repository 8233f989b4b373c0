import Autoencoder
import Datasets
import Training

extension TrainingConfiguration {
  /// The command that trains with these settings; those that the preset or the data bring are left out.
  public var command: String {
    let plain = TrainingConfiguration(dataset: dataset, architecture: architecture, preset: preset)
    let isPlainMode = pixelMode == .grey || pixelMode == .fixed
    let reading = KnownDataset(name: dataset) == nil ? self.reading : nil
    let always: [(Setting, Any)] = [
      (.latentSize, architecture.latentSize),
      (.hiddenSizes, architecture.hiddenSizes.map(String.init).joined(separator: ",")),
      (.epochs, epochs), (.preset, preset.rawValue), (.seed, seed),
    ]
    let others: [(Setting, Any, isDefault: Bool)] = [
      (.likelihood, architecture.likelihood.rawValue, architecture.likelihood == .standard),
      (.activation, architecture.activation.rawValue, architecture.activation == .tanh),
      (.initialDeviation, initialDeviation ?? 0, initialDeviation == nil),
      (.method, method.rawValue, method == .aevb),
      (.weightPosterior, posteriorExtent.rawValue, weightPosterior == nil),
      (.objective, objective.bound.rawValue, objective.bound == .elbo),
      (.samples, objective.samples, objective.samples == 1),
      (.klWeight, objective.klWeight, objective.klWeight == 1),
      (.klWarmUp, klWarmUpEpochs, klWarmUpEpochs == 0),
      (.optimizer, optimizer.kind.rawValue, optimizer.kind == plain.optimizer.kind),
      (.adamEpsilon, optimizer.epsilon, optimizer.epsilon == plain.optimizer.epsilon),
      (.learningRate, learningRate ?? 0, learningRate == plain.learningRate),
      (.schedule, schedule.rawValue, schedule == .constant),
      (.batchSize, batchSize, batchSize == plain.batchSize),
      (.pixelMode, pixelMode.rawValue, isPlainMode),
      (.trainCount, trainCount ?? 0, trainCount == nil),
      (.range, reading?.range.map { "\($0.low),\($0.high)" } ?? "", reading?.range == nil),
      (.layout, reading?.layout?.rawValue ?? "", reading?.layout == nil),
    ]
    let flags = reading?.isTransposed == true ? [Setting.transposition.option!] : []
    let given = always + others.filter { !$0.isDefault }.map { ($0.0, $0.1) }
    return (["vae train \(dataset)"] + given.map { "\($0.option!) \($1)" } + flags).joined(separator: " ")
  }
}

import Autoencoder
import Compute
import Datasets

extension Checkpoint {
  /// A run before its first step.
  /// - Parameter data: that it will be trained on.
  public init(startOf configuration: TrainingConfiguration, data: DataSplit) {
    let random = RandomStream(seed: configuration.seed, stream: RandomPurpose.parameters)
    let initialization: WeightInitialization = configuration.preset == .paper ? .normal : .uniform
    let model = VariationalAutoencoder(
      configuration.architecture, initialization: initialization, random: random)
    self.init(
      configuration: configuration, model: model,
      optimizerState: OptimizerState(
        layout: model.parameters.layout, count: configuration.optimizer.stateCount),
      position: TrainingPosition(learningRate: configuration.learningRate),
      fingerprint: DataFingerprint(data.train))
  }
}

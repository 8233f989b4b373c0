import Autoencoder
import Training

/// The settings of a new run that a person chooses in the explorer; the others follow from the command line and the data.
public struct NewRunSettings: Sendable, Equatable {
  /// L, the latent dimensions.
  public var latentSize = 2
  public var hiddenSizes: [Int]
  public var objective = Objective()
  /// `nil`: chosen among the preset's candidates.
  public var learningRate: Float? = 1e-3
  public var epochs: Int
  public var seed: UInt64 = 0
  /// The name of its folder; `nil` for the next free one.
  public var name: String?

  /// What suits a data set of photographs, or of ink.
  public init(isContinuous: Bool = false) {
    hiddenSizes = [isContinuous ? 200 : 500]
    epochs = isContinuous ? 2000 : 200
  }

  /// Carries the settings out on a configuration.
  /// - Throws: `SettingError` where the result cannot be trained.
  public func apply(to configuration: inout TrainingConfiguration) throws(SettingError) {
    let before = configuration.architecture
    configuration.architecture = Architecture(
      imageShape: before.imageShape, hiddenSizes: hiddenSizes, latentSize: latentSize,
      activation: before.activation, likelihood: before.likelihood)
    configuration.objective = objective
    configuration.learningRate = learningRate
    configuration.epochs = epochs
    configuration.seed = seed
    try configuration.check()
  }
}

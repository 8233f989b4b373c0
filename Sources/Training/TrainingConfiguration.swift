import Autoencoder
import Compute
import Datasets

/// A published way to train, which fixes what the other settings leave open (see each case).
public enum Preset: String, Codable, Sendable, CaseIterable {
  /// Adam at 1e-3; weights and biases uniform in ±1/√inputs; mean gradient of the minibatch; shuffled epochs.
  case adam
  /// Kingma & Welling 2014: Adagrad; weights normal with standard deviation 0.01; a normal prior on the weights;
  /// summed gradient of the minibatch; minibatches drawn with replacement.
  case paper

  /// Adagrad's candidates in the paper, among which the first steps choose.
  public static let candidateLearningRates: [Float] = [0.01, 0.02, 0.1]
}

/// Everything that decides what a training run computes: the same configuration gives the same numbers.
///
///     var configuration = TrainingConfiguration(dataset: "mnist", architecture: architecture, epochs: 50)
///     configuration.objective = Objective(.iwae, samples: 5)
///     try configuration.check()
public struct TrainingConfiguration: Codable, Sendable, Equatable {
  /// The name of a data set, or the path of a file.
  public var dataset: String
  /// How the numbers of its files became images; nil for drawn images, and for the rule of version 0.1.0, whose runs have
  /// no record of it.
  public var reading: ImageReading?
  public var pixelMode: PixelMode
  /// Training is on the first so many images of the training set; nil for all of them. Of a drawn data set so many are drawn.
  public var trainCount: Int?
  public var architecture: Architecture
  public var preset: Preset
  /// The standard deviation of the initial weights, which then are normal; nil for the preset's.
  public var initialDeviation: Float?
  public var optimizer: Optimizer
  /// `nil`: chosen among `Preset.candidateLearningRates` on the first steps.
  public var learningRate: Float?
  /// How the rate changes over the epochs.
  public var schedule: LearningRateSchedule
  public var method: InferenceMethodName
  /// The weights that have a posterior in full variational Bayes; nil for the decoder's.
  public var weightPosterior: WeightPosterior.Extent?
  public var objective: Objective
  /// Epochs over which the KL weight rises from 0 to that of the objective.
  public var klWarmUpEpochs: Int
  /// B, the images of a minibatch.
  public var batchSize: Int
  /// Passes over the data. If minibatches are drawn with replacement, a pass is N examples.
  public var epochs: Int
  public var seed: UInt64
  /// Training ends after so many epochs without a better one; `nil` for never.
  public var patience: Int?
  /// By what the best state is chosen.
  public var selection: Selection
  /// The share of the training images that is held back for validation; `nil` for none.
  public var validationFraction: Double?
  /// Noise samples per image when the test set is evaluated.
  public var evaluationSamples: Int
  /// Where the run was forked from another one; `nil` for a run from the start.
  public var fork: ForkOrigin?

  /// The settings of a preset, each of which may be changed afterwards.
  public init(
    dataset: String, architecture: Architecture, preset: Preset = .adam, epochs: Int = 200, seed: UInt64 = 0
  ) {
    self.dataset = dataset
    self.architecture = architecture
    self.preset = preset
    self.epochs = epochs
    self.seed = seed
    pixelMode = .grey
    method = .aevb
    objective = Objective()
    klWarmUpEpochs = 0
    batchSize = 100
    schedule = .constant
    evaluationSamples = 1
    selection = .testELBO
    switch preset {
    case .adam:
      optimizer = Optimizer(.adam)
      learningRate = 1e-3
    case .paper:
      optimizer = Optimizer(.adagrad)
      optimizer.accumulatingSteps = 100
      learningRate = nil
    }
  }

  /// Whether the gradient is summed over the minibatch rather than averaged.
  public var sumsGradient: Bool { preset == .paper }
  /// Whether minibatches are drawn with replacement rather than from shuffled epochs.
  public var drawsWithReplacement: Bool { preset == .paper }
  /// Whether weights have a prior of their own, N(0, I).
  public var hasWeightPrior: Bool { preset == .paper }

  /// The weights that have a posterior in full variational Bayes.
  public var posteriorExtent: WeightPosterior.Extent { weightPosterior ?? .decoder }

  /// How the weights begin.
  public var initialization: WeightInitialization {
    if let initialDeviation { return .normal(deviation: initialDeviation) }
    switch preset {
    case .adam: return .uniform
    case .paper: return .normal(deviation: 0.01)
    }
  }

  /// How the data is loaded that this configuration trains on.
  public var loadOptions: LoadOptions {
    var reading = reading
    reading?.channels = architecture.imageShape.channels
    return LoadOptions(
      seed: seed, imageShape: architecture.imageShape, trainCount: trainCount, reading: reading,
      validationFraction: validationFraction)
  }
}

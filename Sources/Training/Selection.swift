import Autoencoder
import Compute
import Datasets

/// By what the best state of a run is chosen.
public enum Selection: String, Codable, Sendable, CaseIterable {
  /// The ELBO on the test set: that of runs whose data has no validation part, and of version 0.1.0.
  case testELBO = "test-elbo"
  /// The ELBO on the validation part.
  case validationELBO = "validation-elbo"
  /// The importance-weighted bound that is trained, with the same K, on the validation part.
  case validationIWAE = "validation-iwae"

  /// The validation part where there is one, by the bound that is ascended; by the ELBO where the objective is no bound.
  public init(for objective: Objective, data: DataSplit) {
    guard data.validation != nil else {
      self = .testELBO
      return
    }
    self = objective.bound == .iwae ? .validationIWAE : .validationELBO
  }

  /// As in "validation IWAE bound".
  public var title: String {
    switch self {
    case .testELBO: "test ELBO"
    case .validationELBO: "validation ELBO"
    case .validationIWAE: "validation IWAE bound"
    }
  }
}

extension KeyedDecodingContainer {
  /// A configuration from before there was a choice.
  func decode(_ type: Selection.Type, forKey key: Key) throws -> Selection {
    try decodeIfPresent(type, forKey: key) ?? .testELBO
  }
}

extension EpochMetrics {
  /// The value by which the best epoch is chosen, in nats per image: on the validation part if it was measured there.
  public var criterion: Double { validation?.ascendedBound ?? test.elbo }
}

extension [EpochMetrics] {
  /// The epoch with the highest finite criterion, the first of equals.
  public var best: EpochMetrics? {
    var best: (index: Int, criterion: Double)?
    for index in indices {
      let criterion = self[index].criterion
      guard criterion.isFinite, criterion > best?.criterion ?? -.infinity else { continue }
      best = (index, criterion)
    }
    return best.map { self[$0.index] }
  }
}

extension TrainingConfiguration {
  /// Whether training is over: all epochs are done, or as many as `patience` have gone by since the best one.
  public func isFinished(epoch: Int, bestEpoch: Int?) -> Bool {
    epoch >= epochs || isOutOfPatience(epoch: epoch, bestEpoch: bestEpoch)
  }

  /// Whether as many epochs as `patience` have gone by without a better one.
  public func isOutOfPatience(epoch: Int, bestEpoch: Int?) -> Bool {
    patience.map { epoch - (bestEpoch ?? firstEpoch) >= $0 } ?? false
  }

  /// The same for the epochs that a run has done.
  public func isFinished(after metrics: [EpochMetrics]) -> Bool {
    isFinished(epoch: metrics.last?.epoch ?? 0, bestEpoch: metrics.best?.epoch)
  }
}

/// The images on which the best state is chosen, and how a model is measured on them.
struct ValidationPart: Sendable {
  private let pixels: [UInt8]
  private let count: Int
  private let configuration: TrainingConfiguration

  /// `nil` where the test set decides. Precondition: the data has a validation part if the configuration asks for it.
  init?(_ data: DataSplit, _ configuration: TrainingConfiguration) {
    guard configuration.selection != .testELBO else { return nil }
    guard let images = data.validation else { preconditionFailure("no validation part") }
    pixels = images.evaluationPixels(mode: configuration.pixelMode, seed: configuration.seed)
    count = images.count
    self.configuration = configuration
  }

  /// The ELBO of the images with the same noise at each call, and beside it the importance-weighted bound where that is
  /// the criterion.
  func measure(_ model: VariationalAutoencoder, workspace: Workspace, team: ThreadTeam) throws(NonFiniteError)
    -> ELBO
  {
    func noise(_ stream: UInt64) -> RandomStream { RandomStream(seed: configuration.seed, stream: stream) }
    var value = try model.evaluate(
      pixels: pixels, count: count, samples: configuration.evaluationSamples,
      noise: noise(RandomPurpose.validation), workspace: workspace
    ).bound
    guard configuration.selection == .validationIWAE else { return value }
    let samples = configuration.objective.samples
    let bound = model.logLikelihood(
      pixels: pixels, count: count, importanceSamples: samples,
      noise: noise(RandomPurpose.validationImportance), team: team)
    value.objective = ObjectiveValue(.iwae(samples: samples), value: bound.mean)
    return value
  }
}

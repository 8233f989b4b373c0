import Autoencoder
import Compute
import Datasets
import Formats

/// Where a run was forked from another one: a new run that trains on from a state of the other.
public struct ForkOrigin: Codable, Sendable, Equatable {
  /// What is left of the state.
  public enum Precision: String, Codable, Sendable {
    /// A checkpoint: weights and moments to the bit.
    case checkpoint
    /// Weights to the bit; the moments begin at zero.
    case weights
    /// Weights in 16 bits, as the time machine keeps them; the moments begin at zero.
    case half = "16-bit weights"
  }

  /// The name of the other run, and its folder.
  public let run: String
  public let path: String
  /// Epochs completed and examples seen by the state.
  public let epoch: Int
  public let examplesSeen: Int
  public let precision: Precision
  /// The seed of the minibatches' order and of the noise from then on, other than the other run's.
  public let stream: UInt64
}

extension TrainingConfiguration {
  /// The seed of the minibatches' order and of the noise. What is measured, the data and the first weights are drawn by
  /// `seed` itself, so that a fork's figures compare with those of its parent.
  var streamSeed: UInt64 { fork?.stream ?? seed }

  /// The first epoch that the run itself trained, from 0.
  var firstEpoch: Int { fork?.epoch ?? 0 }
}

extension Checkpoint {
  /// The state in which a fork of a run begins.
  /// - Parameters:
  ///   - parent: the last checkpoint of the run, and its folder.
  ///   - state: the state from which to go on.
  ///   - precision: what is left of it. Precondition: a whole checkpoint is that of the state.
  ///   - seconds: of work until the state.
  ///   - learningRate: from then on; `nil` for that of the parent.
  ///   - data: the parent's.
  /// - Throws: `badSettings` where the method has more state than weights and the state is no checkpoint.
  public init(
    forking parent: Checkpoint, of folder: RunFolder, at state: Snapshot, precision: ForkOrigin.Precision,
    seconds: Double, learningRate: Float?, data: DataSplit
  ) throws(InputError) {
    var configuration = parent.configuration
    guard precision == .checkpoint || configuration.method != .fullBayes else {
      throw InputError(
        .badSettings,
        "\(folder.path): the time machine keeps the weights only, not the variances that full-vb has learned; fork it "
          + "where it was saved")
    }
    var random = RandomStream(
      seed: configuration.streamSeed, stream: RandomPurpose.forks, index: UInt64(state.examplesSeen))
    configuration.fork = ForkOrigin(
      run: folder.name, path: folder.path, epoch: state.epoch, examplesSeen: state.examplesSeen,
      precision: precision, stream: random.next())
    if let learningRate { configuration.learningRate = learningRate }
    guard precision != .checkpoint else {
      self = parent
      self.configuration = configuration
      if let learningRate { position?.learningRate = learningRate }
      // The best state of the parent is not in the fork's folder.
      position?.bestEpoch = nil
      position?.bestELBO = nil
      position?.metrics = nil
      metrics = nil
      return
    }
    self = Checkpoint(startOf: configuration, data: data)
    model = state.model
    fingerprint = parent.fingerprint ?? fingerprint
    position = TrainingPosition(
      forkingAt: state, seconds: seconds,
      learningRate: learningRate ?? parent.position?.learningRate ?? configuration.learningRate,
      configuration, exampleCount: data.train.count)
  }
}

extension TrainingPosition {
  /// The place in the data of a state, with moments at zero.
  /// - Parameter exampleCount: N.
  fileprivate init(
    forkingAt state: Snapshot, seconds: Double, learningRate: Float?, _ configuration: TrainingConfiguration,
    exampleCount: Int
  ) {
    self.init(learningRate: learningRate)
    let batch = configuration.batchSize
    let inEpoch = max(0, state.examplesSeen - state.epoch * exampleCount)
    step =
      configuration.drawsWithReplacement
      ? state.examplesSeen / batch
      : state.epoch * ((exampleCount + batch - 1) / batch) + (inEpoch + batch - 1) / batch
    momentsStart = step
    (epoch, examplesSeen) = (state.epoch, state.examplesSeen)
    self.seconds = seconds
  }
}

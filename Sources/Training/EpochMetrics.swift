import Autoencoder

/// The results of an epoch: a line of `metrics.jsonl`, in nats per image.
public struct EpochMetrics: Codable, Sendable, Equatable {
  /// Counted from 1.
  public var epoch: Int
  /// Examples seen since the start of the run.
  public var examplesSeen: Int
  /// Seconds of work since the start of the run: pauses and interruptions are not counted.
  public var seconds: Double
  /// The average over the images of the epoch, each at the time of its step, with the objective where that is another quantity.
  public var train: ELBO
  /// The test set at the end of the epoch, with the same noise each time: its ELBO, whatever objective is ascended.
  public var test: ELBO
  /// The validation part at the end of the epoch, where the best state is chosen on it, with the same noise each time; its
  /// objective is the importance-weighted bound if that decides.
  public var validation: ELBO?
  /// The KL divergence of each latent dimension on the test set; L numbers.
  public var klPerDimension: [Double]
  /// Latent dimensions whose posterior mean varies by more than 0.01 over the test set.
  public var activeUnits: Int
  /// The rate of the epoch's last step; `nil` in lines from before it was kept.
  public var learningRate: Float?
  /// The last update of the epoch whose size was measured; `nil` where none was.
  public var gradientNorm, updateRatio: Double?

  public init(
    epoch: Int, examplesSeen: Int, seconds: Double, train: ELBO, test: ELBO, validation: ELBO? = nil,
    klPerDimension: [Double],
    activeUnits: Int, learningRate: Float? = nil, update: UpdateSize? = nil
  ) {
    self.epoch = epoch
    self.examplesSeen = examplesSeen
    self.seconds = seconds
    self.train = train
    self.test = test
    self.validation = validation
    self.klPerDimension = klPerDimension
    self.activeUnits = activeUnits
    self.learningRate = learningRate
    gradientNorm = update?.gradientNorm
    updateRatio = update?.updateRatio
  }
}

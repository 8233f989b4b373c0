import Formats
import Training

/// Figure 3 of Kingma & Welling 2014: the estimated marginal likelihood during training by auto-encoding variational
/// Bayes, wake–sleep and Monte Carlo EM, for few and for many training images.
public struct Figure3: MethodFigure {
  /// What the figure is made of.
  public struct Options: Sendable {
    public var data: ExperimentData
    /// N of each panel; the first images of the training set.
    public var trainImages = [1_000, 50_000]
    public var latentSize = 3
    public var hiddenSizes = [100]
    public var deviation: Float = 0.01
    /// Images visited by each method.
    public var examples = 10_000_000
    public var seed: UInt64 = 0
    /// `nil` to choose among the paper's rates on the first steps.
    public var learningRate: Float?

    public init(data: ExperimentData) { self.data = data }
  }

  public let options: Options
  public let output: String
  let runs: [MethodRun]
  let name = "figure-3"

  public static let standardOutput = "results/figure-3"
  static let methods: [InferenceMethodName] = [.aevb, .wakeSleep, .mcem]
  /// Training and test images that log p(x) is estimated on.
  static let images = 1_000

  public init(_ options: Options, output: String = standardOutput) {
    self.options = options
    self.output = output
    let plan = MeasurementPlan(
      moments: MeasurementPlan.moments([1, 3], through: options.examples), images: Self.images,
      estimatesLogLikelihood: true)
    runs = options.trainImages.flatMap { count in
      Self.methods.map { method in
        let settings = MethodRun.Settings(
          data: options.data, latentSize: options.latentSize, hiddenSizes: options.hiddenSizes,
          method: method,
          deviation: options.deviation, trainImages: count, learningRate: options.learningRate,
          seed: options.seed)
        return MethodRun(settings, examples: options.examples, measurements: plan, output: output)
      }
    }
  }

  func summary(_ curves: [MethodCurve], missing: [String]) -> String {
    Figure3Summary(options: options, curves: curves, missing: missing).markdown
  }
}

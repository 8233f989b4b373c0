import Formats
import Plotting
import Training

/// Figure 2 of Kingma & Welling 2014: the lower bound against the training examples seen, by auto-encoding variational
/// Bayes and by the wake–sleep algorithm.
public struct Figure2: MethodFigure {
  /// What the figure is made of.
  public struct Options: Sendable {
    public var datasets: [ExperimentData]
    /// `nil` for the paper's of each data set.
    public var latentSizes: [Int]?
    /// Standard deviations of the initial weights: the paper's "N(0, 0.01)" may be read either way.
    public var deviations: [Float] = [0.01, 0.1]
    public var examples = 10_000_000
    /// The curves are of the first; the table and `values.csv` are of all.
    public var seeds: [UInt64] = [0]
    /// `nil` to choose among the paper's rates on the first steps.
    public var learningRate: Float?

    public init(datasets: [ExperimentData]) { self.datasets = datasets }

    /// The paper's own budget, and that of `--full`.
    public static let fullExamples = 100_000_000
  }

  public let options: Options
  public let output: String
  let runs: [MethodRun]
  let name = "figure-2"

  public static let standardOutput = "results/figure-2"
  static let methods: [InferenceMethodName] = [.aevb, .wakeSleep]
  /// Training and test images that the bound is measured on.
  private static let images = 10_000

  public init(_ options: Options, output: String = standardOutput) {
    self.options = options
    self.output = output
    let plan = MeasurementPlan(
      moments: MeasurementPlan.moments([1, 1.5, 2, 3, 5, 7], through: options.examples), images: Self.images)
    runs = Self.settings(options).map {
      MethodRun($0, examples: options.examples, measurements: plan, output: output)
    }
  }

  /// Of each run: data set, initial weights, latent size, seed, method.
  private static func settings(_ options: Options) -> [MethodRun.Settings] {
    options.datasets.flatMap { data in
      options.deviations.flatMap { deviation in
        (options.latentSizes ?? data.figure2LatentSizes).flatMap { latentSize in
          options.seeds.flatMap { seed in
            methods.map { method in
              MethodRun.Settings(
                data: data, latentSize: latentSize, method: method, deviation: deviation,
                learningRate: options.learningRate, seed: seed)
            }
          }
        }
      }
    }
  }

  func summary(_ curves: [MethodCurve], missing: [String]) -> String {
    Figure2Summary(options: options, curves: curves, missing: missing).markdown
  }
}

extension ExperimentData {
  /// The latent sizes of figure 2.
  var figure2LatentSizes: [Int] { isContinuous ? [2, 5, 10, 20] : [3, 5, 10, 20, 200] }
}

import Autoencoder
import Formats
import Pictures
import Plotting
import Training

/// Appendix F of Kingma & Welling 2014: what a posterior over the decoder's weights, or over all weights, does to the bound
/// and to overfitting, beside plain auto-encoding variational Bayes.
public struct FullBayesFigure: MethodFigure {
  /// What the figure is made of.
  public struct Options: Sendable {
    public var data: ExperimentData
    /// N of each panel; the first images of the training set.
    public var trainImages = [1_000, 60_000]
    public var latentSize = 2
    public var deviation: Float = 0.01
    public var examples = 3_000_000
    public var seed: UInt64 = 0
    /// `nil` to choose among the paper's rates on the first steps.
    public var learningRate: Float?

    public init(data: ExperimentData) { self.data = data }
  }

  public let options: Options
  public let output: String
  let runs: [MethodRun]
  let name = "full-vb"

  public static let standardOutput = "results/full-vb"
  /// Plain, a posterior over the decoder's weights, over all weights.
  private static let variants: [(method: InferenceMethodName, weightPosterior: WeightPosterior.Extent?)] = [
    (.aevb, nil), (.fullBayes, nil), (.fullBayes, .all),
  ]

  public init(_ options: Options, output: String = standardOutput) {
    self.options = options
    self.output = output
    let plan = MeasurementPlan(
      moments: MeasurementPlan.moments([1, 1.5, 2, 3, 5, 7], through: options.examples), images: 10_000)
    runs = options.trainImages.flatMap { count in
      Self.variants.map { variant in
        let settings = MethodRun.Settings(
          data: options.data, latentSize: options.latentSize, method: variant.method,
          weightPosterior: variant.weightPosterior, deviation: options.deviation, trainImages: count,
          learningRate: options.learningRate, seed: options.seed)
        return MethodRun(settings, examples: options.examples, measurements: plan, output: output)
      }
    }
  }

  func summary(_ curves: [MethodCurve], missing: [String]) -> String {
    FullBayesSummary(options: options, curves: curves, missing: missing).markdown
  }

  /// A panel for each number of training images.
  func panels(_ curves: [MethodCurve]) -> SVGPanels {
    let panels = options.trainImages.compactMap { images -> SVGLinePlot? in
      let series = curves.filter { $0.settings.trainImages == images }.flatMap {
        $0.series { $0.elbo.mean }
      }
      guard !series.isEmpty else { return nil }
      return SVGLinePlot(
        title: "\(options.data.name), N = \(NumberFormat.grouped(images)), L = \(options.latentSize)",
        xLabel: "training examples", yLabel: "ELBO, nats per image; train thin", series: series,
        xScale: .logarithmic,
        yRange: series.learningYRange(over: series.xRange(on: .logarithmic), on: .logarithmic))
    }
    return SVGPanels(rows: [panels])
  }
}

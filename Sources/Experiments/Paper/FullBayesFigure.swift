import Formats
import Pictures
import Plotting
import Training

/// Appendix F of Kingma & Welling 2014: what a posterior over the decoder's weights does to the bound and to overfitting,
/// beside plain auto-encoding variational Bayes.
public struct FullBayesFigure: Experiment {
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
  public var jobs: [Job] { runs.map(\.job) }

  public static let standardOutput = "results/full-vb"
  static let methods: [InferenceMethodName] = [.aevb, .fullBayes]

  public init(_ options: Options, output: String = standardOutput) {
    self.options = options
    self.output = output
    let plan = MeasurementPlan(
      moments: MeasurementPlan.moments([1, 1.5, 2, 3, 5, 7], through: options.examples), images: 10_000)
    runs = options.trainImages.flatMap { count in
      Self.methods.map { method in
        let settings = MethodRun.Settings(
          data: options.data, latentSize: options.latentSize, method: method, deviation: options.deviation,
          trainImages: count, learningRate: options.learningRate, seed: options.seed)
        return MethodRun(settings, examples: options.examples, measurements: plan, output: output)
      }
    }
  }

  /// Writes `full-vb.svg`, `values.csv`, `summary.md` and `timings.csv`. The data set is not needed.
  public func collect(_ context: ExperimentContext) throws(InputError) -> Collected {
    var curves: [MethodCurve] = []
    for run in runs { if let curve = try MethodCurve(run) { curves.append(curve) } }
    let missing = jobs.filter { $0.result == nil }.map(\.name)
    guard !curves.isEmpty else { return Collected(files: [], missing: missing) }
    let summary = FullBayesSummary(options: options, curves: curves, missing: missing)
    let files = [
      ResultFile(name: "full-vb.svg", text: panels(curves).svg()),
      ResultFile(name: "values.csv", text: MethodCurve.csv(curves)),
      ResultFile(name: "summary.md", text: summary.markdown), timings,
    ]
    return Collected(files: try ResultFile.write(files, into: output), missing: missing)
  }

  /// A panel for each number of training images.
  private func panels(_ curves: [MethodCurve]) -> SVGPanels {
    let panels = options.trainImages.compactMap { images -> SVGLinePlot? in
      let series = curves.filter { $0.settings.trainImages == images }.flatMap {
        $0.series { $0.elbo.mean }
      }
      guard !series.isEmpty else { return nil }
      return SVGLinePlot(
        title: "\(options.data.name), N = \(NumberFormat.grouped(images)), L = \(options.latentSize)",
        xLabel: "training examples", yLabel: "ELBO, nats per image; train thin", series: series,
        xScale: .logarithmic,
        yRange: series.fittedYRange(over: series.xRange(on: .logarithmic), on: .logarithmic))
    }
    return SVGPanels(rows: [panels])
  }
}

/// `summary.md` of appendix F.
struct FullBayesSummary {
  let options: FullBayesFigure.Options
  let curves: [MethodCurve]
  /// The names of the jobs that are not finished.
  let missing: [String]

  var markdown: String {
    let parts = [
      "# Appendix F: full variational Bayes", settings, "![full variational Bayes](full-vb.svg)",
      table.text.trimmed, claims.map(\.markdown).joined(separator: "\n"),
      missing.isEmpty ? "" : "Missing: \(missing.joined(separator: ", ")).",
    ]
    return parts.filter { !$0.isEmpty }.joined(separator: "\n\n") + "\n"
  }

  private var settings: String {
    let versions = Set(curves.map(\.version)).sorted().joined(separator: ", ")
    let rate = options.learningRate.map { "\($0)" } ?? "chosen among 0.01, 0.02 and 0.1 on the first steps"
    return """
      Kingma & Welling 2014, appendix F: a normal posterior over the decoder's weights, drawn by local reparameterisation, \
      with N(0, I) as their prior, beside AEVB; preset paper, initial sd \(options.deviation), learning rate \(rate), seed \
      \(options.seed). The ELBO is that of the mean weights, of up to 10,000 training and test images with \
      \(JobResult.noiseSamples) noise samples each, in nats per image. Trained by vae \(versions).
      """
  }

  /// How a run ended.
  private struct End {
    let train, test, highest: Double
    let highestAt: Int

    init?(_ curve: MethodCurve) {
      guard let last = curve.measured.last,
        let best = curve.measured.max(by: { $0.test.elbo.mean < $1.test.elbo.mean })
      else { return nil }
      (train, test, highest) = (last.train.elbo.mean, last.test.elbo.mean, best.test.elbo.mean)
      highestAt = best.examples
    }

    var fall: Double { highest - test }
  }

  private var table: MarkdownTable {
    var table = MarkdownTable(
      header: [
        "N", "method", "rate", "highest test ELBO", "after", "test at the end", "train at the end", "gap",
      ])
    table.rows = curves.compactMap { curve in
      End(curve).map { end in
        [
          NumberFormat.grouped(curve.settings.trainImages ?? 0), curve.settings.method.title,
          "\(curve.learningRate)", fixed(end.highest), NumberFormat.grouped(end.highestAt), fixed(end.test),
          fixed(end.train), fixed(end.train - end.test),
        ]
      }
    }
    return table
  }

  /// For each N: whether the test bound falls less from its highest than that of plain AEVB.
  private var claims: [Claim] {
    options.trainImages.compactMap { images in
      func end(_ method: InferenceMethodName) -> End? {
        curves.first { $0.settings.trainImages == images && $0.settings.method == method }.flatMap(End.init)
      }
      guard let plain = end(.aevb), let full = end(.fullBayes) else { return nil }
      return Claim(
        text: "N = \(NumberFormat.grouped(images)): a posterior over the weights overfits less",
        holds: full.fall < plain.fall,
        evidence:
          "the test bound ends \(fixed(full.fall)) nats below its highest, that of AEVB \(fixed(plain.fall)); "
          + "it ends at \(fixed(full.test)), AEVB at \(fixed(plain.test))")
    }
  }
}

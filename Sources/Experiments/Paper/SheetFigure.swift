import Autoencoder
import Formats
import Training

/// Figures 4 and 5 of Kingma & Welling 2014: pictures that trained models draw.
public struct SheetFigure: Experiment {
  /// Which of the figures.
  public enum Kind: String, Sendable, CaseIterable {
    /// Manifolds of models with L = 2.
    case manifolds = "figure-4"
    /// Samples from the prior of models with L = 2, 5, 10 and 20.
    case samples = "figure-5"
  }

  public let kind: Kind
  public let output: String
  let runs: [MethodRun]
  public var jobs: [Job] { runs.map(\.job) }

  /// Training examples of each model.
  public static let standardExamples = 10_000_000

  /// - Parameter examples: that each model is trained on.
  public init(
    _ kind: Kind, datasets: [ExperimentData], latentSizes: [Int]? = nil, examples: Int,
    deviation: Float = 0.01,
    learningRate: Float? = nil, seed: UInt64 = 0, output: String? = nil
  ) {
    let output = output ?? "results/\(kind.rawValue)"
    self.kind = kind
    self.output = output
    let plan = MeasurementPlan(moments: [examples], images: 10_000)
    let latentSizes = kind == .manifolds ? [2] : latentSizes ?? [2, 5, 10, 20]
    runs = datasets.flatMap { data in
      latentSizes.map { latentSize in
        let settings = MethodRun.Settings(
          data: data, latentSize: latentSize, method: .aevb, deviation: deviation, learningRate: learningRate,
          seed: seed)
        return MethodRun(settings, examples: examples, measurements: plan, output: output)
      }
    }
  }

  /// Writes a PNG for each finished model, `values.csv`, `summary.md` and `timings.csv`. The data sets are not needed.
  public func collect(_ context: ExperimentContext) throws(InputError) -> Collected {
    let missing = jobs.filter { $0.result == nil }.map(\.name)
    var figures: [ResultFigure] = []
    var table = MarkdownTable(header: ["data", "L", "rate", "examples", "test ELBO", "±", "KL"])
    var versions: Set<String> = []
    for run in runs {
      guard let curve = try MethodCurve(run), let last = curve.measured.last else { continue }
      figures.append(try figure(of: run))
      table.rows.append([
        run.settings.data.dataset, "\(run.settings.latentSize)", "\(last.learningRate)", "\(last.examples)",
        fixed(last.test.elbo.mean), fixed(last.test.elbo.standardError), fixed(last.test.klDivergence.mean),
      ])
      versions.insert(curve.version)
    }
    guard !figures.isEmpty else { return Collected(files: [], missing: missing) }
    let files =
      figures.flatMap(\.files) + [
        FigureValue.file(figures.flatMap(\.values)),
        ResultFile(name: "summary.md", text: summary(figures, table, versions.sorted(), missing)), timings,
      ]
    return Collected(files: try ResultFile.write(files, into: output), missing: missing)
  }

  private func figure(of run: MethodRun) throws(InputError) -> ResultFigure {
    let model = try Checkpoint(contentsOf: run.job.folder.lastCheckpointPath).model
    let (data, name) = (run.settings.data, run.settings.data.fileName)
    switch kind {
    case .manifolds: return data.manifoldByPrior("\(name)-manifold", model)
    case .samples:
      return data.priorSheet("\(name)-samples-\(run.settings.latentSize)D", model, seed: run.settings.seed)
    }
  }

  private func summary(
    _ figures: [ResultFigure], _ table: MarkdownTable, _ versions: [String], _ missing: [String]
  ) -> String {
    let (number, title) = kind == .manifolds ? (4, "manifolds") : (5, "samples from the prior")
    let pictures = figures.flatMap { figure in
      figure.files.map { "![\(figure.caption)](\($0.name))\n\n`\($0.name)`: \(figure.caption)" }
    }
    return """
      # Figure \(number): \(title)

      Kingma & Welling 2014, figure \(number): models trained by AEVB with the preset paper, at the end of training. Nats per \
      image over the test set, \(JobResult.noiseSamples) noise samples an image. Trained by vae \
      \(versions.joined(separator: ", ")).

      \(table.text.trimmed)

      \(pictures.joined(separator: "\n\n"))

      """ + (missing.isEmpty ? "" : "\nMissing: \(missing.joined(separator: ", ")).\n")
  }
}

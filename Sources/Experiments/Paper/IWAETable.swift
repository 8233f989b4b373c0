import Autoencoder
import Formats
import Plotting
import Training

/// Table 1 of Burda, Grosse and Salakhutdinov 2016, one stochastic layer: VAE and IWAE by the number of samples k.
public struct IWAETable: Experiment {
  /// A row of the table.
  struct Row {
    let objective: Objective
    /// The paper's −log p(x) and active units.
    let published: (negativeLogLikelihood: Double, activeUnits: Int)
    let job: Job

    var name: String { objective.bound == .iwae ? "IWAE" : "VAE" }
  }

  /// Passes over the data; the steps of the learning rate are shortened in proportion.
  public let passes: Int
  public let output: String
  let rows: [Row]
  public var jobs: [Job] { rows.map(\.job) }

  public static let standardOutput = "results/iwae-table"
  /// S, the samples of log p(x).
  static let importanceSamples = 5_000

  /// - Parameters:
  ///   - samples: which k, of 1, 5 and 50.
  ///   - passes: 3,280 in the paper.
  public init(
    data: ExperimentData, samples: [Int] = [1, 5, 50], passes: Int = LearningRateSchedule.iwaePasses,
    seed: UInt64 = 0, output: String = standardOutput
  ) {
    self.passes = passes
    self.output = output
    rows = Self.published.filter { samples.contains($0.objective.samples) }.map { objective, published in
      let name = "\(objective.bound == .iwae ? "iwae" : "vae")-k-\(objective.samples)"
      return Row(
        objective: objective, published: published,
        job: Job(
          name: name,
          configuration: Self.configuration(data, objective, passes: passes, seed: seed),
          path: "\(output)/runs/\(name)",
          evaluation: JobEvaluation(of: .last, importanceSamples: Self.importanceSamples)))
    }
  }

  /// k = 1 is the same for both.
  private static let published: [(objective: Objective, published: (Double, Int))] = [
    (Objective(.elbo, samples: 1), (86.76, 19)), (Objective(.elbo, samples: 5), (86.47, 20)),
    (Objective(.iwae, samples: 5), (85.54, 22)), (Objective(.elbo, samples: 50), (86.35, 20)),
    (Objective(.iwae, samples: 50), (84.78, 25)),
  ]

  /// Two layers of 200 tanh units on either side, L = 50, pixels drawn anew in each pass, minibatches of 20, Adam with
  /// ε = 10⁻⁴.
  private static func configuration(
    _ data: ExperimentData, _ objective: Objective, passes: Int, seed: UInt64
  ) -> TrainingConfiguration {
    var configuration = data.configuration(
      data.architecture(hiddenSizes: [200, 200], latentSize: 50), preset: .adam, epochs: passes, seed: seed)
    configuration.pixelMode = .stochastic
    configuration.objective = objective
    configuration.schedule = .iwae
    configuration.optimizer.epsilon = 1e-4
    configuration.batchSize = 20
    return configuration
  }

  /// Writes `values.csv`, `summary.md` and `timings.csv`. The data set is not needed.
  public func collect(_ context: ExperimentContext) throws(InputError) -> Collected {
    let missing = jobs.filter { $0.result == nil }.map(\.name)
    guard missing.count < jobs.count else { return Collected(files: [], missing: missing) }
    let files = [
      ResultFile(name: "values.csv", text: csv), ResultFile(name: "summary.md", text: summary(missing)),
      timings,
    ]
    return Collected(files: try ResultFile.write(files, into: output), missing: missing)
  }
}

extension IWAETable {
  private static let header = [
    "model", "k", "log p(x)", "±", "active units", "published log p(x)", "published active units",
    "difference",
  ]

  private var values: [[String]] {
    rows.compactMap { row in
      guard let evaluation = row.job.result?.evaluation, let own = evaluation.logLikelihood else {
        return nil
      }
      let published = -row.published.negativeLogLikelihood
      return [
        row.name, "\(row.objective.samples)", fixed(own.mean), fixed(own.standardError),
        "\(evaluation.activeUnits)", fixed(published), "\(row.published.activeUnits)",
        fixed(own.mean - published),
      ]
    }
  }

  private var csv: String { CSV.encode(header: Self.header, rows: values) }

  private func summary(_ missing: [String]) -> String {
    let results = jobs.compactMap(\.result)
    let versions = Set(results.map(\.version)).sorted().joined(separator: ", ")
    let images = results.first?.evaluation.images ?? 0
    var table = MarkdownTable(header: Self.header)
    table.rows = values
    let share = passes == LearningRateSchedule.iwaePasses ? "the paper's schedule" : "its schedule, shortened"
    return """
      # Importance weighted auto-encoders, table 1

      Burda, Grosse and Salakhutdinov 2016, one stochastic layer of 50 units, two layers of 200 tanh units on either side; \
      MNIST with pixels drawn anew in each pass; Adam (ε = 10⁻⁴), minibatches of 20, \(NumberFormat.grouped(passes)) passes \
      (\(share)). log p(x) of \(NumberFormat.grouped(images)) test images, binarised once, with \
      \(NumberFormat.grouped(Self.importanceSamples)) samples an image, at the end of training; ± is the standard error \
      over the images. A unit is active when its posterior mean has a variance of more than 0.01 over the images. VAE and \
      IWAE are the same at k = 1. Trained by vae \(versions).

      \(table.text.trimmed)

      """ + (missing.isEmpty ? "" : "\nMissing: \(missing.joined(separator: ", ")).\n")
  }
}

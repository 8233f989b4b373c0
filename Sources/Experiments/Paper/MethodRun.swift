import Autoencoder
import Training

/// A run with the paper's settings (preset `paper`), by one of the methods that it compares.
struct MethodRun: Sendable {
  /// What sets runs of a figure apart.
  struct Settings: Sendable, Equatable {
    var data: ExperimentData
    var latentSize: Int
    /// Widths of the hidden layers; `nil` for the paper's.
    var hiddenSizes: [Int]?
    var method: InferenceMethodName
    /// Of full variational Bayes: which weights have a posterior; `nil` for those of the decoder.
    var weightPosterior: WeightPosterior.Extent?
    /// The standard deviation of the initial weights.
    var deviation: Float
    /// N, the first images of the training set; `nil` for all.
    var trainImages: Int?
    /// `nil` to choose among the paper's on the first steps.
    var learningRate: Float?
    var seed: UInt64

    /// The method as figures name it.
    var title: String { weightPosterior == .all ? "\(method.title), all weights" : method.title }
    /// The method as folders and `values.csv` name it.
    var methodName: String { weightPosterior == .all ? "\(method.rawValue)-all-weights" : method.rawValue }
  }

  let settings: Settings
  let job: Job

  /// - Parameters:
  ///   - examples: how many are seen, at least.
  ///   - output: the folder of the results.
  init(_ settings: Settings, examples: Int, measurements: MeasurementPlan, output: String) {
    self.settings = settings
    let name = Self.name(settings)
    job = Job(
      name: name, configuration: Self.configuration(settings, examples: examples),
      path: "\(output)/runs/\(name)", measurements: measurements)
  }

  /// As in "mnist-3d-sd-0.01-wake-sleep-seed-0".
  private static func name(_ settings: Settings) -> String {
    let parts = [
      "\(settings.data.fileName)-\(settings.latentSize)d", settings.trainImages.map { "n-\($0)" },
      "sd-\(settings.deviation)", settings.methodName, "seed-\(settings.seed)",
    ]
    return parts.compactMap { $0 }.joined(separator: "-")
  }

  private static func configuration(_ settings: Settings, examples: Int) -> TrainingConfiguration {
    let data = settings.data
    let count = min(settings.trainImages ?? data.trainCount, data.trainCount)
    var configuration = data.configuration(
      data.architecture(hiddenSizes: settings.hiddenSizes, latentSize: settings.latentSize), preset: .paper,
      epochs: (examples + count - 1) / count, seed: settings.seed)
    configuration.method = settings.method
    configuration.weightPosterior = settings.weightPosterior
    configuration.learningRate = settings.learningRate
    configuration.initialDeviation = settings.deviation
    configuration.trainCount = settings.trainImages
    return configuration
  }
}

extension InferenceMethodName {
  /// As figures name it.
  var title: String {
    switch self {
    case .aevb: "AEVB"
    case .wakeSleep: "wake–sleep"
    case .mcem: "MCEM"
    case .fullBayes: "full VB"
    }
  }
}

/// A claim of a publication, and whether the runs bear it out.
struct Claim {
  let text: String
  let holds: Bool
  /// By how much.
  let evidence: String

  /// A line of a list in Markdown.
  var markdown: String { "- \(text): **\(holds ? "holds" : "does not hold")**; \(evidence)" }
}

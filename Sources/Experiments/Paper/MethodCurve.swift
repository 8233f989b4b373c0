import Autoencoder
import Formats
import Plotting
import Training

/// What was measured of a finished run of a method.
struct MethodCurve {
  let run: MethodRun
  let measured: [Measurement]
  /// Of the program that trained it.
  let version: String

  var settings: MethodRun.Settings { run.settings }

  init(run: MethodRun, measured: [Measurement], version: String) {
    self.run = run
    self.measured = measured
    self.version = version
  }

  /// `nil` where the run is not finished.
  /// - Throws: as reading the measurements does.
  init?(_ run: MethodRun) throws(InputError) {
    guard let result = run.job.result else { return nil }
    self.init(run: run, measured: try run.job.measured(), version: result.version)
  }

  /// The rate that the run was trained with.
  var learningRate: Float { measured.last?.learningRate ?? 0 }

  /// The mean ELBO of the test images after so many examples.
  func testELBO(after examples: Int) -> Double? {
    measured.first { $0.examples == examples }?.test.elbo.mean
  }

  /// The curves of training images, thin, and of test images.
  /// - Parameter x: of a measurement, from the examples seen.
  func series(
    _ value: (Measurement.Part) -> Double?, x: (Int) -> Double = Double.init
  ) -> [PlotSeries] {
    func points(_ part: (Measurement) -> Measurement.Part) -> [PlotPoint] {
      measured.compactMap { measurement in
        value(part(measurement)).map { PlotPoint(x: x(measurement.examples), y: $0) }
      }
    }
    return [
      PlotSeries(name: "", points: points(\.train), stroke: .thin),
      PlotSeries(name: settings.title, points: points(\.test)),
    ]
  }

  /// Every number that is drawn, and those behind it.
  static func csv(_ curves: [MethodCurve]) -> String {
    let header = [
      "dataset", "latent size", "training images", "initial sd", "method", "seed", "learning rate",
      "examples",
      "weight updates", "network evaluations", "part", "elbo", "elbo standard error", "kl divergence",
      "log likelihood", "log likelihood standard error", "log likelihood spread",
    ]
    return CSV.encode(header: header, rows: curves.flatMap(\.rows))
  }

  private var rows: [[String]] {
    let setting = [
      settings.data.dataset, "\(settings.latentSize)",
      "\(settings.trainImages ?? settings.data.trainCount)", "\(settings.deviation)",
      settings.methodName, "\(settings.seed)", "\(learningRate)",
    ]
    return measured.flatMap { measurement in
      let counts = settings.method.counts(examplesSeen: measurement.examples)
      let work = ["\(measurement.examples)", "\(counts.updatedImages)", "\(counts.networkEvaluations)"]
      return [
        setting + work + ["train"] + measurement.train.columns,
        setting + work + ["test"] + measurement.test.columns,
      ]
    }
  }
}

extension Measurement.Part {
  /// As `values.csv` has them.
  fileprivate var columns: [String] {
    let bound = [fixed(elbo.mean, 4), fixed(elbo.standardError, 4), fixed(klDivergence.mean, 4)]
    guard let logLikelihood, let spread else { return bound + ["", "", ""] }
    return bound + [fixed(logLikelihood.mean, 4), fixed(logLikelihood.standardError, 4), fixed(spread, 4)]
  }
}

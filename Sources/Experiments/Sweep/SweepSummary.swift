import Formats
import Training

/// The tables of a sweep: a row a finished run, in the order of the grid. Times are not in them, so that they are the same
/// bytes whatever ran the jobs.
struct SweepSummary {
  private struct Row {
    /// The values of the settings that differ.
    let settings: [String]
    let result: JobResult
  }

  private let sweep: Sweep
  private let rows: [Row]
  /// The names of the jobs that are not finished.
  let missing: [String]

  init(_ sweep: Sweep) {
    self.sweep = sweep
    let varied = Set(sweep.grid.varied)
    let all = zip(sweep.grid.points, sweep.jobs).map { point, job in
      (job, settings: point.settings.filter { varied.contains($0.name) }.map(\.value), result: job.result)
    }
    rows = all.compactMap { entry in entry.result.map { Row(settings: entry.settings, result: $0) } }
    missing = all.filter { $0.result == nil }.map(\.0.name)
  }

  /// Nats per image; `elbo_error` is the standard error over the test images.
  var csv: String {
    let header =
      sweep.grid.varied.map { $0.replacing("-", with: "_") }
      + ["epochs", "best_epoch", "elbo", "elbo_error", "reconstruction", "kl_divergence", "active_units"]
    return CSV.encode(header: header, rows: rows.map { $0.settings + figures(of: $0.result, decimals: 4) })
  }

  private func figures(of result: JobResult, decimals: Int) -> [String] {
    let evaluation = result.evaluation
    return ["\(result.epochs)", "\(result.bestEpoch)"]
      + [
        evaluation.elbo.mean, evaluation.elbo.standardError, evaluation.reconstruction.mean,
        evaluation.klDivergence.mean,
      ].map { fixed($0, decimals) } + ["\(evaluation.activeUnits)"]
  }

  var markdown: String {
    var table = MarkdownTable(
      header: sweep.grid.varied
        + ["epochs", "best epoch", "test ELBO", "±", "reconstruction", "KL", "active units"])
    table.rows = rows.map { $0.settings + figures(of: $0.result, decimals: 2) }
    return ["# A sweep over \(sweep.dataset)", settings, table.text + notes, unfinished]
      .compactMap { $0 }.joined(separator: "\n\n") + "\n"
  }

  private var settings: String? {
    let same = sweep.grid.axes.filter { $0.values.count == 1 }.map { "\($0.name) \($0.values[0])" }
    return same.isEmpty ? nil : "The same in all runs: \(same.joined(separator: ", "))."
  }

  private var notes: String {
    let versions = Set(rows.map(\.result.version)).sorted().joined(separator: ", ")
    return """

      \(rows.count) of \(sweep.jobs.count) runs, nats per image. The test ELBO is that of the best epoch, with \
      \(JobResult.noiseSamples) noise samples an image and its standard error over the images. Seconds are in \
      timings.csv, the one file that depends on the machine that ran a job.\
      \(versions.isEmpty ? "" : " Made by vae \(versions).")
      """
  }

  private var unfinished: String? {
    missing.isEmpty ? nil : "Not finished: \(missing.joined(separator: ", "))."
  }
}

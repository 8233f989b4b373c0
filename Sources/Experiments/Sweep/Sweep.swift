import Formats
import Training

/// A person's own grid of settings: a run for each combination, and a table of what they came to.
public struct Sweep: Experiment {
  public let dataset: String
  public let grid: SettingGrid
  public let output: String
  public let jobs: [Job]

  /// - Parameters:
  ///   - output: the folder of the tables; the runs go to `runs` in it.
  ///   - configure: the configuration of a combination.
  public init<Failure: Error>(
    dataset: String, grid: SettingGrid, output: String,
    configure: (SettingGrid.Point) throws(Failure) -> TrainingConfiguration
  ) throws(Failure) {
    self.dataset = dataset
    self.grid = grid
    self.output = output
    var jobs: [Job] = []
    for point in grid.points {
      let configuration = try configure(point)
      jobs.append(
        Job(name: point.name, configuration: configuration, path: "\(output)/runs/\(point.name)"))
    }
    self.jobs = jobs
  }

  /// Writes `summary.csv`, `summary.md` and `timings.csv`. The data set is not needed.
  public func collect(_ context: ExperimentContext) throws(InputError) -> Collected {
    let summary = SweepSummary(self)
    let files = [
      ResultFile(name: "summary.csv", text: summary.csv),
      ResultFile(name: "summary.md", text: summary.markdown),
      timings,
    ]
    return Collected(files: try ResultFile.write(files, into: output), missing: summary.missing)
  }
}

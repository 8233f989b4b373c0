import Autoencoder
import Formats
import Foundation
import Training

/// One training run of an experiment: settings and a folder, nothing that lives in memory. Any process that may write the
/// folder can run it, and goes on where another stopped.
public struct Job: Sendable {
  /// How far a job has come.
  public enum State: Sendable {
    /// There is no run, or one without a checkpoint.
    case missing
    /// It can be resumed after so many epochs.
    case begun(epochs: Int)
    /// A process trains it now.
    case training
    case finished(JobResult)
  }

  /// As in "latent-size-2-seed-0"; unique in its experiment, and fit for the name of a folder.
  public let name: String
  public let configuration: TrainingConfiguration
  /// The path of the run's folder.
  public let path: String
  /// The pictures to be taken during the training.
  public let film: Film?

  public init(name: String, configuration: TrainingConfiguration, path: String, film: Film? = nil) {
    self.name = name
    self.configuration = configuration
    self.path = path
    self.film = film
  }

  /// The folder, to be read.
  public var folder: RunFolder { RunFolder(reading: path) }

  /// The result; `nil` until the job is finished.
  public var result: JobResult? {
    guard let result = JobResult(in: path), result.epochs == configuration.epochs else { return nil }
    return result
  }

  /// How far it has come. More epochs than before make a finished job one that has begun.
  /// - Throws: `occupied` where the folder holds a run with other settings or of more epochs.
  public func state() throws(InputError) -> State {
    guard let run = RunLibrary(directories: []).summary(path: path) else { return .missing }
    try check(run)
    if let result { return .finished(result) }
    if run.state == .training { return .training }
    guard FileManager.default.fileExists(atPath: folder.lastCheckpointPath) else { return .missing }
    return .begun(epochs: run.metrics.last?.epoch ?? 0)
  }

  private func check(_ run: RunSummary) throws(InputError) {
    guard var found = run.configuration else { return }
    found.epochs = configuration.epochs
    // A run that has begun keeps its criterion.
    found.selection = configuration.selection
    let done = run.metrics.last?.epoch ?? 0
    guard found == configuration, done <= configuration.epochs else {
      let fault = found == configuration ? "\(done) epochs" : "other settings"
      throw InputError(
        .occupied,
        "\(path): expected the run of job \(name) with \(configuration.epochs) epochs, found one of \(fault); "
          + "give another --output")
    }
  }

  /// The arithmetic of the training, in floating-point operations. Evaluating a test image takes a third of a training step.
  public func operations(trainCount: Int, testCount: Int, epochs: Int? = nil) -> Double {
    let perImage = Double(ParameterLayout(configuration.architecture).operationsPerTrainedImage)
    return perImage * (Double(trainCount) + Double(testCount) / 3) * Double(epochs ?? configuration.epochs)
  }
}

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
  /// What is measured during the training.
  public let measurements: MeasurementPlan?
  /// How the finished run is evaluated.
  public let evaluation: JobEvaluation

  public init(
    name: String, configuration: TrainingConfiguration, path: String, film: Film? = nil,
    measurements: MeasurementPlan? = nil, evaluation: JobEvaluation = JobEvaluation()
  ) {
    self.name = name
    self.configuration = configuration
    self.path = path
    self.film = film
    self.measurements = measurements
    self.evaluation = evaluation
  }

  /// What takes down the film and the measurements.
  public var recorders: [any Recorder] {
    [
      film.map { FilmRecorder(film: $0, folder: path) as any Recorder },
      measurements.map { MeasurementRecorder(plan: $0, folder: path) },
    ].compactMap { $0 }
  }

  /// The folder, to be read.
  public var folder: RunFolder { RunFolder(reading: path) }

  /// The result; `nil` until the job is finished.
  public var result: JobResult? {
    guard let result = JobResult(in: path), result.epochs == configuration.epochs else { return nil }
    return result
  }

  /// How far it has come. More epochs than before make a finished job one that has begun.
  /// - Throws: `occupied` where the folder holds a run with other settings, of more epochs, or of a schedule for other epochs.
  public func state() throws(InputError) -> State {
    guard let run = RunLibrary(directories: []).summary(path: path) else { return .missing }
    try check(run)
    if let result { return .finished(result) }
    if run.state == .training { return .training }
    guard FileManager.default.fileExists(atPath: folder.lastCheckpointPath) else { return .missing }
    return .begun(epochs: run.figures.epoch)
  }

  private func check(_ run: RunSummary) throws(InputError) {
    if let fault = fault(of: run) {
      throw InputError(
        .occupied,
        "\(path): expected the run of job \(name) with \(configuration.epochs) epochs, found one of \(fault); "
          + "give another --output")
    }
  }

  /// Why the run is not that of the job; `nil` where it is.
  private func fault(of run: RunSummary) -> String? {
    guard var found = run.configuration else { return nil }
    let planned = found.epochs
    found.epochs = configuration.epochs
    guard found == configuration else { return "other settings" }
    let done = run.figures.epoch
    guard done <= configuration.epochs else { return "\(done) epochs" }
    // Under a schedule the learning rates depend on the number of epochs.
    let isFixed = configuration.schedule != .constant && planned != configuration.epochs
    return isFixed
      ? "\(planned) epochs, as its schedule \(configuration.schedule.rawValue) divides them" : nil
  }

  /// The arithmetic of the job, in floating-point operations.
  /// - Parameter epochs: `nil` for all, with the evaluation at the end.
  public func operations(trainCount: Int, testCount: Int, epochs: Int? = nil) -> Double {
    let layout = ParameterLayout(configuration.architecture)
    let decoder = layout.decoderOperations
    let train = Double(min(trainCount, configuration.trainCount ?? trainCount))
    let moreSamples = (configuration.objective.samples - 1) * (decoder.forward + decoder.backward)
    let perImage = configuration.method.operationsPerImage(layout, posterior: configuration.posteriorExtent)
    let training = Double(perImage + moreSamples) * train
    // Evaluating a test image takes a third of a training step.
    let test = Double(layout.operationsPerTrainedImage * testCount) / 3
    guard epochs == nil else { return (training + test) * Double(epochs!) }
    let samples = (evaluation.importanceSamples ?? 0) * testCount
    return (training + test) * Double(configuration.epochs) + Double(decoder.forward) * Double(samples)
  }
}

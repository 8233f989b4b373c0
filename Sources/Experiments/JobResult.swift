import Autoencoder
import Compute
import Datasets
import Formats
import Foundation
import Training

/// How a finished run is evaluated on the test set.
public struct JobEvaluation: Sendable, Equatable {
  /// Which state of the run.
  public enum State: Sendable {
    /// With the highest ELBO on the test set.
    case best
    case last
  }

  public let state: State
  /// S, the samples an image of log p(x); `nil` to leave it out.
  public let importanceSamples: Int?

  public init(of state: State = .best, importanceSamples: Int? = nil) {
    self.state = state
    self.importanceSamples = importanceSamples
  }
}

/// What a finished job came to: `result.json` in the run's folder. A job is finished when it has one, so it is written
/// last.
public struct JobResult: Codable, Sendable {
  /// Epochs trained.
  public let epochs: Int
  /// The epoch with the highest ELBO on the test set; it was measured with one noise sample an image.
  public let bestEpoch: Int
  /// Of the state that the job names on the test set, with `noiseSamples` an image.
  public let evaluation: ModelEvaluation
  /// Seconds of work.
  public let seconds: Double
  /// Of the program.
  public let version: String

  /// K, noise samples an image of a reported figure: with one the noise of the estimate would be seen.
  public static let noiseSamples = 10

  private static func path(in folder: String) -> String { folder + "/result.json" }

  /// Evaluates a run whose epochs are done.
  /// - Throws: as reading a checkpoint and `ModelEvaluation` do.
  public init(
    of job: Job, seconds: Double, data: DataSplit, team: ThreadTeam, version: String
  ) throws(InputError) {
    let best = try Checkpoint(contentsOf: job.folder.bestCheckpointPath)
    let shown =
      job.evaluation.state == .best ? best : try Checkpoint(contentsOf: job.folder.lastCheckpointPath)
    epochs = job.configuration.epochs
    bestEpoch = best.metrics?.epoch ?? epochs
    evaluation = try ModelEvaluation(
      shown.model, on: data.test, pixelMode: job.configuration.pixelMode, samples: Self.noiseSamples,
      importanceSamples: job.evaluation.importanceSamples, seed: job.configuration.seed, team: team)
    self.seconds = seconds
    self.version = version
  }

  /// The result in a run's folder; `nil` where there is none that can be read.
  init?(in folder: String) {
    guard let bytes = try? WholeFile.read(Self.path(in: folder), limit: 16 << 20),
      let result = try? JSONDecoder().decode(JobResult.self, from: Data(bytes))
    else { return nil }
    self = result
  }

  /// Writes the file.
  /// - Throws: `inputOutput`.
  public func write(in folder: String) throws(InputError) {
    let encoder = JSONEncoder()
    encoder.outputFormatting = [.prettyPrinted, .sortedKeys, .withoutEscapingSlashes]
    let json = try! encoder.encode(self)  // Plain values always encode.
    try AtomicFile.write(Array(json) + [UInt8(ascii: "\n")], to: Self.path(in: folder))
  }
}

import Autoencoder
import Compute
import Datasets
import Formats
import Foundation
import Synchronization
import TestFiles
import Testing

@testable import Explorer
@testable import ExplorerRuntime
@testable import Training

/// Something that is awaited for at most so long.
struct TimeIsOver: Error {}

/// A model that answers at once, fails, or hangs until it is let go.
final class StubModel: LatentModel {
  let imageShape = ImageShape(height: 3, width: 4)
  let latentSize = 2
  private let failure: String?
  private let gate: DispatchSemaphore?

  /// - Parameters:
  ///   - failure: why it cannot answer.
  ///   - gate: what it waits for before each answer.
  init(failure: String? = nil, gate: DispatchSemaphore? = nil) {
    self.failure = failure
    self.gate = gate
  }

  private func answer<Answer>(_ context: InferenceContext, _ answer: Answer) throws -> Answer {
    gate?.wait()
    try context.cancellation.check()
    if let failure { throw InputError(.badFile, failure) }
    return answer
  }

  func encode(pixels: [UInt8], count: Int, in context: InferenceContext) throws -> Posterior {
    let matrix = Matrix(rows: count, columns: latentSize)
    return try answer(context, Posterior(mean: matrix, logVariance: matrix))
  }

  func decode(_ latents: Matrix, in context: InferenceContext) throws -> PixelDistribution {
    let mean = Matrix(rows: latents.rows, columns: imageShape.count)
    return try answer(context, PixelDistribution(mean: mean, logVariance: nil))
  }

  func bounds(
    of pixels: [UInt8], count: Int, samples: Int, noise: RandomStream, in context: InferenceContext
  ) throws -> [ELBO]? {
    let bound = ELBO(elbo: -1, reconstruction: -0.5, klDivergence: 0.5)
    return try answer(context, Array(repeating: bound, count: count))
  }
}

/// Answers as they arrive.
final class AnswerLog: Sendable {
  private let held = Mutex<[ModelAnswer]>([])
  private let arrived = DispatchSemaphore(value: 0)

  func note(_ answer: ModelAnswer) {
    held.withLock { $0.append(answer) }
    arrived.signal()
  }

  /// The answers so far.
  var now: [ModelAnswer] { held.withLock { $0 } }

  /// The answers so far, once there are so many.
  func first(_ count: Int) throws -> [ModelAnswer] {
    while held.withLock({ $0.count }) < count {
      guard arrived.wait(timeout: .now() + 10) == .success else { throw TimeIsOver() }
    }
    return held.withLock { $0 }
  }
}

extension ModelAnswer {
  /// Why there is no result.
  var failure: ModelFailure? { if case .failure(let failure) = result { failure } else { nil } }
}

extension ModelRequest {
  init(
    _ generation: Int, _ task: ModelTask, for purpose: String = "test", of model: ModelReference = .current
  ) {
    self.init(
      generation: generation, purpose: RequestPurpose(purpose, of: model), time: .live, task: task)
  }

  /// Decodes one position.
  static func decode(_ generation: Int, for purpose: String = "decode") -> ModelRequest {
    ModelRequest(generation, .decode(Matrix(rows: 1, columns: 2), .mean), for: purpose)
  }
}

/// A folder with a small data set, runs and models, and what opens them.
final class Workplace {
  static let imageShape = ImageShape(height: 3, width: 4)
  let folder = TemporaryFolder()
  let dataset: String

  init() {
    dataset = folder.write(
      FileBuilder.npy([60, 3, 4], bytes: noise(60 * 12)), to: "halves.npy")
  }

  static func images(_ shape: ImageShape = imageShape, count: Int = 20) -> TestImages {
    TestImages(imageShape: shape, pixels: noise(count * shape.count), labels: nil)
  }

  static func configuration(_ dataset: String, epochs: Int = 2) -> TrainingConfiguration {
    var configuration = TrainingConfiguration(
      dataset: dataset, architecture: Architecture(imageShape: imageShape, hiddenSizes: [5], latentSize: 2),
      epochs: epochs, seed: 3)
    configuration.batchSize = 16
    return configuration
  }

  var library: RunLibrary { RunLibrary(directories: [folder.path + "/runs"]) }

  /// - Parameter fetch: what fetches data sets; nothing does by default.
  func settings(
    keepsRuns: Bool = true, epochs: Int = 2,
    fetch: @escaping @Sendable (KnownDataset, String, (Downloader.Progress) -> Bool) throws -> Void = {
      dataset, _, _ in throw InputError(.download, "\(dataset.name): there is no network")
    }
  ) -> ExplorerSettings {
    var settings = ExplorerSettings(
      catalogue: DatasetCatalogue(
        locator: DatasetLocator(explicitDirectory: folder.path + "/data", environment: [:])),
      library: library, models: ModelCatalogue(directory: folder.path + "/models"), threadCount: 1,
      keepsRuns: keepsRuns, configure: { dataset, _ in Self.configuration(dataset, epochs: epochs) },
      loadOptions: LoadOptions(seed: 3))
    settings.fetch = fetch
    return settings
  }

  /// A checkpoint of a network with all parameters zero.
  func writeModel(_ name: String) throws -> String {
    let path = folder.path + "/\(name).safetensors"
    let configuration = Self.configuration(dataset)
    try Checkpoint(
      configuration: configuration, model: VariationalAutoencoder(configuration.architecture)
    ).write(to: path)
    return path
  }

  /// A run with a last checkpoint and so many epochs. - Returns: its path.
  @discardableResult
  func writeRun(_ name: String, epochs: Int = 1) throws -> String {
    let path = folder.path + "/runs/" + name
    let configuration = Self.configuration(dataset)
    let data = try DatasetCatalogue(locator: DatasetLocator(environment: [:]))
      .load(dataset, options: configuration.loadOptions)
    var run = TrainingRun(
      configuration, data: data, folder: try RunFolder.create(path, configuration: configuration, data: data),
      team: ThreadTeam(threadCount: 1))
    while run.history.count < epochs { _ = try run.advance() }
    try run.save()
    return path
  }
}

/// A runner with the messages it brings.
final class RunnerProbe {
  let runner: EffectRunner
  private(set) var messages: [Message] = []
  private let arrival = DispatchSemaphore(value: 0)

  init(_ settings: ExplorerSettings, exports: ExportWriter = ExportWriter()) {
    runner = EffectRunner(
      settings: settings, exports: exports, clock: { 1 }, wake: { [arrival] in arrival.signal() })
  }

  deinit { _ = runner.finish() }

  /// Carries out effects and waits for a message.
  func expect<Value>(
    _ effects: Effect..., within seconds: Double = 20, value: (Message) -> Value?
  ) throws -> Value {
    runner.carryOut(effects)
    let deadline = Date(timeIntervalSinceNow: seconds)
    var taken = 0
    repeat {
      messages += runner.collect()
      while taken < messages.count {
        defer { taken += 1 }
        if let found = value(messages[taken]) {
          messages.removeFirst(taken + 1)
          return found
        }
      }
      _ = arrival.wait(timeout: .now() + 0.05)
    } while Date.now < deadline
    throw TimeIsOver()
  }

  /// Opens something. - Returns: what is open.
  @discardableResult
  func open(_ target: OpenTarget) throws -> OpenModel {
    try expect(.open(target)) {
      switch $0 {
      case .opened(let model, _, _): Result<OpenModel, InputError>.success(model)
      case .openFailed(let reason): .failure(reason)
      default: nil
      }
    }.get()
  }
}

extension Message {
  var failureText: String? { if case .failure(let text) = self { text } else { nil } }
  var noticeText: String? { if case .notice(let text) = self { text } else { nil } }
  var openFailure: String? { if case .openFailed(let reason) = self { reason.description } else { nil } }
  var listing: Listing? { if case .listed(let listing) = self { listing } else { nil } }
  var state: TrainingProgress.State? {
    if case .progress(let progress) = self { progress.state } else { nil }
  }
  var answer: ModelAnswer? { if case .answered(let answer) = self { answer } else { nil } }
  var snapshot: StateLabel? { if case .snapshot(let label, _) = self { label } else { nil } }
}

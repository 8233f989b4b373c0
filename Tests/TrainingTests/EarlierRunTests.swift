import Autoencoder
import Compute
import Datasets
import Formats
import Foundation
import Testing

@testable import Training

/// Runs of earlier versions open, evaluate and resume for ever with the numbers that they had.
@Suite struct EarlierRunTests {
  static let names = ["adam", "gaussian", "iwae", "paper", "weighted"]
  private static let folder = URL(fileURLWithPath: #filePath).deletingLastPathComponent()
    .appending(path: "EarlierRuns").path
  /// The fixtures were made on AVX-512: there every bit agrees, elsewhere the numbers nearly do.
  private static let isExact = Kernels.current.instructionSet == "avx512"
  private static let tolerance = 2e-3

  private func data(of configuration: TrainingConfiguration) throws -> DataSplit {
    let locator = DatasetLocator(explicitDirectory: nil, environment: [:])
    return try DatasetCatalogue(locator: locator).load(
      configuration.dataset, options: configuration.loadOptions)
  }

  @Test(arguments: names) func evaluateAsBefore(name: String) throws {
    struct Report: Decodable { let evaluation: ModelEvaluation }
    let bytes = try WholeFile.read("\(Self.folder)/\(name)/evaluation.json")
    let expected = try JSONDecoder().decode(Report.self, from: Data(bytes)).evaluation
    let run = RunFolder(reading: "\(Self.folder)/\(name)/run")
    let checkpoint = try Checkpoint(contentsOf: run.bestCheckpointPath)
    let images = try data(of: checkpoint.configuration).test
    let found = try ModelEvaluation(
      checkpoint.model, on: images, pixelMode: checkpoint.configuration.pixelMode, samples: 2,
      importanceSamples: 5, seed: checkpoint.configuration.seed, team: ThreadTeam(threadCount: 1))
    #expect(Self.agree(found.elbo.mean, expected.elbo.mean))
    #expect(Self.agree(found.reconstruction.mean, expected.reconstruction.mean))
    #expect(Self.agree(found.klDivergence.mean, expected.klDivergence.mean))
    #expect(Self.agree(found.logLikelihood?.mean ?? .nan, expected.logLikelihood?.mean ?? .nan))
    #expect(found.activeUnits == expected.activeUnits)
    for (found, expected) in zip(found.klPerDimension, expected.klPerDimension) {
      #expect(abs(found.mean - expected.mean) < 1e-5)
    }
  }

  @Test(arguments: names) func resumeAsBefore(name: String) throws {
    let path = NSTemporaryDirectory() + "/vae-earlier-\(UUID().uuidString)"
    try FileManager.default.copyItem(atPath: "\(Self.folder)/\(name)/run", toPath: path)
    defer { try? FileManager.default.removeItem(atPath: path) }
    let folder = try RunFolder.open(path)
    let last = try Checkpoint(contentsOf: folder.lastCheckpointPath)
    var run = try TrainingRun(
      resuming: folder, from: last, changes: RunChanges(epochs: 4), data: data(of: last.configuration),
      team: ThreadTeam(threadCount: 2))
    while !run.isFinished { _ = try run.advance() }
    try expectEqual(run.trainer.model, checkpoint: "\(name)/resumed-last.safetensors")
    try expectEqual(
      run.history, metrics: "\(name)/resumed-metrics.jsonl", objective: last.configuration.objective)
  }

  /// The tensors of a checkpoint have the same bytes in the same order, however it is written.
  @Test(arguments: names) func writeTheirTensorsAsBefore(name: String) throws {
    for file in ["resumed-last.safetensors", "run/last.safetensors", "run/best.safetensors"] {
      let path = "\(Self.folder)/\(name)/\(file)"
      let (before, now) = (try WholeFile.read(path), try Checkpoint(contentsOf: path).contents().bytes())
      func tensors(_ bytes: [UInt8]) throws -> (names: [String], data: [UInt8]) {
        let tensors = try SafeTensors(bytes, path: path).tensors
        let start = tensors.values.map(\.range.lowerBound).min() ?? 0
        let names = tensors.keys.sorted { tensors[$0]!.range.lowerBound < tensors[$1]!.range.lowerBound }
        return (names, Array(bytes[start...]))
      }
      #expect(try tensors(before) == tensors(now), "\(file)")
    }
  }

  /// No record of how data was read means the rule of their version, and none is added when they are written again.
  @Test(arguments: names) func keepTheRuleForTheirData(name: String) throws {
    let path = "\(Self.folder)/\(name)/run"
    var configuration = try Checkpoint(contentsOf: RunFolder(reading: path).lastCheckpointPath).configuration
    #expect(configuration.reading == nil && configuration.loadOptions.reading == nil)
    #expect(!String(decoding: try JSONEncoder().encode(configuration), as: UTF8.self).contains("reading"))
    configuration.reading = ImageReading(
      range: PixelRange(low: -1, high: 1), layout: .hwn, isTransposed: true, channels: 1)
    let again = try JSONDecoder().decode(
      TrainingConfiguration.self, from: JSONEncoder().encode(configuration))
    #expect(again.loadOptions.reading == configuration.reading)
  }

  private func expectEqual(_ model: VariationalAutoencoder, checkpoint: String) throws {
    let expected = try Checkpoint(contentsOf: "\(Self.folder)/\(checkpoint)").model
    for tensor in model.parameters.layout.tensors {
      let pairs = zip(model.parameters.values(of: tensor), expected.parameters.values(of: tensor))
      #expect(pairs.allSatisfy { Self.agree(Double($0), Double($1)) }, "\(tensor.name)")
    }
  }

  private func expectEqual(
    _ history: [EpochMetrics], metrics path: String, objective: Objective
  ) throws {
    let expected = try MetricsFile.read("\(Self.folder)/\(path)", objective: objective)
    #expect(history.count == expected.count)
    for (found, expected) in zip(history, expected) {
      #expect(found.epoch == expected.epoch && found.examplesSeen == expected.examplesSeen)
      // Files hold numbers to a millionth.
      // What was stored: the objective of an IWAE run, the ELBO of others.
      let tolerance = Self.isExact ? 5e-7 : Self.tolerance
      #expect(abs(found.train.ascendedBound - expected.train.ascendedBound) <= tolerance)
      #expect(abs(found.train.elbo - expected.train.elbo) <= 3 * tolerance)
      #expect(abs(found.test.elbo - expected.test.elbo) <= tolerance)
    }
  }

  private static func agree(_ left: Double, _ right: Double) -> Bool {
    isExact ? left == right : abs(left - right) < tolerance
  }
}

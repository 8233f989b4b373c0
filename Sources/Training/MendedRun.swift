import Formats
import Foundation

/// What stands beside a run's last checkpoint, as it should be: kills, power cuts and people leave lines of epochs that the
/// checkpoint does not know, lines twice, gaps, and a best state of another time.
struct MendedRun {
  /// The epochs up to the checkpoint, in order.
  private(set) var metrics: [EpochMetrics]
  /// What was mended, a line each.
  var notices: [String] = []
  private let checkpoint: Checkpoint

  /// - Throws: `badFile` where the checkpoint belongs to another run than the files beside it, what reading throws.
  init(_ folder: RunFolder, _ checkpoint: Checkpoint) throws(InputError) {
    self.checkpoint = checkpoint
    let position = checkpoint.position ?? TrainingPosition()
    let isStart = position.step == 0
    if !isStart { try Self.checkSettings(folder, checkpoint) }
    let found = try folder.metrics(of: checkpoint.configuration)
      .filter { (1...max(1, position.epoch)).contains($0.epoch) && position.epoch > 0 }
    var lines = Dictionary(found.map { ($0.epoch, $0) }, uniquingKeysWith: { $1 })
    if lines.count < found.count {
      notices.append("\(folder.metricsPath): epochs stood there twice; the later line of each is kept.")
    }
    if let last = position.metrics {
      if let line = lines[last.epoch], !Self.agree(line.test.elbo, last.test.elbo) {
        throw .badFile(
          folder.lastCheckpointPath, expected: "the run of metrics.jsonl beside it",
          found:
            "another run, whose epoch \(last.epoch) has the test ELBO \(last.test.elbo), not \(line.test.elbo)",
          advice: "put its own checkpoint back")
      }
      lines[last.epoch] = lines[last.epoch] ?? last
    }
    metrics = lines.values.sorted { $0.epoch < $1.epoch }
    let first = min(checkpoint.configuration.firstEpoch, position.epoch)
    let missing = (first..<position.epoch).map { $0 + 1 }.filter { lines[$0] == nil }
    if let first = missing.first {
      let others = missing.count > 1 ? " and \(missing.count - 1) others" : ""
      notices.append("\(folder.metricsPath): epoch \(first)\(others) is missing; the run goes on without.")
    }
  }

  /// Lines hold numbers to a millionth.
  private static func agree(_ left: Double, _ right: Double) -> Bool {
    abs(left - right) <= 1e-5 * max(1, abs(right)) || !(left - right).isFinite
  }

  /// The configuration beside the checkpoint may differ in what may change when a run goes on, and in nothing else.
  private static func checkSettings(_ folder: RunFolder, _ checkpoint: Checkpoint) throws(InputError) {
    let beside: TrainingConfiguration
    do {
      beside = try folder.configuration()
    } catch {
      if !FileManager.default.fileExists(atPath: folder.configurationPath) { return }
      throw error
    }
    var expected = checkpoint.configuration
    (expected.epochs, expected.learningRate) = (beside.epochs, beside.learningRate)
    (expected.patience, expected.dataset) = (beside.patience, beside.dataset)
    guard expected != beside else { return }
    throw .badFile(
      folder.lastCheckpointPath, expected: "the run of config.json beside it",
      found: "one with other settings",
      advice: "put its own checkpoint back")
  }

  /// Completes the change of the best state that a kill interrupted, and says where the one that is there does not belong to
  /// the checkpoint.
  mutating func settleBest(in folder: RunFolder) throws(InputError) {
    let manager = FileManager.default
    let bestEpoch = checkpoint.position?.bestEpoch
    if manager.fileExists(atPath: folder.nextBestCheckpointPath) {
      let next = try? Checkpoint(contentsOf: folder.nextBestCheckpointPath)
      if let epoch = next?.metrics?.epoch, epoch == bestEpoch {
        try folder.commitNextBest()
      } else {
        unlink(folder.nextBestCheckpointPath)
      }
    }
    guard manager.fileExists(atPath: folder.bestCheckpointPath) else { return }
    if bestEpoch == nil && checkpoint.position?.step == 0 {
      unlink(folder.bestCheckpointPath)
      return
    }
    guard let best = try? Checkpoint(contentsOf: folder.bestCheckpointPath),
      let epoch = best.metrics?.epoch, epoch > checkpoint.position?.epoch ?? 0
    else { return }
    notices.append(
      "\(folder.bestCheckpointPath): it is of epoch \(epoch), which is later than the checkpoint; it stays until there is a "
        + "better one.")
  }

  static func lackOfFingerprint(_ folder: RunFolder) -> String {
    "\(folder.lastCheckpointPath): it does not say on what images it was trained, so the data is not compared; the next "
      + "checkpoint says so."
  }
}

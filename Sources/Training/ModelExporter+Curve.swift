import Formats
import Foundation

extension ModelExporter {
  /// What the curve of a shipped model may take on the disk.
  public static let curveByteLimit = 100_000

  /// Writes the thinned course of a run's training beside the model at `path`.
  static func writeCurve(of run: RunFolder, beside path: String) throws(InputError) {
    let record = try run.record()
    let bytes = [64, 48, 32, 24, 16, 8].lazy.map {
      CurveFile.bytes(record.thinned(perSpan: $0), withEpochs: true)
    }.first { $0.count <= curveByteLimit }
    guard let bytes else {
      throw InputError(
        .badSettings, "\(run.path): expected a curve of at most \(curveByteLimit) bytes, found a longer one")
    }
    try AtomicFile.write(bytes, to: ModelCatalogue.curvePath(ofModel: path), isShared: true)
  }

  /// Writes the course of a training beside a model that has been exported before, if the model came from a training with
  /// the same numbers.
  /// - Parameters:
  ///   - run: with the settings of the model, trained again.
  ///   - path: of the model, ends in `NAME.safetensors`.
  /// - Throws: `badSettings` where the run is another training than the model's, what reading and writing throw.
  public static func addCurve(of run: RunFolder, toModel path: String) throws(InputError) {
    let model = try Checkpoint(contentsOf: path)
    let found = try run.metrics().first { $0.epoch == model.metrics?.epoch }
    guard let expected = model.metrics, let found, found.isSame(as: expected) else {
      throw InputError(
        .badSettings,
        "\(run.path): expected the training of \(path), whose epoch \(model.metrics?.epoch ?? 0) has the test ELBO "
          + "\(model.metrics?.test.elbo ?? .nan), found \(found.map { "\($0.test.elbo)" } ?? "no such epoch")"
      )
    }
    try writeCurve(of: run, beside: path)
  }
}

extension EpochMetrics {
  /// Whether the figures are those of the same epoch of the same training: files hold them to a millionth.
  fileprivate func isSame(as other: EpochMetrics) -> Bool {
    let pairs =
      [
        (test.elbo, other.test.elbo), (test.klDivergence, other.test.klDivergence),
        (train.elbo, other.train.elbo),
      ] + zip(klPerDimension, other.klPerDimension)
    return epoch == other.epoch && examplesSeen == other.examplesSeen
      && klPerDimension.count == other.klPerDimension.count && pairs.allSatisfy { abs($0 - $1) <= 2e-6 }
  }
}

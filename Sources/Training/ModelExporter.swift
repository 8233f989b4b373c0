import Autoencoder
import Compute
import Datasets
import Formats
import Foundation

/// Makes a model that ships out of a run.
public struct ModelExporter {
  /// The version of the program, for the record.
  public let version: String
  /// The command that trains with a configuration, for the record.
  public let command: @Sendable (TrainingConfiguration) -> String

  /// What a shipped model may take on the disk.
  public static let byteLimit = 2 << 20
  /// Test images whose places in the plane are kept.
  public static let planeCount = 2000

  public init(version: String, command: @escaping @Sendable (TrainingConfiguration) -> String) {
    self.version = version
    self.command = command
  }

  /// Writes the best state of a run in half precision without optimiser state, beside it the course of the training and for a
  /// 2-D model the places of test images, and its entry in the `models.json` of the same folder.
  /// - Parameters:
  ///   - path: ends in `NAME.safetensors`.
  ///   - data: the run's data set; only a 2-D model asks for it.
  /// - Throws: `badFile`, also where there is a `models.json` that cannot be read; `notFound`, `badSettings` where the model
  ///   is too large, `inputOutput`, `diskFull`.
  public func export(
    _ run: RunFolder, to path: String, data: () throws -> DataSplit
  ) throws -> ModelCatalogue.Entry {
    let checkpoint = try Checkpoint(contentsOf: run.bestCheckpointPath)
    guard let metrics = checkpoint.metrics else {
      throw InputError(.badFile, "\(run.bestCheckpointPath): expected the metrics of an epoch, found none")
    }
    let contents = checkpoint.contents(halfPrecision: true)
    guard contents.byteCount <= Self.byteLimit else {
      throw InputError(
        .badSettings,
        "\(path): expected a model of at most \(Self.byteLimit) bytes, found \(contents.byteCount)")
    }
    let folder = (path as NSString).deletingLastPathComponent.nonEmptyPath
    try? FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
    _ = try ModelCatalogue.readEntries(in: folder)
    try AtomicFile.write(contents, to: path, isShared: true)
    try Self.writeCurve(of: run, beside: path)
    if checkpoint.configuration.architecture.latentSize == 2 {
      // The numbers are rounded, as in the file.
      let model = try Checkpoint(contents.bytes(), path: path).model
      let points = Self.planePoints(model, data: try data(), configuration: checkpoint.configuration)
      try points.write(to: ModelCatalogue.planePath(ofModel: path))
    }
    let name = ((path as NSString).lastPathComponent as NSString).deletingPathExtension
    let entry = ModelCatalogue.Entry(
      name: name, command: command(checkpoint.configuration), seed: checkpoint.configuration.seed,
      version: version, metrics: metrics, configuration: checkpoint.configuration)
    try list(entry, in: folder)
    return entry
  }

  private static func planePoints(
    _ model: VariationalAutoencoder, data: DataSplit, configuration: TrainingConfiguration
  ) -> ModelCatalogue.PlanePoints {
    let count = min(planeCount, data.test.count)
    let pixels = data.test.evaluationPixels(mode: configuration.pixelMode, seed: configuration.seed)
    let positions = model.encode(pixels: pixels, count: count).mean
    return ModelCatalogue.PlanePoints(
      positions: positions, labels: data.test.labels.map { Array($0.prefix(count)) })
  }

  /// Puts an entry into `models.json`, in place of one of the same name; sorted by data set and latent size.
  private func list(_ entry: ModelCatalogue.Entry, in folder: String) throws(InputError) {
    // Others may list theirs at the same time.
    let lock = try FolderLock(folder, waits: true)
    defer { withExtendedLifetime(lock) {} }
    var entries = try ModelCatalogue.readEntries(in: folder).filter { $0.name != entry.name }
    entries.append(entry)
    entries.sort {
      let (left, right) = ($0.configuration, $1.configuration)
      return left.dataset == right.dataset
        ? left.architecture.latentSize < right.architecture.latentSize : left.dataset < right.dataset
    }
    let encoder = JSONEncoder()
    encoder.outputFormatting = [.prettyPrinted, .sortedKeys, .withoutEscapingSlashes]
    let json = try! encoder.encode(entries)  // Finite numbers always encode: an epoch kept as best is finite.
    try AtomicFile.write(
      Array(json) + [UInt8(ascii: "\n")], to: folder + "/" + ModelCatalogue.listName, isShared: true)
  }
}

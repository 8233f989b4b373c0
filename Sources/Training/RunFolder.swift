import Formats
import Foundation

/// The folder of a run: `config.json`, `metrics.jsonl`, `last.safetensors`, `best.safetensors` and `summary.txt`.
///
/// While a value made by `create` or `open` lives, no other process can train the run.
public struct RunFolder: Sendable {
  public let path: String
  private let lock: FolderLock?

  /// The last part of the path.
  public var name: String { (path as NSString).lastPathComponent }
  public var configurationPath: String { path + "/config.json" }
  public var metricsPath: String { path + "/metrics.jsonl" }
  /// The figures of the metrics in short, which may be missing or older than they are.
  public var summaryPath: String { path + "/summary.txt" }
  /// The newest state, to be resumed.
  public var lastCheckpointPath: String { path + "/last.safetensors" }
  /// The state with the highest bound on the test set.
  public var bestCheckpointPath: String { path + "/best.safetensors" }

  /// A folder that is only to be read.
  public init(reading path: String) {
    self.path = path
    lock = nil
  }

  private init(locking path: String) throws(InputError) {
    self.path = path
    lock = try FolderLock(path)
  }

  /// Makes the folder of a new run and writes its configuration.
  /// - Parameter overwrites: whether a run that is there is deleted.
  /// - Throws: `occupied` where there is a run or another process trains it, `cannotWrite`, `inputOutput`.
  public static func create(
    _ path: String, configuration: TrainingConfiguration, overwrites: Bool = false
  ) throws(InputError) -> RunFolder {
    do {
      try FileManager.default.createDirectory(atPath: path, withIntermediateDirectories: true)
    } catch {
      throw InputError(.cannotWrite, "\(path): cannot make this folder: \(error.localizedDescription)")
    }
    let folder = try RunFolder(locking: path)
    let files = [
      folder.configurationPath, folder.metricsPath, folder.lastCheckpointPath, folder.bestCheckpointPath,
    ]
    if files.contains(where: FileManager.default.fileExists(atPath:)) {
      guard overwrites else {
        throw InputError(
          .occupied,
          "\(path): expected no run, found one; resume it, overwrite it, or choose another folder")
      }
      for file in files + [folder.summaryPath] { unlink(file) }
    }
    try AtomicFile.write(configuration.json, to: folder.configurationPath)
    try MetricsFile.write([], to: folder.metricsPath)
    return folder
  }

  /// Deletes the files of a run made by `create` that has not been trained, and the folder if nothing else is in it.
  public func discard() {
    unlink(configurationPath)
    unlink(metricsPath)
    rmdir(path)
  }

  /// Opens the folder of a run to go on with it.
  /// - Throws: `notFound`, or `occupied` where another process trains it.
  public static func open(_ path: String) throws(InputError) -> RunFolder {
    var isFolder: ObjCBool = false
    guard FileManager.default.fileExists(atPath: path, isDirectory: &isFolder), isFolder.boolValue else {
      throw InputError(.notFound, "\(path): expected the folder of a run, found none")
    }
    return try RunFolder(locking: path)
  }

  /// Reads the configuration.
  /// - Throws: `notFound`, `badFile`, `inputOutput`.
  public func configuration() throws(InputError) -> TrainingConfiguration {
    let bytes = try WholeFile.read(configurationPath, limit: 1 << 20)
    guard let value = try? JSONDecoder().decode(TrainingConfiguration.self, from: Data(bytes)) else {
      throw InputError(
        .badFile, "\(configurationPath): expected a run's configuration, found something else")
    }
    return value
  }

  /// Writes the configuration, as when epochs are added.
  func write(_ configuration: TrainingConfiguration) throws(InputError) {
    try AtomicFile.write(configuration.json, to: configurationPath)
  }

  /// The epochs done, in order.
  /// - Throws: what `configuration()` throws, `inputOutput`.
  public func metrics() throws(InputError) -> [EpochMetrics] { try metrics(of: configuration()) }

  /// The same where the run's configuration has been read already.
  public func metrics(of configuration: TrainingConfiguration) throws(InputError) -> [EpochMetrics] {
    try MetricsFile.read(metricsPath, objective: configuration.objective)
  }

  /// Whether a process trains the run now.
  var isBeingTrained: Bool { FolderLock.isHeld(path) }
}

extension TrainingConfiguration {
  /// As `config.json` holds it.
  var json: [UInt8] {
    let encoder = JSONEncoder()
    encoder.outputFormatting = [.prettyPrinted, .sortedKeys, .withoutEscapingSlashes]
    return Array(try! encoder.encode(self)) + [UInt8(ascii: "\n")]  // Plain values always encode.
  }
}

/// An advisory lock on a folder, which ends with the value or the process, however that ends.
private final class FolderLock: Sendable {
  private let descriptor: Int32

  init(_ path: String) throws(InputError) {
    descriptor = open(path, O_RDONLY | O_CLOEXEC)
    guard descriptor >= 0 else { throw AtomicFile.failure("open", path) }
    guard flock(descriptor, LOCK_EX | LOCK_NB) == 0 else {
      close(descriptor)
      throw InputError(.occupied, "\(path): another process trains this run; choose another folder")
    }
  }

  static func isHeld(_ path: String) -> Bool {
    let descriptor = open(path, O_RDONLY | O_CLOEXEC)
    guard descriptor >= 0 else { return false }
    defer { close(descriptor) }
    return flock(descriptor, LOCK_SH | LOCK_NB) != 0
  }

  deinit { close(descriptor) }
}

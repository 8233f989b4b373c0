import Compute
import Formats
import Foundation

/// The folder of a run: `config.json`, `metrics.jsonl`, `curve.json`, `last.safetensors`, `best.safetensors`, `summary.txt`
/// and, where a person named places, `bookmarks.json`.
///
/// While a value made by `create` or `open` lives, no other process can train the run, on this host or on another that
/// shares the folder; `lock.json` says who does.
public struct RunFolder: Sendable {
  public let path: String
  private let lock: RunLock?

  /// The last part of the path.
  public var name: String { (path as NSString).lastPathComponent }
  public var configurationPath: String { path + "/config.json" }
  public var metricsPath: String { path + "/metrics.jsonl" }
  /// The figures of the metrics in short, which may be missing or older than they are.
  public var summaryPath: String { path + "/summary.txt" }
  /// The minibatches and events of the training, for charts; it may be missing.
  public var curvePath: String { path + "/curve.json" }
  /// The newest state, to be resumed.
  public var lastCheckpointPath: String { path + "/last.safetensors" }
  /// The best state, as the configuration's `selection` has it.
  public var bestCheckpointPath: String { path + "/best.safetensors" }
  /// The positions in latent space that a person named, where there are any.
  public var bookmarksPath: String { BookmarkFile(run: path).path }
  /// A best state that takes its name as soon as the last checkpoint tells of it.
  var nextBestCheckpointPath: String { bestCheckpointPath + ".next" }

  /// A folder that is only to be read.
  public init(reading path: String) {
    self.path = path
    lock = nil
  }

  private init(locking path: String, waiting: LockWaiting = .none) throws(InputError) {
    self.path = path
    lock = try RunLock(path, waiting: waiting)
    removePartialFiles()
  }

  /// Makes the folder of a new run and writes its configuration and a checkpoint of step 0. A folder with a configuration
  /// only is taken for that of a run that was ended before it began.
  /// - Parameters:
  ///   - start: the run before its first step.
  ///   - overwrites: whether a run that is there is replaced; it stays until the new one is on the disk.
  /// - Throws: `occupied` where there is a run or another process trains it, `cannotWrite`, `inputOutput`, `diskFull`.
  public static func create(
    _ path: String, start: Checkpoint, overwrites: Bool = false
  ) throws(InputError) -> RunFolder {
    do {
      try FileManager.default.createDirectory(atPath: path, withIntermediateDirectories: true)
    } catch {
      throw InputError(.cannotWrite, "\(path): cannot make this folder: \(error.localizedDescription)")
    }
    let folder = try RunFolder(locking: path)
    guard overwrites || !folder.holdsRun else {
      throw InputError(
        .occupied,
        "\(path): expected no run, found one; resume it, overwrite it, or choose another folder")
    }
    try folder.begin(start)
    return folder
  }

  /// Whether there is more of a run than its configuration.
  public var holdsRun: Bool {
    let manager = FileManager.default
    if [lastCheckpointPath, bestCheckpointPath].contains(where: manager.fileExists(atPath:)) { return true }
    let metrics = try? WholeFile.read(metricsPath)
    if manager.fileExists(atPath: metricsPath), metrics != [] { return true }
    return manager.fileExists(atPath: configurationPath) && (try? configuration()) == nil
  }

  /// Whether a run can go on from here.
  public var holdsCheckpoint: Bool { FileManager.default.fileExists(atPath: lastCheckpointPath) }

  /// Writes a run at its start. All of it is on the disk before anything of a run that is there gives way, first the
  /// checkpoint: one of step 0 wins over whatever is found beside it. Where there is no run, the configuration comes first: a
  /// checkpoint alone would not be known as a run.
  private func begin(_ start: Checkpoint) throws(InputError) {
    let isAlone = !holdsRun
    var files: [AtomicFile.Staged] = []
    do {
      files.append(try AtomicFile.stage(start.contents(), for: lastCheckpointPath))
      files.append(try AtomicFile.stage([UInt8](), for: metricsPath))
      files.append(try AtomicFile.stage(start.configuration.json, for: configurationPath))
      for file in isAlone ? files.reversed() : files { try file.commit() }
    } catch {
      for file in files { file.discard() }
      throw error
    }
    let old = [
      bestCheckpointPath, nextBestCheckpointPath, summaryPath, curvePath, notesPath, bookmarksPath,
    ]
    for path in old { unlink(path) }
  }

  /// What was being written when a process was killed.
  private func removePartialFiles() {
    let names = (try? FileManager.default.contentsOfDirectory(atPath: path)) ?? []
    let own = [
      configurationPath, metricsPath, summaryPath, curvePath, lastCheckpointPath, bestCheckpointPath,
      nextBestCheckpointPath, notesPath, bookmarksPath,
    ]
    for name in names where own.contains(where: { path + "/" + name == $0 + ".partial" }) {
      unlink(path + "/" + name)
    }
  }

  /// Deletes the files of a run made by `create` that has not been trained, and the folder if nothing else is in it.
  public func discard() {
    let files = [
      configurationPath, metricsPath, summaryPath, curvePath, lastCheckpointPath, notesPath,
      LockFile.path(in: path),
    ]
    for file in files { unlink(file) }
    rmdir(path)
  }

  /// Opens the folder of a run to go on with it.
  /// - Parameter waiting: how long a lock is waited for that another host has left.
  /// - Throws: `notFound`, or `occupied` where another process trains it.
  public static func open(_ path: String, waiting: LockWaiting = .none) throws(InputError) -> RunFolder {
    var isFolder: ObjCBool = false
    guard FileManager.default.fileExists(atPath: path, isDirectory: &isFolder), isFolder.boolValue else {
      throw InputError(.notFound, "\(path): expected the folder of a run, found none")
    }
    return try RunFolder(locking: path, waiting: waiting)
  }

  /// What is to be mended where the run goes on from its last checkpoint, a line each.
  /// - Throws: `badFile` where the checkpoint is another run's, what reading throws.
  public func damage(beside checkpoint: Checkpoint) throws(InputError) -> [String] {
    try MendedRun(self, checkpoint).notices
  }

  /// Makes sure that the run still belongs to this process, as is due before each write.
  /// - Throws: `occupied` if another process has taken it over. Precondition: made by `create` or `open`.
  func verifyLock() throws(InputError) {
    guard let lock else { preconditionFailure("a folder that is only read") }
    try lock.verify()
  }

  /// Gives the best state that the last checkpoint tells of its name.
  func commitNextBest() throws(InputError) {
    guard rename(nextBestCheckpointPath, bestCheckpointPath) == 0 else {
      throw AtomicFile.failure("write", bestCheckpointPath)
    }
    AtomicFile.syncFolder(of: bestCheckpointPath)
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
  public var isBeingTrained: Bool { RunLock.isHeld(path) }
}

extension TrainingConfiguration {
  /// As `config.json` holds it.
  var json: [UInt8] {
    let encoder = JSONEncoder()
    encoder.outputFormatting = [.prettyPrinted, .sortedKeys, .withoutEscapingSlashes]
    return Array(try! encoder.encode(self)) + [UInt8(ascii: "\n")]  // Plain values always encode.
  }
}

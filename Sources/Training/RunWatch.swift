import Autoencoder
import Formats
import Foundation

/// What a reader has seen of a run that another process may be training, brought up to date by polling.
///
/// Each poll opens the files, asks for their state and reads what is new: on network file systems, the state of a path alone
/// may be an old one. Nothing is written, and only the lock is looked at.
struct RunWatch {
  let folder: RunFolder
  let configuration: TrainingConfiguration
  /// The epochs seen, in order.
  private(set) var epochs: [EpochMetrics] = []
  /// The newest checkpoint.
  private(set) var checkpoint: Checkpoint?
  /// The minibatches and events up to that.
  private var curve = TrainingRecord()
  /// The course of the training so far.
  var record: TrainingRecord {
    TrainingRecord(epochs: epochs, points: curve.points, events: curve.events)
  }
  /// Whether a process trained the run when it was last polled.
  private(set) var isTrained = true

  /// What tells a file from another, and from itself before a change.
  private struct Identity: Equatable {
    let inode: UInt64
    let size: Int
    let modified: timespec

    static func == (left: Identity, right: Identity) -> Bool {
      left.inode == right.inode && left.size == right.size && left.modified.tv_sec == right.modified.tv_sec
        && left.modified.tv_nsec == right.modified.tv_nsec
    }
  }

  private var metricsFile: Identity?
  /// The bytes of the metrics that have been read: whole lines.
  private var metricsRead = 0
  private var checkpointFile: Identity?

  init(_ folder: RunFolder, _ configuration: TrainingConfiguration) {
    self.folder = folder
    self.configuration = configuration
  }

  /// What a poll brought.
  struct News: Equatable {
    /// Whether there are other epochs than before.
    var hasEpochs = false
    /// Whether there is another checkpoint than before.
    var hasCheckpoint = false
    /// Whether training began or ended.
    var hasState = false
  }

  /// Reads what has changed since the last poll. What cannot be read now is tried again at the next.
  mutating func poll() -> News {
    // Before the files: what was written before the end of training is then read below.
    let wasTrained = isTrained
    isTrained = folder.isBeingTrained
    return News(
      hasEpochs: readEpochs(), hasCheckpoint: readCheckpoint(), hasState: isTrained != wasTrained)
  }

  private mutating func readEpochs() -> Bool {
    guard let file = Self.open(folder.metricsPath) else { return false }
    defer { close(file.descriptor) }
    guard file.identity != metricsFile else { return false }
    let isNew = file.identity.inode != metricsFile?.inode || file.identity.size < metricsRead
    if isNew { metricsRead = 0 }
    metricsFile = file.identity
    let bytes = Self.read(file.descriptor, from: metricsRead, to: file.identity.size)
    // A last line without its end is still being written.
    guard let end = bytes.lastIndex(of: UInt8(ascii: "\n")) else { return isNew && drop() }
    let added = MetricsFile.epochs(in: bytes[...end], objective: configuration.objective)
    metricsRead += end + 1
    epochs = (isNew ? [] : epochs) + added
    return true
  }

  /// Forgets the epochs, as those of a run that began anew. - Returns: whether there were any.
  private mutating func drop() -> Bool {
    defer { epochs = [] }
    return !epochs.isEmpty
  }

  private mutating func readCheckpoint() -> Bool {
    guard let file = Self.open(folder.lastCheckpointPath) else { return false }
    close(file.descriptor)
    guard file.identity != checkpointFile,
      let read = try? Checkpoint(contentsOf: folder.lastCheckpointPath),
      read.configuration.architecture == configuration.architecture
    else { return false }
    checkpointFile = file.identity
    checkpoint = read
    curve = CurveFile.read(folder.curvePath) ?? TrainingRecord()
    return true
  }

  /// A regular file, opened for reading; `nil` if there is none.
  private static func open(_ path: String) -> (descriptor: Int32, identity: Identity)? {
    let descriptor = Foundation.open(path, O_RDONLY | O_CLOEXEC | O_NONBLOCK)
    guard descriptor >= 0 else { return nil }
    var status = stat()
    guard fstat(descriptor, &status) == 0, status.st_mode & S_IFMT == S_IFREG else {
      close(descriptor)
      return nil
    }
    #if canImport(Darwin)
      let modified = status.st_mtimespec
    #else
      let modified = status.st_mtim
    #endif
    return (
      descriptor, Identity(inode: UInt64(status.st_ino), size: Int(status.st_size), modified: modified)
    )
  }

  private static func read(_ descriptor: Int32, from start: Int, to end: Int) -> [UInt8] {
    guard end > start else { return [] }
    return [UInt8](unsafeUninitializedCapacity: end - start) { buffer, count in
      while count < end - start {
        let step = pread(descriptor, buffer.baseAddress! + count, end - start - count, off_t(start + count))
        if step <= 0 { break }
        count += step
      }
    }
  }
}

import Formats
import Foundation

/// Fetches the files of data sets: mirrors in order, SHA-256 verified, and a file in its place only when it is whole.
/// A file is held in memory until then, so an interrupted download leaves nothing behind. Of a zip archive the members wanted
/// are kept.
public struct Downloader: Sendable {
  /// How far a download is.
  public struct Progress: Hashable, Sendable {
    /// The file that is being fetched.
    public let file: String
    /// Bytes of all files so far, and in the end.
    public let received, total: Int
  }

  /// How long a server may send nothing before it is given up.
  public let stallTimeout: Duration
  /// How long a server may take for a file of no size; a file may take longer in proportion to its size.
  public let leastTime: Duration

  /// A file may take so much longer for each byte: 20 kB a second is slow.
  private static let timePerByte = Duration.microseconds(50)

  public init(stallTimeout: Duration = .seconds(20), leastTime: Duration = .seconds(60)) {
    self.stallTimeout = stallTimeout
    self.leastTime = leastTime
  }

  /// Downloads the files of a data set into a folder, except those that are there with the right checksum.
  /// - Parameters:
  ///   - name: what to call the data set in an error.
  ///   - files: the files, with their mirrors.
  ///   - directory: the folder, made where it is missing.
  ///   - progress: called about ten times a second on the caller's thread; returns `false` to interrupt.
  /// - Returns: the paths of the files.
  /// - Throws: `download`, `stalled`, `interrupted` or `cannotWrite`.
  @discardableResult
  public func fetch(
    name: String, files: [RemoteFile], into directory: String, progress: (Progress) -> Bool = { _ in true }
  ) throws(InputError) -> [String] {
    let total = files.reduce(0) { $0 + $1.size }
    var received = 0
    var paths: [String] = []
    for file in files {
      let kept = file.keptNames.map { directory + "/" + $0 }
      if !Self.isThere(file, as: kept) {
        let before = received
        let bytes = try bytes(of: file, dataset: name) { count in
          progress(Progress(file: file.name, received: before + count, total: total))
        }
        for (path, contents) in zip(kept, try Self.contents(of: file, bytes)) {
          try Self.store(contents, path: path, directory: directory)
        }
      }
      received += file.size
      paths += kept
      if !progress(Progress(file: file.name, received: received, total: total)) {
        throw InputError(.interrupted, "\(name): interrupted after \(file.name)")
      }
    }
    return paths
  }

  /// Fetches a known data set into its sub-folder of a data folder.
  @discardableResult
  public func fetch(
    _ dataset: KnownDataset, into dataDirectory: String, progress: (Progress) -> Bool = { _ in true }
  ) throws(InputError) -> [String] {
    try fetch(
      name: dataset.name, files: dataset.remoteFiles, into: dataDirectory + "/" + dataset.subfolder,
      progress: progress)
  }

  /// Whether what is kept of a file is on the disk. The members of an archive have no checksum of their own here: they were
  /// whole when they got their names.
  private static func isThere(_ file: RemoteFile, as paths: [String]) -> Bool {
    guard file.members.isEmpty else { return paths.allSatisfy(FileManager.default.fileExists(atPath:)) }
    guard let there = try? SourceFile(path: paths[0]), there.bytes.count == file.size else { return false }
    return SHA256.digest(there.bytes) == file.sha256
  }

  /// What is kept of the verified bytes of a file.
  private static func contents(of file: RemoteFile, _ bytes: [UInt8]) throws(InputError) -> [[UInt8]] {
    guard !file.members.isEmpty else { return [bytes] }
    let archive = try ZipArchive(SourceFile(name: file.name, bytes: bytes))
    return try file.members.map { name throws(InputError) in
      guard let member = archive.members.first(where: { $0.name == name }) else {
        throw .badFile(
          file.name, expected: "a member \(name)", found: archive.members.map(\.name).joined(separator: ", "))
      }
      return try archive.contents(member).bytes
    }
  }

  /// The verified bytes of a file from the first mirror that has them.
  private func bytes(of file: RemoteFile, dataset: String, progress: (Int) -> Bool) throws(InputError)
    -> [UInt8]
  {
    var reasons: [String] = []
    var hasOnlyStalled = true
    for mirror in file.mirrors {
      let host = URL(string: mirror)?.host ?? mirror
      do throws(Transfer.Failure) {
        let bytes = try Transfer.fetch(
          mirror, size: file.size, stallTimeout: stallTimeout,
          timeLimit: leastTime + Self.timePerByte * file.size, progress: progress)
        if let fault = Self.fault(of: bytes, file) {
          hasOnlyStalled = false
          reasons.append("\(host): \(fault)")
          continue
        }
        return bytes
      } catch .interrupted {
        throw InputError(.interrupted, "\(dataset): \(file.name) was interrupted; nothing of it was kept")
      } catch {
        switch error {
        case .stalled, .slow: break
        default: hasOnlyStalled = false
        }
        reasons.append("\(host): \(error)")
      }
    }
    throw InputError(
      hasOnlyStalled ? .stalled : .download,
      "\(dataset): \(file.name) could not be downloaded (\(reasons.joined(separator: "; "))); "
        + "without a network, 'vae explore digits' works at once")
  }

  private static func fault(of bytes: [UInt8], _ file: RemoteFile) -> String? {
    if bytes.count != file.size { return "cut short, \(bytes.count) of \(file.size) bytes" }
    return SHA256.digest(bytes) == file.sha256 ? nil : "wrong checksum, another file than the published one"
  }

  /// Writes a file under a name of its own beside its place, then renames it, so that two downloads at once do not meet.
  private static func store(_ bytes: [UInt8], path: String, directory: String) throws(InputError) {
    let temporary = "\(path).\(UUID().uuidString).part"
    let manager = FileManager.default
    do {
      try manager.createDirectory(atPath: directory, withIntermediateDirectories: true)
      removeRemains(of: path, in: directory)
      try Data(bytes).write(to: URL(fileURLWithPath: temporary))
      // FileManager refuses to replace a file; rename(2) does it in one step.
      guard rename(temporary, path) == 0 else { throw CocoaError(.fileWriteUnknown) }
    } catch {
      try? manager.removeItem(atPath: temporary)
      throw InputError(
        .cannotWrite,
        "\(path): cannot be written; check the folder's permission and space, or give another with --data-dir"
      )
    }
  }

  /// Removes what processes left that were killed an hour ago or earlier while they wrote the file.
  private static func removeRemains(of path: String, in directory: String) {
    let name = (path as NSString).lastPathComponent
    for file in (try? FileManager.default.contentsOfDirectory(atPath: directory)) ?? []
    where file.hasPrefix(name + ".") && file.hasSuffix(".part") {
      var status = stat()
      guard stat("\(directory)/\(file)", &status) == 0, time(nil) - status.changedSeconds > 3600 else {
        continue
      }
      unlink("\(directory)/\(file)")
    }
  }
}

extension stat {
  /// When the file was last changed, in seconds.
  fileprivate var changedSeconds: Int {
    #if canImport(Darwin)
      st_mtimespec.tv_sec
    #else
      st_mtim.tv_sec
    #endif
  }
}

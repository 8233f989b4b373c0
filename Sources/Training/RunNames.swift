import Formats
import Foundation

extension RunLibrary {
  /// A path for a new run: the data set and the latent size, and a number where that name is taken or reserved. Another
  /// process may take it before it is used: `newRun` claims one.
  public func newPath(for configuration: TrainingConfiguration) -> String {
    newPaths(for: configuration).first { !FileManager.default.fileExists(atPath: $0) }!  // They do not end.
  }

  /// Makes the folder of a new run under a name that no other process has, and begins the run in it.
  /// - Parameter start: the run before its first step.
  /// - Throws: what `RunFolder.create` throws.
  public func newRun(start: Checkpoint) throws(InputError) -> RunFolder {
    let directory = newDirectory
    do {
      try FileManager.default.createDirectory(atPath: directory, withIntermediateDirectories: true)
    } catch {
      throw InputError(.cannotWrite, "\(directory): cannot make this folder: \(error.localizedDescription)")
    }
    for path in newPaths(for: start.configuration) {
      if mkdir(path, 0o777) == 0 {
        do {
          return try RunFolder.create(path, start: start)
        } catch {
          rmdir(path)
          throw error
        }
      }
      let code = errno
      guard code == EEXIST else {
        throw InputError(
          .cannotWrite, "\(path): cannot make this folder: \(String(cString: strerror(code)))")
      }
    }
    preconditionFailure("the names do not end")
  }

  /// Makes the folder of a fork of another run, with the course of that run up to the state.
  /// - Parameters:
  ///   - start: made by `Checkpoint.init(forking:…)`.
  ///   - record: of the other run.
  /// - Throws: what `RunFolder.create` throws.
  public func newFork(_ start: Checkpoint, of record: TrainingRecord) throws(InputError) -> RunFolder {
    let folder = try newRun(start: start)
    let position = start.position ?? TrainingPosition()
    var record = record.until(examplesSeen: position.examplesSeen)
    record.events.note(
      RunEvent(
        .forked, examplesSeen: position.examplesSeen, seconds: position.seconds,
        learningRate: position.learningRate))
    do {
      try CurveFile.write(record, to: folder.curvePath)
    } catch {
      folder.discard()
      throw error
    }
    return folder
  }

  /// The names that a new run may have, the wanted one first.
  private func newPaths(for configuration: TrainingConfiguration) -> some Sequence<String> {
    let base = Self.baseName(
      dataset: configuration.dataset, latentSize: configuration.architecture.latentSize)
    let directory = newDirectory
    return (1...).lazy.map { $0 == 1 ? base : "\(base)-\($0)" }.filter { !reservedNames.contains($0) }
      .map { directory + "/" + $0 }
  }

  /// The name of a run on a data set, as in `mnist-2d`.
  public static func baseName(dataset: String, latentSize: Int) -> String {
    "\(plainName(dataset))-\(latentSize)d"
  }

  /// A data set's name, or that of a file without folder and extension, in characters good for a folder's name.
  static func plainName(_ dataset: String) -> String {
    let last = (dataset as NSString).lastPathComponent
    let stem = last.split(separator: ".").first.map(String.init) ?? "data"
    let name = stem == "freyface" ? "frey-face" : stem
    return String(name.map { $0.isLetter || $0.isNumber || "-_".contains($0) ? $0 : "-" })
  }
}

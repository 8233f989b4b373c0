import Formats
import Foundation

/// Finds what a person means by a model: a checkpoint file, the folder or the name of a run, or a shipped model's name.
public struct ModelFinder: Sendable {
  public let library: RunLibrary
  public let catalogue: ModelCatalogue

  public init(library: RunLibrary = .standard, catalogue: ModelCatalogue = .standard) {
    self.library = library
    self.catalogue = catalogue
  }

  /// The path of the checkpoint: a file itself, a run's best state or else its last one, or a shipped model's file. Files
  /// come before shipped models, and those before runs, which have paths as well.
  /// - Throws: `notFound`, naming what there is.
  public func checkpointPath(_ reference: String) throws(InputError) -> String {
    var isFolder: ObjCBool = false
    if FileManager.default.fileExists(atPath: reference, isDirectory: &isFolder) {
      return isFolder.boolValue ? try checkpointPath(ofRun: reference) : reference
    }
    if let path = catalogue.path(of: reference) { return path }
    if let path = library.path(of: reference) { return try checkpointPath(ofRun: path) }
    let names = catalogue.entries.map(\.name) + library.names()
    throw InputError(
      .notFound,
      "\(reference): expected a checkpoint, a run or a shipped model, found none"
        + (names.isEmpty ? "" : "; there are \(names.prefix(20).joined(separator: ", "))"))
  }

  /// The folder of a run: of that name in the library, or the folder itself.
  /// - Throws: `notFound`, naming what there is.
  public func runPath(_ reference: String) throws(InputError) -> String {
    if let path = library.path(of: reference) { return path }
    let path = URL(fileURLWithPath: reference).standardizedFileURL.path
    if library.summary(path: path) != nil { return path }
    let names = library.names()
    throw InputError(
      .notFound,
      "\(reference): expected a run, found none"
        + (names.isEmpty ? "" : "; there are \(names.prefix(20).joined(separator: ", "))"))
  }

  private func checkpointPath(ofRun path: String) throws(InputError) -> String {
    let run = RunFolder(reading: path)
    let paths = [run.bestCheckpointPath, run.lastCheckpointPath]
    guard let found = paths.first(where: FileManager.default.fileExists(atPath:)) else {
      throw InputError(
        .notFound, "\(path): expected a run with best.safetensors or last.safetensors, found neither")
    }
    return found
  }
}

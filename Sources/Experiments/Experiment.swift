import Compute
import Datasets
import Formats
import Foundation
import Training

/// Training runs and the files that are made of them.
///
/// The jobs may be run by one process or by many, on one machine or on several that share the folder, in any order: what
/// `collect` writes is a function of their results alone, but for `timings.csv`.
public protocol Experiment {
  /// The folder of the result files.
  var output: String { get }
  /// In a fixed order: a job is called by its index.
  var jobs: [Job] { get }

  /// Writes the result files from the jobs that are finished.
  /// - Throws: `InputError` where a file cannot be written, or what it is made of cannot be read.
  func collect(_ context: ExperimentContext) throws(InputError) -> Collected
}

/// What experiments use of the program around them.
public struct ExperimentContext {
  public let catalogue: DatasetCatalogue
  public let team: ThreadTeam
  /// Of the program, for the record.
  public let version: String

  public init(catalogue: DatasetCatalogue, team: ThreadTeam, version: String) {
    self.catalogue = catalogue
    self.team = team
    self.version = version
  }
}

/// What `collect` did.
public struct Collected: Sendable, Equatable {
  /// The paths of the files written, in order.
  public let files: [String]
  /// The names of what is not finished.
  public let missing: [String]

  public init(files: [String], missing: [String]) {
    self.files = files
    self.missing = missing
  }
}

/// A file of results before it is written.
public struct ResultFile: Sendable {
  /// Within the folder of the results.
  public let name: String
  public let bytes: [UInt8]

  public init(name: String, bytes: [UInt8]) {
    self.name = name
    self.bytes = bytes
  }

  public init(name: String, text: String) {
    self.init(name: name, bytes: Array(text.utf8))
  }

  /// Writes files into a folder, which is made where it is missing.
  /// - Returns: their paths.
  static func write(_ files: [ResultFile], into folder: String) throws(InputError) -> [String] {
    do {
      try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
    } catch {
      throw InputError(.cannotWrite, "\(folder): cannot make this folder: \(error.localizedDescription)")
    }
    for file in files { try AtomicFile.write(file.bytes, to: folder + "/" + file.name) }
    return files.map { folder + "/" + $0.name }
  }
}

extension Experiment {
  /// The seconds of work of each finished job: the one file of results that depends on who ran the jobs.
  var timings: ResultFile {
    let rows = jobs.compactMap { job in
      job.result.map { [job.name, fixed($0.seconds, 1)] }
    }
    return ResultFile(name: "timings.csv", text: CSV.encode(header: ["job", "seconds"], rows: rows))
  }
}

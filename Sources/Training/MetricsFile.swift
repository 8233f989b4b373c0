import Autoencoder
import Formats
import Foundation

/// `metrics.jsonl`: a line of JSON an epoch.
enum MetricsFile {
  /// A line, its keys in the order of reading; numbers to a millionth, those that are not finite as `null`.
  static func line(_ metrics: EpochMetrics) -> String {
    let divergences = metrics.klPerDimension.map(number).joined(separator: ",")
    return "{\"epoch\":\(metrics.epoch),\"examplesSeen\":\(metrics.examplesSeen),"
      + "\"seconds\":\(number((metrics.seconds * 1000).rounded() / 1000)),"
      + "\"train\":\(object(metrics.train)),\"test\":\(object(metrics.test)),"
      + (metrics.validation.map { "\"validation\":\(object($0))," } ?? "")
      + "\"klPerDimension\":[\(divergences)],\"activeUnits\":\(metrics.activeUnits)"
      + (metrics.learningRate.map { ",\"learningRate\":\($0)" } ?? "")
      + (metrics.gradientNorm.map { ",\"gradientNorm\":\(significant($0))" } ?? "")
      + (metrics.updateRatio.map { ",\"updateRatio\":\(significant($0))" } ?? "") + "}"
  }

  /// A number that may be far smaller than a millionth, to single precision.
  private static func significant(_ value: Double) -> String {
    value.isFinite ? "\(Float(value))" : "null"
  }

  private static func object(_ bound: ELBO) -> String {
    "{\"elbo\":\(number(bound.elbo)),\"reconstruction\":\(number(bound.reconstruction)),"
      + "\"klDivergence\":\(number(bound.klDivergence))"
      + (bound.objective.map { ",\"objective\":\(object($0))" } ?? "") + "}"
  }

  /// What was ascended, where that is another quantity than `elbo`.
  private static func object(_ objective: ObjectiveValue) -> String {
    let kind =
      switch objective.kind {
      case .iwae(let samples): "\"kind\":\"iwae\",\"samples\":\(samples)"
      case .weighted(let klWeight): "\"kind\":\"weighted\",\"klWeight\":\(number(klWeight))"
      case .fullBayes: "\"kind\":\"full-vb\""
      }
    return "{\(kind),\"value\":\(number(objective.value))}"
  }

  private static func number(_ value: Double) -> String {
    guard value.isFinite else { return "null" }
    let rounded = (value * 1e6).rounded() / 1e6
    return rounded == rounded.rounded() && abs(rounded) < 1e15 ? "\(Int(rounded))" : "\(rounded)"
  }

  /// The epochs of a file, in order; what is not a line of it (a last line cut short by a kill) is left out.
  /// - Parameter objective: what the run ascends, for lines from before values said what they are.
  /// - Throws: `inputOutput` where the file is there but cannot be read.
  static func read(_ path: String, objective: Objective) throws(InputError) -> [EpochMetrics] {
    let bytes: [UInt8]
    do {
      bytes = try WholeFile.read(path)
    } catch {
      if error.kind == .notFound && !FileManager.default.fileExists(atPath: path) { return [] }
      throw error
    }
    return epochs(in: bytes, objective: objective)
  }

  /// The epochs of some lines; what is not one is left out.
  static func epochs(in bytes: some Collection<UInt8>, objective: Objective) -> [EpochMetrics] {
    let decoder = JSONDecoder()
    return bytes.split(separator: UInt8(ascii: "\n")).compactMap {
      try? objective.readingEarlier(decoder.decode(EpochMetrics.self, from: Data($0)))
    }
  }

  /// Writes the epochs anew, in place of what was there.
  static func write(_ metrics: [EpochMetrics], to path: String) throws(InputError) {
    let text = metrics.map { line($0) + "\n" }.joined()
    try AtomicFile.write(Array(text.utf8), to: path)
  }

  /// Adds lines; where that fails, the file is as long as before.
  /// - Throws: `inputOutput`, `diskFull`.
  static func append(_ metrics: [EpochMetrics], to path: String) throws(InputError) {
    // A pipe in its place fails instead of being waited for.
    let file = open(path, O_WRONLY | O_APPEND | O_CREAT | O_CLOEXEC | O_NONBLOCK, 0o644)
    guard file >= 0 else { throw AtomicFile.failure("write", path) }
    defer { close(file) }
    let length = lseek(file, 0, SEEK_END)
    let bytes = Array(metrics.map { line($0) + "\n" }.joined().utf8)
    let count = Foundation.write(file, bytes, bytes.count)
    guard count == bytes.count else {
      // A line that is written in part means that there is no room for the rest.
      let code = count < 0 ? errno : ENOSPC
      ftruncate(file, length)
      throw AtomicFile.failure("write", path, code: code)
    }
  }

  /// Forces the lines to the disk.
  /// - Throws: `inputOutput`, `diskFull`.
  static func sync(_ path: String) throws(InputError) {
    let file = open(path, O_WRONLY | O_CLOEXEC | O_NONBLOCK)
    guard file >= 0 else { throw AtomicFile.failure("write", path) }
    defer { close(file) }
    guard fsync(file) == 0 else { throw AtomicFile.failure("write", path) }
  }
}

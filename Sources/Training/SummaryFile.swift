import Autoencoder
import Formats
import Foundation

/// `summary.txt`: the figures of a run's metrics up to some place in `metrics.jsonl`, so that a list of thousands of runs
/// reads a few kilobytes of each. The trainer keeps it beside the run; a reader keeps its own for runs that have none.
///
/// The first line is `vae-summary 1 SIZE DIGEST`: how many bytes of the metrics are covered, and the SHA-256 of the last of
/// them. Two lines follow as in `metrics.jsonl`, the last epoch and the best one, then a line for each point of the curve:
/// epoch, examples seen, ELBO of the training set and of the test set. A file that does not fit the metrics is not used.
struct SummaryFile {
  /// The place up to which metrics are covered.
  struct Mark: Equatable {
    let size: Int
    let digest: String

    /// The mark at a place of the file; `nil` where the file is shorter.
    init?(of file: Int32, size: Int) {
      let count = min(size, 256)
      var bytes = [UInt8](repeating: 0, count: count)
      guard pread(file, &bytes, count, off_t(size - count)) == count else { return nil }
      self.init(size: size, digest: SHA256.digest(bytes))
    }

    init(size: Int, digest: String) { (self.size, self.digest) = (size, digest) }
  }

  let mark: Mark
  let figures: RunFigures

  private static let signature = "vae-summary 1"

  /// Writes the summary of a run beside its metrics.
  static func write(_ metrics: [EpochMetrics], of folder: RunFolder) throws(InputError) {
    let file = open(folder.metricsPath, O_RDONLY | O_CLOEXEC | O_NONBLOCK)
    guard file >= 0 else { return }
    defer { close(file) }
    var status = stat()
    guard fstat(file, &status) == 0, let mark = Mark(of: file, size: Int(status.st_size)) else { return }
    try SummaryFile(mark: mark, figures: RunFigures(metrics)).write(to: folder.summaryPath)
  }

  func write(to path: String) throws(InputError) {
    let epochs = [figures.last, figures.best].map { $0.map(MetricsFile.line) ?? "" }
    let points = figures.kept.map {
      "\($0.epoch) \($0.examplesSeen) \(Self.short($0.train)) \(Self.short($0.test))"
    }
    let lines = ["\(Self.signature) \(mark.size) \(mark.digest)"] + epochs + points
    try AtomicFile.write(Array((lines.joined(separator: "\n") + "\n").utf8), to: path)
  }

  /// A number to a millionth, as metrics have it.
  private static func short(_ value: Double) -> Double { (value * 1e6).rounded() / 1e6 }

  init(mark: Mark, figures: RunFigures) { (self.mark, self.figures) = (mark, figures) }

  /// Reads a summary; `nil` where there is none that this version understands.
  init?(contentsOf path: String) {
    guard let bytes = try? WholeFile.read(path, limit: 1 << 20) else { return nil }
    let lines = bytes.split(separator: UInt8(ascii: "\n"), maxSplits: 3, omittingEmptySubsequences: false)
    guard lines.count == 4 else { return nil }
    let head = String(decoding: lines[0], as: UTF8.self).split(separator: " ")
    guard head.count == 4, head.prefix(2).joined(separator: " ") == Self.signature, let size = Int(head[2]),
      size >= 0, let kept = Self.points(lines[3])
    else { return nil }
    let decoder = JSONDecoder()
    let epochs = lines[1...2].map { try? decoder.decode(EpochMetrics.self, from: Data($0)) }
    mark = Mark(size: size, digest: String(head[3]))
    figures = RunFigures(last: epochs[0], best: epochs[1], kept: kept)
  }

  /// The points of the curve, four numbers each; `nil` where the text holds something else or is cut short.
  private static func points(_ text: ArraySlice<UInt8>) -> [RunFigures.Point]? {
    guard text.last == UInt8(ascii: "\n") else { return text.isEmpty ? [] : nil }
    return (Array(text.dropLast()) + [0]).withUnsafeBytes { bytes in
      var next: UnsafeMutablePointer? = UnsafeMutablePointer(
        mutating: bytes.baseAddress!.assumingMemoryBound(to: CChar.self))
      var points: [RunFigures.Point] = []
      while let start = next, start.pointee != 0 {
        let (epoch, examples) = (strtol(start, &next, 10), strtol(next!, &next, 10))
        let train = strtod(next!, &next)
        let beforeLast = next
        let test = strtod(next!, &next)
        guard next != beforeLast else { return nil }
        points.append(RunFigures.Point(epoch: epoch, examplesSeen: examples, train: train, test: test))
      }
      return points
    }
  }
}

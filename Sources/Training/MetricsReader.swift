import Autoencoder
import Formats
import Foundation

/// Reads the figures of a run: from a summary of its metrics where there is one, and the epochs since from the metrics.
struct MetricsReader {
  let folder: RunFolder
  let objective: Objective
  /// Where the reader keeps summaries of its own.
  let cache: SummaryCache?

  /// Metrics that no summary covers are read at once up to so many bytes.
  static let quickLimit = 16 << 10

  /// The figures.
  /// - Parameter isQuick: whether only few metrics may be read.
  /// - Returns: `nil` where more would have to be read.
  /// - Throws: `notFound`, `inputOutput` where the metrics are there but cannot be read.
  func figures(isQuick: Bool) throws(InputError) -> RunFigures? {
    let file = open(folder.metricsPath, O_RDONLY | O_CLOEXEC | O_NONBLOCK)
    guard file >= 0 else {
      if errno == ENOENT { return RunFigures() }
      throw AtomicFile.failure("read", folder.metricsPath)
    }
    defer { close(file) }
    var status = stat()
    guard fstat(file, &status) == 0, status.st_mode & S_IFMT == S_IFREG else {
      throw InputError(.notFound, "\(folder.metricsPath): expected a file, found something else")
    }
    let size = Int(status.st_size)
    let known = summary(of: file, size: size)
    let start = known?.mark.size ?? 0
    guard size > start else { return known?.figures ?? RunFigures() }
    if isQuick, size - start > Self.quickLimit { return nil }
    return try figures(after: known, file: file, range: start..<size)
  }

  /// The summary that covers most of the metrics: the trainer's where it is not far behind.
  private func summary(of file: Int32, size: Int) -> SummaryFile? {
    func fitting(_ path: String) -> SummaryFile? {
      guard let summary = SummaryFile(contentsOf: path), summary.mark.size <= size else { return nil }
      return SummaryFile.Mark(of: file, size: summary.mark.size) == summary.mark ? summary : nil
    }
    let kept = fitting(folder.summaryPath)
    guard let cache, size - (kept?.mark.size ?? 0) > Self.quickLimit else { return kept }
    let own = fitting(cache.path(of: folder.path))
    return own?.mark.size ?? 0 > kept?.mark.size ?? 0 ? own : kept
  }

  private func figures(
    after known: SummaryFile?, file: Int32, range: Range<Int>
  ) throws(InputError) -> RunFigures {
    var figures = known?.figures ?? RunFigures()
    let bytes = try read(file, range)
    let end = (bytes.lastIndex(of: UInt8(ascii: "\n")) ?? -1) + 1
    let lines = MetricsLines(bytes[..<end])
    let decoder = JSONDecoder()
    for line in lines.telling(after: figures) {
      let metrics = try? decoder.decode(EpochMetrics.self, from: Data(bytes[line]))
      if let metrics { figures.add(objective.readingEarlier(metrics)) }
    }
    if range.count > Self.quickLimit, let mark = SummaryFile.Mark(of: file, size: range.lowerBound + end) {
      cache?.keep(SummaryFile(mark: mark, figures: figures), of: folder.path)
    }
    return figures
  }

  private func read(_ file: Int32, _ range: Range<Int>) throws(InputError) -> [UInt8] {
    var failure: Int32 = 0
    let bytes = [UInt8](unsafeUninitializedCapacity: range.count) { buffer, count in
      while count < range.count {
        let step = pread(
          file, buffer.baseAddress! + count, range.count - count, off_t(range.lowerBound + count))
        if step < 0 && errno == EINTR { continue }
        if step < 0 { failure = errno }
        if step <= 0 { break }
        count += step
      }
    }
    errno = failure
    guard failure == 0 else { throw AtomicFile.failure("read", folder.metricsPath) }
    return bytes
  }
}

/// The lines of `metrics.jsonl`, of which few are worth decoding: thousands of epochs take long.
private struct MetricsLines {
  private struct Line {
    let range: Range<Int>
    let epoch: Int
    let testELBO: Double
  }

  private var lines: [Line] = []
  /// The ranges of all lines; nil where each has told its epoch and its bound.
  private var unclear: [Range<Int>]?

  /// - Parameter bytes: whole lines.
  init(_ bytes: ArraySlice<UInt8>) {
    let ranges = bytes.split(separator: UInt8(ascii: "\n")).map(\.indices)
    lines.reserveCapacity(ranges.count)
    (bytes + [0]).withUnsafeBytes { all in
      let text = all.baseAddress!.assumingMemoryBound(to: CChar.self)
      for range in ranges {
        guard let epoch = Self.number(after: "{\"epoch\":", in: text, range),
          let elbo = Self.number(after: "\"test\":{\"elbo\":", in: text, range)
        else { break }
        lines.append(Line(range: range, epoch: Int(epoch), testELBO: elbo))
      }
    }
    if lines.count < ranges.count { unclear = ranges }
  }

  private static func number(
    after key: StaticString, in text: UnsafePointer<CChar>, _ range: Range<Int>
  ) -> Double? {
    let key = UnsafeRawPointer(key.utf8Start).assumingMemoryBound(to: CChar.self)
    guard let found = strstr(text + range.lowerBound, key) else { return nil }
    let start = found + strlen(key)
    guard start - UnsafeMutablePointer(mutating: text) < range.upperBound else { return nil }
    var end: UnsafeMutablePointer<CChar>?
    let value = strtod(start, &end)
    return end == start || !value.isFinite || abs(value) > 1e15 ? nil : value
  }

  /// The lines that change figures: the points of the curve, the best epoch and the last one, in order.
  func telling(after figures: RunFigures) -> [Range<Int>] {
    if let unclear { return unclear }
    var chosen: Set<Int> = lines.isEmpty ? [] : [lines.count - 1]
    var (best, previous) = (figures.best?.test.elbo ?? -.infinity, figures.kept.last?.epoch)
    var bestIndex: Int?
    for (index, line) in lines.enumerated() {
      if line.testELBO > best { (best, bestIndex) = (line.testELBO, index) }
      if RunFigures.isKept(line.epoch, after: previous) {
        previous = line.epoch
        chosen.insert(index)
      }
    }
    if let bestIndex { chosen.insert(bestIndex) }
    return chosen.sorted().map { lines[$0].range }
  }
}

import Formats
import Foundation
import Plotting
import Training

/// The runs as a table of text or as JSON: the Runs page for the shell.
public struct RunTable {
  /// What the runs are sorted by.
  public enum Order: String, CaseIterable, Sendable {
    /// Newest first.
    case modified
    case name, state, data
    /// The highest test ELBO first.
    case best
    /// The largest number first.
    case epoch, latent, seconds
  }

  private let runs: [RunRecord]

  /// - Parameter filters: what each run must be like, all of it.
  public init(_ runs: [RunSummary], sortedBy order: Order, filters: [RunFilter]) {
    let records = runs.lazy.map(RunRecord.init).filter { run in filters.allSatisfy { $0.accepts(run) } }
    // Equal ones stay newest first.
    self.runs = records.enumerated().sorted {
      let (left, right) = ($0.element, $1.element)
      if Self.precedes(left, right, order) { return true }
      return !Self.precedes(right, left, order) && $0.offset < $1.offset
    }.map(\.element)
  }

  private static func precedes(_ left: RunRecord, _ right: RunRecord, _ order: Order) -> Bool {
    func isLarger(_ value: (RunRecord) -> Double?) -> Bool {
      value(left) ?? -.infinity > value(right) ?? -.infinity
    }
    return switch order {
    case .modified: left.modified > right.modified
    case .name: left.name < right.name
    case .state: left.state < right.state
    case .data: left.dataName ?? "" < right.dataName ?? ""
    case .best: isLarger(\.bestTestELBO)
    case .epoch: left.epoch > right.epoch
    case .latent: left.latentSize ?? 0 > right.latentSize ?? 0
    case .seconds: isLarger(\.seconds)
    }
  }

  /// A line a run under a header; a broken run says why.
  public var text: String {
    guard !runs.isEmpty else { return "There are no such runs." }
    let header = ["run", "best test", "epoch", "state", "trained", "data", "L", "hidden"]
    let rows = runs.map { run -> [String] in
      if let reason = run.reason { return [run.name, "", "", "broken: \(reason)"] }
      return [
        run.name, run.bestTestELBO.map { NumberFormat.fixed($0, decimals: 1) } ?? NumberFormat.missing,
        "\(run.epoch)/\(run.epochs ?? 0)", run.state,
        run.seconds.map { NumberFormat.duration(seconds: $0) } ?? NumberFormat.missing, run.dataName ?? "",
        run.latentSize.map(String.init) ?? "", run.hiddenText ?? "",
      ]
    }
    return alignedText([header] + rows, rightAligned: [1, 2, 4, 6])
  }

  /// An array of objects, in the same order; bounds in nats per image, times as in ISO 8601.
  public func json() throws -> String {
    let encoder = JSONEncoder()
    encoder.outputFormatting = [.prettyPrinted, .sortedKeys, .withoutEscapingSlashes]
    encoder.dateEncodingStrategy = .iso8601
    return String(decoding: try encoder.encode(runs), as: UTF8.self)
  }
}

import Formats
import Foundation
import Plotting
import Training

/// The runs as a table of text or as JSON: the Runs page for the shell.
public struct RunTable {
  private let runs: [RunRecord]

  /// - Parameter filters: what each run must be like, all of it.
  public init(_ runs: [RunSummary], sortedBy order: RunOrder, filters: [RunFilter]) {
    let accepted = runs.filter { run in filters.allSatisfy { $0.accepts(run, state: run.stateName) } }
    self.runs = order.sorted(accepted, state: \.stateName).map(RunRecord.init)
  }

  /// A line a run under a header; a broken run says why.
  public var text: String {
    guard !runs.isEmpty else { return "There are no such runs." }
    let hasNotes = runs.contains { $0.note != nil || !$0.tags.isEmpty }
    let header =
      ["run", "best test", "epoch", "state", "trained", "data", "L", "hidden"] + (hasNotes ? ["notes"] : [])
    let rows = runs.map { run -> [String] in
      if let reason = run.reason { return [run.name, "", "", "broken: \(reason)"] }
      return [
        run.name, run.bestTestELBO.map { NumberFormat.fixed($0, decimals: 1) } ?? NumberFormat.missing,
        "\(run.epoch)/\(run.epochs ?? 0)", run.state,
        run.seconds.map { NumberFormat.duration(seconds: $0) } ?? NumberFormat.missing, run.dataName ?? "",
        run.latentSize.map(String.init) ?? "", run.hiddenText ?? "",
      ] + (hasNotes ? [run.notesLine] : [])
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

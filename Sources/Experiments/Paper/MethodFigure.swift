import Formats
import Pictures
import Training

/// A figure of curves, one for each run of a method.
protocol MethodFigure: Experiment {
  /// Of its file, without the extension.
  var name: String { get }
  var runs: [MethodRun] { get }

  func panels(_ curves: [MethodCurve]) -> SVGPanels
  /// `summary.md`.
  func summary(_ curves: [MethodCurve], missing: [String]) -> String
}

extension MethodFigure {
  public var jobs: [Job] { runs.map(\.job) }

  /// Writes `NAME.svg`, `values.csv`, `summary.md` and `timings.csv`. The data sets are not needed.
  public func collect(_ context: ExperimentContext) throws(InputError) -> Collected {
    var curves: [MethodCurve] = []
    for run in runs { if let curve = try MethodCurve(run) { curves.append(curve) } }
    let missing = jobs.filter { $0.result == nil }.map(\.name)
    guard !curves.isEmpty else { return Collected(files: [], missing: missing) }
    let files = [
      ResultFile(name: name + ".svg", text: panels(curves).svg()),
      ResultFile(name: "values.csv", text: MethodCurve.csv(curves)),
      ResultFile(name: "summary.md", text: summary(curves, missing: missing)), timings,
    ]
    return Collected(files: try ResultFile.write(files, into: output), missing: missing)
  }
}

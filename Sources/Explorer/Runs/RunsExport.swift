import Formats
import Training

extension ExplorerModel {
  /// The runs as a table.
  var exportedRuns: [Export.Content] {
    guard !runs.shown.isEmpty else { return [] }
    let rows = runs.shown.map { run in
      [
        run.name, run.configuration?.dataset ?? "",
        run.configuration.map { String($0.architecture.latentSize) } ?? "",
        String(run.figures.epoch), run.best.map { String($0.test.elbo) } ?? "",
        stateTitle(of: run), run.path, run.notes.text, run.notes.tags.joined(separator: " "),
      ]
    }
    let header = ["run", "data", "latentSize", "epoch", "bestTestELBO", "state", "path", "note", "tags"]
    return [.text(CSV.encode(header: header, rows: rows), fileExtension: "csv")]
  }
}

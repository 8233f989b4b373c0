import Compute
import Formats
import Pictures

/// A figure: its files, what they show, and every number that is drawn.
struct ResultFigure {
  /// What it shows, in a line of Markdown.
  let caption: String
  let files: [ResultFile]
  let values: [FigureValue]
}

/// A number behind a figure: a line of `values.csv`.
struct FigureValue {
  /// The name of the figure's file without its extension.
  let figure: String
  /// A curve, a class, or the sort of the number.
  let series: String
  /// The number of the epoch, point or picture, from 0 on, rows from the top.
  let index: Int
  /// Of a latent position: the dimension, from 1 on.
  let x: Double
  let y: Double

  static func file(_ values: [FigureValue]) -> ResultFile {
    let rows = values.map {
      [$0.figure, $0.series, "\($0.index)", short($0.x), short($0.y)]
    }
    return ResultFile(
      name: "values.csv", text: CSV.encode(header: ["figure", "series", "index", "x", "y"], rows: rows))
  }

  /// The coordinates of the latent positions that pictures are decoded from.
  static func latents(_ latents: Matrix, of figure: String) -> [FigureValue] {
    (0..<latents.rows).flatMap { row in
      latents.row(row).enumerated().map { dimension, value in
        FigureValue(figure: figure, series: "z", index: row, x: Double(dimension + 1), y: Double(value))
      }
    }
  }

  /// In single precision, as it was computed.
  private static func short(_ value: Double) -> String {
    guard value.isFinite else { return "" }
    return value == value.rounded() && abs(value) < 1e9 ? "\(Int(value))" : "\(Float(value))"
  }
}

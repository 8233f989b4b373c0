import Autoencoder
import Plotting
import TerminalGraphics

/// The decoded plane: cell centres through the inverse of the prior's distribution function (Kingma & Welling 2014,
/// figure 4).
struct ManifoldPage: Sendable {
  /// The part of the plane shown, in probabilities of the prior.
  struct Window: Sendable, Equatable {
    var x: ClosedRange<Double> = 0...1
    var y: ClosedRange<Double> = 0...1
  }

  var window = Window()
  /// The selected cell, counted from the top left; kept within the grid when used.
  var column = Int.max
  var row = Int.max
  /// How much larger (or smaller, below 0) the pictures are than the window suggests.
  var tileSteps = 0
  /// The means of p(x|z), row after row from the top.
  var pictures: [PixelImage] = []

  /// The selected cell within a grid; the middle one before any was selected.
  func cursor(in grid: TileGrid) -> (column: Int, row: Int) {
    (
      column == .max ? grid.columns / 2 : min(max(0, column), grid.columns - 1),
      row == .max ? grid.rows / 2 : min(max(0, row), grid.rows - 1)
    )
  }

  /// The place of a cell's centre in the plane.
  func place(column: Int, row: Int, in grid: TileGrid) -> PlotPoint {
    func quantile(_ range: ClosedRange<Double>, _ fraction: Double) -> Double {
      NormalDistribution.quantile(
        range.lowerBound + fraction * (range.upperBound - range.lowerBound))
    }
    return PlotPoint(
      x: quantile(window.x, (Double(column) + 0.5) / Double(grid.columns)),
      y: quantile(window.y, 1 - (Double(row) + 0.5) / Double(grid.rows)))
  }

  /// Shows a part of the plane `factor` times as small, about the selected cell.
  mutating func zoom(_ factor: Double, in grid: TileGrid) {
    let cell = cursor(in: grid)
    window.x = Self.zoomed(
      window.x, factor, about: (Double(cell.column) + 0.5) / Double(grid.columns))
    window.y = Self.zoomed(window.y, factor, about: 1 - (Double(cell.row) + 0.5) / Double(grid.rows))
  }

  private static func zoomed(
    _ range: ClosedRange<Double>, _ factor: Double, about fraction: Double
  ) -> ClosedRange<Double> {
    let length = range.upperBound - range.lowerBound
    let anchor = range.lowerBound + fraction * length
    let newLength = min(1, max(0.01, length / factor))
    let start = min(max(0, anchor - fraction * newLength), 1 - newLength)
    return start...start + newLength
  }
}

import Plotting

/// A vertical line through a chart: an event, or the moment that is shown.
public struct ChartLine: Hashable, Sendable {
  /// The place on the horizontal axis.
  public var x: Double
  /// The text beside the line.
  public var label: String
  /// The look of the line and its text.
  public var style: Style
  /// Whether it stands out from the others.
  public var isStrong: Bool

  /// A line at `x`.
  public init(x: Double, label: String = "", style: Style = .plain, isStrong: Bool = false) {
    self.x = x
    self.label = label
    self.style = style
    self.isStrong = isStrong
  }
}

extension PlotLayout {
  /// Draws lines where nothing else has been drawn.
  func draw(_ lines: [ChartLine], into grid: inout CellGrid) {
    for line in lines {
      guard let column = column(of: line.x), column >= plot.x, column < plot.right else { continue }
      for row in plot.y..<plot.bottom where grid[column, row] == .blank {
        grid[column, row] = Cell(line.isStrong ? "┃" : "┊", line.style)
      }
    }
  }

  /// Draws the strong lines over what has been drawn, whose background stays.
  func drawOver(_ lines: [ChartLine], into grid: inout CellGrid) {
    for line in lines where line.isStrong {
      guard let column = column(of: line.x), column >= plot.x, column < plot.right else { continue }
      for row in plot.y..<plot.bottom {
        var style = line.style
        style.background = grid[column, row].style.background
        grid[column, row] = Cell("┃", style)
      }
    }
  }

  /// Writes the texts of lines, each beside its line and below one that would overlap; what has no room is left out.
  func drawLabels(of lines: [ChartLine], into grid: inout CellGrid) {
    var ends = [Int](repeating: plot.x, count: max(0, plot.height))
    for line in lines.sorted(by: { $0.x < $1.x }) where !line.label.isEmpty {
      guard let column = column(of: line.x), column >= plot.x, column < plot.right else { continue }
      let width = TextLayout.width(line.label)
      let start = column + 1 + width <= plot.right ? column + 1 : column - width
      guard start >= plot.x, let row = ends.firstIndex(where: { $0 <= start }) else { continue }
      grid.write(line.label, at: Point(x: start, y: plot.bottom - 1 - row), style: line.style, in: plot)
      ends[row] = start + width + 1
    }
  }
}

import Plotting
import TerminalGraphics

/// The KL divergence of each dimension as bars: each dimension keeps its place, in one column or in two; what has no room is
/// counted.
struct KLBars: Widget {
  let kl: [Double]
  private let columns: Int

  /// - Parameter width: the columns of cells.
  init(_ kl: [Double], width: Int) {
    self.kl = kl
    columns = width >= 24 && kl.count > 2 ? 2 : 1
  }

  /// The rows in which all dimensions have their bars.
  var leastHeight: Int { (kl.count + columns - 1) / columns }

  /// The rows that it fills of those that there are.
  func height(in rows: Int) -> Int { min(rows, columnsUsed(in: rows) == 1 ? kl.count : leastHeight) }

  private func columnsUsed(in rows: Int) -> Int { kl.count <= rows ? 1 : columns }

  func draw(into grid: inout CellGrid, in area: Rect, _ capabilities: Capabilities) {
    guard !area.isEmpty, !kl.isEmpty else { return }
    let columns = columnsUsed(in: area.height)
    let room = columns * area.height
    let shown = kl.count <= room ? kl.count : room - 1
    let greatest = kl.filter(\.isFinite).max() ?? 0
    let labels = TextLayout.width(label(kl.count - 1, columns))
    for column in 0..<columns {
      let left = area.width * column / columns
      let place = Rect(
        x: area.x + left, y: area.y,
        width: area.width * (column + 1) / columns - left - (column < columns - 1 ? 1 : 0),
        height: area.height)
      let range = column * area.height..<min(shown, (column + 1) * area.height)
      guard !range.isEmpty else { continue }
      let bars = range.map { bar($0, columns, labels, capabilities) }
      grid.draw(HorizontalBars(bars: bars, maximum: greatest), in: place, capabilities)
    }
    guard shown < kl.count else { return }
    let rest = kl[shown...].reduce(0, +)
    let line = Rect(
      x: area.x + area.width * (columns - 1) / columns, y: area.bottom - 1,
      width: area.width - area.width * (columns - 1) / columns, height: 1)
    let count = "+\(kl.count - shown) more: "
    let sum = Numbers.fitted(rest, to: line.width - TextLayout.width(count))
    grid.write(count + sum, at: line.origin, style: capabilities.muted, in: line)
  }

  private func label(_ dimension: Int, _ columns: Int) -> String {
    columns == 1 ? "KL z\(dimension + 1)" : "z\(dimension + 1)"
  }

  private func bar(
    _ dimension: Int, _ columns: Int, _ labels: Int, _ capabilities: Capabilities
  ) -> HorizontalBars.Bar {
    HorizontalBars.Bar(
      label: TextLayout.padded(label(dimension, columns), to: labels), value: kl[dimension],
      text: TextLayout.padded(NumberFormat.fixed(kl[dimension], decimals: 2), to: 4, .right),
      style: kl[dimension] > 0.01 ? capabilities.trainCurve : capabilities.warning)
  }
}

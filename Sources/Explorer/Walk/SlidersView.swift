import Plotting
import TerminalGraphics

/// The sliders of all axes: value, spread, and what each is measured by.
struct SlidersView: Widget {
  let model: ExplorerModel

  /// The least width in which sliders are drawn.
  static let leastWidth = 36
  /// How far a slider goes to either side.
  private static let reach = 3.0
  private static let (nameWidth, valueWidth, numberWidth) = (6, 7, 6)

  /// How many sliders stand in an area.
  static func rows(in area: Rect) -> Int { max(1, area.height - 3) }

  /// The columns of the panel from the left: name, value, track, spread, measure, bar.
  private struct Columns {
    let list, track, spread, measure, bar: Rect

    init(_ area: Rect) {
      let inner = area.inset(columns: 1, rows: 1)
      list = inner.split(top: 1).rest
      let (_, rest) = inner.split(left: nameWidth + valueWidth)
      let barWidth = inner.width >= 56 ? (inner.width - 40) / 3 : 0
      let (beforeBar, bar) = rest.split(right: barWidth)
      let (beforeMeasure, measure) = beforeBar.split(right: numberWidth)
      let (track, spread) = beforeMeasure.split(right: numberWidth)
      (self.track, self.spread, self.measure) = (track.inset(columns: 1), spread, measure)
      self.bar = bar.inset(columns: 1)
    }
  }

  func draw(into grid: inout CellGrid, in area: Rect, _ capabilities: Capabilities) {
    let shown = model.shownSliders(rows: Self.rows(in: area))
    let isEntered = model.walk.sliders.isEntered
    grid.draw(
      Frame(
        title: title, trailingTitle: "\(shown.lowerBound + 1)–\(shown.upperBound) of \(model.latentSize)",
        lineStyle: isEntered ? capabilities.accent : nil), in: area, capabilities)
    let columns = Columns(area)
    drawHead(into: &grid, columns, area, capabilities)
    let order = model.axisOrder
    for (offset, row) in shown.enumerated() where offset < columns.list.height {
      let isChosen = isEntered && row == model.sliderRow
      let y = columns.list.y + offset
      drawSlider(order[row], isChosen, at: y, into: &grid, columns, capabilities)
    }
  }

  private var title: String {
    model.dimensions.axes.kind == .coordinates ? "coordinates of z" : model.axesNote
  }

  private func drawHead(
    into grid: inout CellGrid, _ columns: Columns, _ area: Rect, _ capabilities: Capabilities
  ) {
    func write(_ text: String, endingAt right: Int) {
      let place = Point(x: right - TextLayout.width(text), y: columns.list.y - 1)
      grid.write(text, at: place, style: capabilities.muted)
    }
    let isPosterior = model.sliderSpread(of: 0).isPosterior
    write("value", endingAt: columns.list.x + Self.nameWidth + Self.valueWidth - 1)
    if columns.track.width >= 9 {
      write("−3", endingAt: columns.track.x + 2)
      write("0", endingAt: columns.track.x + columns.track.width / 2 + 1)
      write("3", endingAt: columns.track.right)
    }
    write(isPosterior ? "σ q" : "σ p", endingAt: columns.spread.right)
    write(model.dimensions.axes.kind.measureTitle, endingAt: columns.measure.right)
  }

  private func drawSlider(
    _ axis: Int, _ isChosen: Bool, at y: Int, into grid: inout CellGrid, _ columns: Columns,
    _ capabilities: Capabilities
  ) {
    let coordinate = Double(model.dimensions.axes.coordinate(axis, of: model.walk.position))
    let spread = model.sliderSpread(of: axis)
    let name = TextLayout.padded(role(of: axis) + model.dimensions.axes.name(axis), to: Self.nameWidth - 1)
    let value = TextLayout.padded(Numbers.signed(coordinate, decimals: 2), to: Self.valueWidth, .right)
    let text = name + value
    grid.write(
      text, at: Point(x: columns.list.x, y: y), style: isChosen ? Style.reverse : .plain, in: columns.list)
    let style = isChosen ? capabilities.accent : .bold
    for offset in 0..<columns.track.width {
      let at = Self.reach * (2 * Double(offset) / Double(max(1, columns.track.width - 1)) - 1)
      let isWithin = abs(at - spread.mean) <= spread.deviation
      let glyph: Unicode.Scalar =
        offset == columns.track.width / 2 ? "┼" : isWithin ? "━" : "─"
      grid[columns.track.x + offset, y] = Cell(glyph, isWithin ? capabilities.muted : capabilities.faint)
    }
    let mark: Unicode.Scalar = coordinate < -Self.reach ? "◂" : coordinate > Self.reach ? "▸" : "●"
    grid[column(of: coordinate, columns), y] = Cell(mark, style)
    write(spread.deviation, in: columns.spread, y, &grid, capabilities.muted)
    drawMeasure(of: axis, y, into: &grid, columns, capabilities)
  }

  private func drawMeasure(
    of axis: Int, _ y: Int, into grid: inout CellGrid, _ columns: Columns, _ capabilities: Capabilities
  ) {
    let measures = model.axisMeasures
    guard measures.indices.contains(axis) else { return }
    write(measures[axis], in: columns.measure, y, &grid, .plain)
    guard !columns.bar.isEmpty else { return }
    let bar = HorizontalBars.Bar(label: "", value: measures[axis], style: capabilities.trainCurve)
    let place = Rect(x: columns.bar.x, y: y, width: columns.bar.width, height: 1)
    grid.draw(HorizontalBars(bars: [bar], maximum: measures.max()), in: place, capabilities)
  }

  private func write(
    _ number: Double, in column: Rect, _ y: Int, _ grid: inout CellGrid, _ style: Style
  ) {
    let text = TextLayout.padded(
      Numbers.fitted(number, decimals: 2, to: Self.numberWidth - 1), to: Self.numberWidth, .right)
    grid.write(text, at: Point(x: column.x, y: y), style: style)
  }

  /// The axes of the plane have arrows before their names.
  private func role(of axis: Int) -> String {
    axis == model.dimensions.horizontal ? "→" : axis == model.dimensions.vertical ? "↑" : " "
  }

  private func column(of coordinate: Double, _ columns: Columns) -> Int {
    let fraction = (min(max(coordinate, -Self.reach), Self.reach) / Self.reach + 1) / 2
    return columns.track.x + Int((fraction * Double(max(0, columns.track.width - 1))).rounded())
  }

  // MARK: The mouse

  /// The slider at a cell, among all.
  func row(at point: Point, in area: Rect) -> Int? {
    let list = Columns(area).list
    let shown = model.shownSliders(rows: Self.rows(in: area))
    guard list.contains(point), point.y - list.y < shown.count else { return nil }
    return shown.lowerBound + point.y - list.y
  }

  /// The coordinate at a cell of the tracks.
  func coordinate(at point: Point, in area: Rect) -> Float? {
    let track = Columns(area).track
    guard point.x >= track.x, point.x < track.right else { return nil }
    let fraction = Double(point.x - track.x) / Double(max(1, track.width - 1))
    return Float(Self.reach * (2 * fraction - 1))
  }
}

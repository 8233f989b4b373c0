import Plotting
import Testing

@testable import TerminalGraphics

@Suite struct HeatMapTests {
  /// Two rows: one that grows, one that collapses half way.
  private static func map(_ rows: Int = 2) -> HeatMap {
    HeatMap(
      columns: (0...10).map { step in
        HeatMap.Column(
          x: Double(step), values: (0..<rows).map { $0 == 0 ? Double(step) / 10 : step < 5 ? 1 : 0 })
      }, labels: (0..<rows).map { "z\($0 + 1)" }, maximum: 1, xScale: .linear, xRange: 0...10, xLabel: "x")
  }

  @Test func withoutColoursThereAreShades() {
    #expect(
      picture(Self.map(), 24, 8, colourless) == """
        z1│  ░░▒▒▒▒▓▓▓▓▓▓▓▓▓████
          │  ░░▒▒▒▒▓▓▓▓▓▓▓▓▓████
          │  ░░▒▒▒▒▓▓▓▓▓▓▓▓▓████
        z2│██████████
          │██████████
          │██████████
          └┬─────────┬─────────┬
           0         5         x
        """)
  }

  @Test func aRowOfCellsShowsTwoWhereThereAreMany() {
    let area = Rect(x: 0, y: 0, width: 40, height: 8)
    func labels(_ rows: Int) -> [String] {
      picture(Self.map(rows), area.width, area.height).split(separator: "\n").map {
        String($0.prefix(3)).filter { $0 != " " && $0 != "│" }
      }.filter { $0.hasPrefix("z") || $0.hasPrefix("+") }
    }
    #expect(labels(6) == ["z1", "z2", "z3", "z4", "z5", "z6"])
    #expect(labels(12) == ["z1", "z3", "z5", "z7", "z9", "z11"])
    #expect(labels(20).last == "+10")
  }

  @Test func aCollapseChangesTheColour() {
    var grid = CellGrid(size: Size(width: 40, height: 8))
    grid.draw(Self.map(), in: grid.bounds, rich)
    let row = Array(grid.row(4))
    #expect(row[8].style.background != row[35].style.background)
    #expect(row[8].style == row[12].style && row[30].style == row[35].style)
  }

  @Test func theStrongLineIsOverTheColours() {
    var map = Self.map()
    map.lines = [ChartLine(x: 5, style: .bold, isStrong: true), ChartLine(x: 2, style: .bold)]
    #expect(picture(map, 24, 8).split(separator: "\n").filter { $0.contains("┃") }.count == 6)
    #expect(!picture(map, 24, 8).contains("┊"))
  }

  @Test func noSizeTrapsOrPaintsOutside() {
    for rows in [0, 2, 40] {
      var map = Self.map(rows)
      map.lines = [ChartLine(x: 5, label: "now", isStrong: true)]
      #expect(strayCells(of: map) == 0)
    }
    var empty = Self.map()
    empty.columns = []
    #expect(strayCells(of: empty) == 0)
  }
}

@Suite struct ChartLineTests {
  private static func chart(_ lines: [ChartLine]) -> LineChart {
    var chart = LineChart(
      series: [.init(name: "", points: [PlotPoint(x: 0, y: 0), PlotPoint(x: 10, y: 0)])], yRange: 0...4)
    chart.lines = lines
    return chart
  }

  @Test func linesStandWhereNothingElseIsAndTextsDoNotOverlap() {
    let drawn = picture(
      Self.chart([
        ChartLine(x: 2, label: "rate 0.002"), ChartLine(x: 3, label: "saved"),
        ChartLine(x: 9, label: "epoch 3", isStrong: true),
      ]), 40, 9
    ).split(separator: "\n")
    #expect(drawn.filter { $0.contains("┊") }.count >= 5 && drawn.filter { $0.contains("┃") }.count >= 5)
    for text in ["rate 0.002", "saved", "epoch 3"] {
      #expect(drawn.contains { $0.contains(text) }, "\(text)")
    }
  }

  @Test func aValueThatWasNotThereYetIsMissing() {
    let points = [2.0, 4, 6].map { PlotPoint(x: $0, y: $0 * 10) }
    #expect(LineChart.point(at: 1, in: points) == nil)
    #expect(LineChart.point(at: 5.9, in: points)?.y == 40)
    #expect(LineChart.point(at: 8, in: points)?.y == 60)
    #expect(LineChart.point(at: 11, in: points) == nil)
  }

  @Test func theCrosshairTellsTheDifferenceFromAnotherCurve() {
    func flat(_ y: Double) -> [PlotPoint] { (0...10).map { PlotPoint(x: Double($0), y: y) } }
    var chart = LineChart(
      series: [.init(name: "test", points: flat(-100)), .init(name: "", points: flat(-98.5))],
      yRange: -110...(-90))
    chart.series[1].readoutName = "other"
    chart.series[1].comparedWith = "test"
    chart.crosshair = 5
    #expect(picture(chart, 70, 12).contains("−98.5 (+1.5)"))
    chart.series[1].data.points = []
    #expect(picture(chart, 70, 12).contains("— (—)"))
  }

  @Test func smallValuesHaveThreeDigits() {
    var chart = LineChart(
      series: [.init(name: "rate", points: [PlotPoint(x: 0, y: 0.000_5), PlotPoint(x: 10, y: 0.000_5)])],
      yRange: 0...0.001)
    chart.decimals = nil
    chart.crosshair = 5
    #expect(picture(chart, 50, 12).contains("rate 5e−4"))
  }
}

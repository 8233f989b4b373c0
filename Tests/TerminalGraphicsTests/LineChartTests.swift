import Plotting
import Testing

@testable import TerminalGraphics

@Suite struct LineChartTests {
  private let tent = LineChart(
    series: [
      .init(
        name: "up",
        points: [(0, 0), (4, 4), (5, .nan), (6, 4), (10, 0)].map { PlotPoint(x: $0.0, y: $0.1) })
    ], yRange: 0...4, xLabel: "x")

  @Test func aCurveWithAGap() {
    #expect(
      picture(tent, 40, 9) == """
        4┤           ⢀⠔⠉      ⠉⠢⡀
         │         ⢀⠔⠁          ⠈⠢⡀
         │       ⢀⠔⠁              ⠈⠢⡀
        2┤     ⢀⠔⠁                  ⠈⠢⡀
         │   ⢀⠔⠁                      ⠈⠢⡀
         │ ⢀⠔⠁                          ⠈⠢⡀
        0┤⡔⠁                              ⠈⢢ up
         └┬────────────────┬───────────────┬
          0                5              10   x
        """)
  }

  @Test func inASCII() {
    #expect(
      picture(tent, 40, 9, poor) == """
        4+           .''      ''.
         |         .-'          '-.
         |       .-'              '-.
        2+     .-'                  '-.
         |   .-'                      '-.
         | .-'                          '-.
        0+.'                              '. up
         ++----------------+---------------+
          0                5              10   x
        """)
  }

  @Test func curvesHaveTheirStylesAndAxesStandBack() {
    var chart = tent
    chart.series[0].style = Style(foreground: .hex(0xFF0000))
    chart.marker = .init(
      point: PlotPoint(x: 5, y: 2), label: "best", style: Style(foreground: .hex(0x00FF00)))
    let drawn = looks(
      chart, 40, 9, rich,
      ["c": chart.series[0].style, "m": Style(foreground: .hex(0x00FF00)), "a": rich.faint, "t": rich.muted])
    #expect(
      drawn == """
        ta...........ccc......ccc
        .a.........ccc..........ccc
        .a.......ccc..............ccc
        ta.....ccc.........m.mmmm...ccc
        .a...ccc......................ccc
        .a.ccc..........................ccc
        tacc..............................cc.cc
        .aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa
        ..t................t..............tt...t
        """)
  }

  @Test func aSmallChartIsAllCurve() {
    #expect(picture(tent, 10, 4) == "  ⢀⠎ ⠈⢣\n ⢀⠎    ⢣\n⢀⠎      ⢣\n⡎        ⢣")
  }

  @Test func twoCurvesOverALogarithmicAxis() {
    func bend(_ step: Int, _ top: Double) -> PlotPoint {
      let isGap = top < -125 && (14...15).contains(step)
      return PlotPoint(x: 1e3 * powerOfTen(Double(step) / 10), y: isGap ? .nan : top - 80 / Double(step + 1))
    }
    let train = LineChart.Series(name: "train", points: (0...30).map { bend($0, -120) })
    let test = LineChart.Series(name: "test", points: (5...30).map { bend($0, -130) })
    let chart = LineChart(series: [train, test], xScale: .logarithmic, xLabel: "examples")
    #expect(
      picture(chart, 60, 12) == """
            │                                   ⣀⣀⣀⣀⣀⣀⠤⠤⠤⠤⠤⠤⠤ train
        −125┤                     ⢀⣀⣀⠤⠤⠤⠒⠒⠒⠊⠉⠉⠉⠉
            │               ⢀⣀⠤⠒⠒⠉⠉
            │            ⣀⠴⠊⠉
        −130┤         ⢀⠤⠊
            │        ⡠⠊                           ⢀⣀⣀⣀⣀⣀⣀⣀⠤⠤⠤ test
        −135┤      ⢀⠜                 ⠠⠤⠤⠔⠒⠒⠒⠊⠉⠉⠉⠉⠉
            │      ⡎         ⣀⣠⠤⠒⠒
            │     ⡸      ⢀⡠⠒⠊
        −140┤    ⢸⠁    ⡠⠚⠁
            └┬───────────────┬───────────────┬──────────────┬
            1e3             1e4             1e5             examples
        """)
  }

  @Test func theBestAndTheCrosshairAreLabelledWhereThereIsRoom() {
    var chart = tent
    chart.marker = .init(point: PlotPoint(x: 4, y: 4), label: "best 4.0")
    chart.crosshair = 10
    let drawn = picture(chart, 40, 9)
    #expect(
      drawn.contains("◆") && drawn.contains("best 4.0") && drawn.contains("up 0.0")
        && drawn.contains("x   10"))
    #expect(drawn.split(separator: "\n").filter { $0.contains("│") }.count >= 6)
  }

  @Test func namesOfCurvesThatEndTogetherStandBelowEachOther() {
    let flat = [PlotPoint(x: 0, y: 1), PlotPoint(x: 1, y: 1)]
    let chart = LineChart(
      series: ["a", "b", "c"].map { .init(name: $0, points: flat) }, yRange: 1...5)
    let rows = picture(chart, 40, 8).split(separator: "\n").map { $0.last }
    #expect(rows[3...5].map { $0 } == ["a", "b", "c"])
  }

  @Test func laterCurvesTakeTheColourAndDotsUnite() {
    let colors = [Style(foreground: .hex(0xFF0000)), Style(foreground: .hex(0x00FF00))]
    func flat(_ y: Double) -> [PlotPoint] { [PlotPoint(x: 0, y: y), PlotPoint(x: 1, y: y)] }
    func cell(_ first: PlotSeries.Stroke) -> Cell {
      let chart = LineChart(
        series: [
          .init(name: "", points: flat(0), style: colors[0], stroke: first),
          .init(name: "", points: flat(1), style: colors[1]),
        ], yRange: 0...1)
      var grid = CellGrid(size: Size(width: 1, height: 1))
      grid.draw(chart, in: grid.bounds, rich)
      return grid[0, 0]
    }
    #expect(cell(.line) == Cell("⣉", colors[1]))
    #expect(cell(.thin) == Cell("⠉", colors[1]))
  }

  @Test func cellsAndDataAreInverse() throws {
    let layout = tent.layout(in: Rect(x: 5, y: 2, width: 60, height: 20))
    for cell in [Point(x: 20, y: 5), Point(x: layout.plot.x, y: layout.plot.y)] {
      #expect(layout.cell(of: layout.point(at: cell)) == cell)
    }
    #expect(layout.cell(of: PlotPoint(x: 10, y: 4))?.x == layout.plot.right - 1)
    #expect(layout.cell(of: PlotPoint(x: 11, y: 4)) == nil)
  }

  @Test func noSizeTrapsOrPaintsOutside() {
    var chart = tent
    chart.series.append(
      .init(
        name: "wild",
        points: [(.nan, 1), (1e300, -1e300), (-1e300, .infinity), (3, 1e200)].map {
          PlotPoint(x: $0.0, y: $0.1)
        }))
    chart.marker = .init(point: PlotPoint(x: 4, y: 4), label: "best")
    chart.crosshair = 5
    #expect(strayCells(of: chart) == 0)
    chart.xRange = 0...10
    chart.yRange = nil
    #expect(strayCells(of: chart) == 0)
    #expect(strayCells(of: LineChart(series: [], xScale: .logarithmic)) == 0)
  }
}

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
        4┤           ⣠⠞⠉      ⠉⠳⣄
         │         ⣠⠞⠁          ⠈⠳⣄
         │       ⢀⡾⠁              ⠈⢷⡀
        2┤     ⢀⡴⠋                  ⠙⢦⡀
         │   ⢀⡴⠋                      ⠙⢦⡀
         │ ⢀⡴⠋                          ⠙⢦⡀
        0┤⣴⠋                              ⠙⣦ up
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
    #expect(picture(tent, 10, 4) == "  ⢠⡟⠁⠈⢷⡀\n ⢠⡟   ⠈⢷⡀\n⢠⡟     ⠈⢷⡀\n⣿       ⠈⣷")
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
            │                                ⢀⣀⣀⣀⣀⣠⣤⣤⣤⣤⣤⣤⣤⠶⠶⠶ train
        −125┤                     ⣀⣀⣤⣤⡴⠶⠶⠞⠛⠛⠛⠋⠉⠉⠉⠉⠉
            │               ⢀⣤⣴⠶⠛⠛⠉⠉
            │           ⢀⣠⡴⠛⠋
        −130┤         ⢀⡴⠛⠁
            │        ⣰⠏                         ⣀⣀⣀⣀⣀⣀⣤⣤⣤⣤⣤⣤⣤ test
        −135┤      ⢠⡾⠁                ⢠⣤⠶⠶⠶⠞⠛⠛⠛⠛⠉⠉⠉⠉⠉⠉
            │     ⢠⡟        ⢀⣀⣤⠶⠶⠛
            │     ⣾⠁     ⣀⣴⠞⠛⠉
        −140┤    ⣼⠃   ⢀⣤⠞⠉
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

  // MARK: Lines and marks

  private let colors = [0xFF0000, 0x00FF00, 0x0000FF].map { Style(foreground: .hex($0)) }

  /// The cells of some curves over 0…1 in both directions, without axes.
  private func cells(
    _ curves: [(points: [(Double, Double)], stroke: PlotSeries.Stroke)], _ size: Size,
    _ capabilities: Capabilities = rich
  ) -> CellGrid {
    let chart = LineChart(
      series: zip(curves, colors).map { curve, style in
        LineChart.Series(
          name: "", points: curve.points.map { PlotPoint(x: $0.0, y: $0.1) }, style: style,
          stroke: curve.stroke)
      }, xRange: 0...1, yRange: 0...1)
    var grid = CellGrid(size: size)
    grid.draw(chart, in: grid.bounds, capabilities)
    return grid
  }

  /// Whatever its slope, a line has two dots in each row or column of dots that it crosses, next to each other.
  @Test(arguments: [0, 0.1, 0.37, 0.5, 0.93, 1, 1.2, 2.5, 8, 30])
  func linesAreTwoDotsThickWithoutGaps(slope: Double) {
    let size = Size(width: 10, height: 5)
    let end = slope <= 1 ? (1.0, 0.1 + 0.8 * slope) : (0.1 + 0.8 / slope, 1.0)
    let grid = cells([([(0, 0.1), end], .line)], size)
    func isSet(_ x: Int, _ y: Int) -> Bool {
      let mask = grid[x / 2, y / 4].scalar.value &- 0x2800
      let bit: UInt32 = y % 4 == 3 ? (x % 2 == 0 ? 0x40 : 0x80) : 1 << UInt32(3 * (x % 2) + y % 4)
      return mask < 256 && mask & bit != 0
    }
    let isSteep = end.1 - 0.1 > end.0
    // In dots the field is as wide as it is high; the ends of a line may be cut by the edge.
    for step in 1..<17 {
      let set = (0..<20).filter { isSteep ? isSet($0, step) : isSet(step, $0) }
      #expect(set.count >= 2 && set.count <= 4, "\(slope) at \(step): \(set)")
      #expect(set.last! - set.first! == set.count - 1, "a gap at \(step): \(set)")
    }
  }

  /// Lines that run in the same cells have them in turn, so that each is seen.
  @Test func linesThatGoTogetherAreBothSeen() {
    let flat = [(0.0, 0.5), (1.0, 0.5)]
    let grid = cells([(flat, .line), (flat, .line)], Size(width: 8, height: 1))
    #expect((0..<8).map { colors.firstIndex(of: grid[$0, 0].style) } == [0, 0, 1, 1, 0, 0, 1, 1])
    #expect((0..<8).allSatisfy { grid[$0, 0].scalar == grid[0, 0].scalar })
  }

  /// Where they cross, one cell has one of their colours and the dots of both; all others are their own.
  @Test func linesThatCrossShareOnlyTheCrossing() {
    let grid = cells([([(0, 0), (1, 1)], .line), ([(0, 1), (1, 0)], .line)], Size(width: 18, height: 9))
    for x in 0..<18 {
      let own = (0..<9).compactMap { y in colors.firstIndex(of: grid[x, y].style).map { (y, $0) } }
      for (y, color) in own where abs(2 * y - 8) > 2 {
        #expect((y > 4) == ((x < 9) == (color == 0)), "\(x) \(y)")
      }
    }
    #expect(Set((0..<18).flatMap { x in (0..<9).map { grid[x, $0].style } }) == Set(colors[..<2] + [.plain]))
  }

  /// A line that only grazes a cell of another does not take it.
  @Test func aCellBelongsToTheLineWithMoreDots() {
    let size = Size(width: 1, height: 1)
    let grid = cells([([(0, 0.4), (1, 0.4)], .line), ([(0.9, 0), (0.9, 0.05)], .line)], size)
    #expect(grid[0, 0].style == colors[0])
  }

  @Test func eachPointHasAMarkWhereThereIsRoom() {
    let few = cells([((0...3).map { (Double($0) / 3, 0.5) }, .marks)], Size(width: 13, height: 1))
    #expect(few.text() == "•   •   •   •")
    // Of many, every second column has one, and the last point always.
    let many = cells([((0...100).map { (Double($0) / 100, 0.5) }, .marks)], Size(width: 8, height: 1))
    #expect(many.text() == " • • • •")
    #expect(cells([([(0.5, 0.5)], .marks)], Size(width: 3, height: 1), poor).text() == " .")
  }

  /// Marks stand on lines, which go on between them; values behind both give way.
  @Test func marksAreOverLinesAndLinesOverValues() {
    let flat = (0...8).map { (Double($0) / 8, 0.5) }
    let grid = cells(
      [(flat, .thin), (flat, .line), ([(0.5, 0.5), (1, 0.5)], .marks)], Size(width: 9, height: 1))
    #expect((0..<9).map { colors.firstIndex(of: grid[$0, 0].style) } == [1, 1, 1, 1, 2, 1, 1, 1, 2])
    #expect(grid[4, 0].scalar == "•" && grid[3, 0].scalar != "•")
  }

  /// After one epoch there is one point.
  @Test func aPointAloneIsAMark() {
    let grid = cells([([(0.2, 0.5), (0.5, .nan), (0.9, 0.5)], .line)], Size(width: 10, height: 1))
    #expect(grid.text() == "  •      •")
  }

  /// The font of a console has no braille.
  @Test func onAConsoleLinesAreOfHalfBlocks() {
    let console = Capabilities(colorDepth: .ansi8, glyphs: .halfBlocks)
    let grid = cells([([(0, 0), (1, 1)], .line)], Size(width: 8, height: 4), console)
    #expect(grid.text() == "     ▄▀▀\n   ▄▀\n ▄▀\n█")
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

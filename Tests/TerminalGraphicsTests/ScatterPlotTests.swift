import Plotting
import Testing

@testable import TerminalGraphics

@Suite struct ScatterPlotTests {
  private let plot = ScatterPlot(
    points: [(-1, 1), (1, 1), (1, -1), (2, 0), (9, 9)].map { PlotPoint(x: $0.0, y: $0.1) },
    classes: [0, 1, 2, 1, 3], xRange: -2.5...2.5, yRange: -2.5...2.5, circles: [2],
    crosshair: PlotPoint(x: 0, y: 0), xLabel: "z1", yLabel: "z2")

  @Test func digitsWhereThereIsNoColour() {
    #expect(
      picture(plot, 36, 14, colourless) == """
            │ z2
           2┤          ⢀⠠⠐⠐⠁2σ⠂⠂⠄⡀
            │        ⡀⠊           ⠑⢀
           1┤       ⠌  0         1  ⠡
            │      ⠌                 ⠡
            │     ⢐⠁        ┃        ⠈⡂
           0┤     ⠠⡀      ━━╋━━      ⢀1
            │      ⢂        ┃        ⡐
          −1┤       ⢂            2  ⡐
            │        ⠁⢄           ⡠⠈
          −2┤          ⠈⠐⠠⠠⡀⡀⢀⠄⠄⠂⠁
            │
            └─────┬─────────┬─────────┬─────
                 −2         0         2   z1
        """)
  }

  @Test func pointsHaveTheColoursOfTheirClasses() {
    let classes = (0...2).map { ClassPalette.style($0, rich) }
    #expect(
      looks(
        plot, 36, 14, rich,
        ["0": classes[0], "1": classes[1], "2": classes[2], "a": rich.faint, "t": rich.muted, "+": .bold])
          == """
          ....a.tt
          ...ta..........aaaaattaaaa
          ....a........aa...........aa
          ...ta.......a..0.........1..a
          ....a......a.................a
          ....a.....aa........+........aa
          ...ta.....aa......+++++......a1
          ....a......a........+........a
          ..tta.......a............2..a
          ....a........aa...........aa
          ..tta..........aaaaaaaaaaa
          ....a
          ....aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa
          .........tt.........t.........t...tt
          """)
  }

  /// Many points are dots; a cell has the colour of the class with most points in it.
  @Test func dotsHaveTheColourOfTheMostFrequentClass() {
    var crowd = ScatterPlot(
      points: Array(repeating: PlotPoint(x: 1.1, y: 1.1), count: 200),
      classes: (0..<200).map { $0 < 90 ? 0 : 1 },
      xRange: -2...2, yRange: -2...2, circles: [])
    crowd.labelPlaces = [:]
    #expect(
      looks(crowd, 16, 8, rich, ["0": ClassPalette.style(0, rich), "1": ClassPalette.style(1, rich)])
        == "\n............1\n\n\n\n\n\n")
  }

  @Test func inASCII() {
    let drawn = picture(plot, 36, 14, poor)
    #expect(drawn.utf8.count == drawn.unicodeScalars.count)
    #expect(drawn.contains("   0+     '.      --+--      -1"))
  }

  @Test func manyPointsAreDotsWithADigitPerClass() {
    var crowd = plot
    crowd.crosshair = nil
    crowd.circles = []
    crowd.points = (0..<400).map { PlotPoint(x: $0 % 2 == 0 ? -1 : 1, y: Double($0) / 200 - 1) }
    crowd.classes = (0..<400).map { UInt8($0 % 2) }
    var grid = CellGrid(size: Size(width: 36, height: 14))
    grid.draw(crowd, in: grid.bounds, rich)
    let digits = grid.cells.filter { $0.style.attributes == [.bold, .reverse] }
    #expect(Set(digits.map(\.scalar)) == ["0", "1"])
    #expect(
      Set(digits.map(\.style.foreground)) == Set([0, 1].map { ClassPalette.color($0, isLight: false) }))
    #expect(grid.cells.filter { (0x2801...0x28FF).contains($0.scalar.value) }.count >= 8)
    crowd.hiddenClasses = [1]
    #expect(!picture(crowd, 36, 14).contains("1\n") && picture(crowd, 36, 14).contains("0"))
  }

  @Test func circlesAreRound() {
    var round = plot
    (round.points, round.classes, round.crosshair) = ([], [], nil)
    #expect(picture(round, 10, 5) == "  ⡀⠄⠄⠄⠄⡀\n ⡐     ⠈⠠\n ⠅      ⢘\n ⠡     ⢀⠐\n  ⠁⠂⠂⠂⠂⠁")
  }

  @Test func aUnitIsAsWideAsHigh() throws {
    for size in [Size(width: 80, height: 20), Size(width: 30, height: 40), Size(width: 9, height: 3)] {
      let layout = plot.layout(in: Rect(size))
      let across = layout.x.length / Double(layout.plot.width)
      let down = layout.y.length / Double(2 * layout.plot.height)
      #expect(abs(across - down) < 1e-9)
      #expect(layout.x.range.lowerBound <= -2.5 && layout.y.range.upperBound >= 2.5)
      let cell = Point(x: layout.plot.x + 1, y: layout.plot.y + 2)
      #expect(layout.cell(of: layout.point(at: cell)) == cell)
    }
  }

  /// Few points are digits, many are dots.
  @Test(arguments: [1, 100])
  func eachClassHasOneDigitWhereItIsPut(count: Int) throws {
    let size = Size(width: 36, height: 14)
    var labelled = ScatterPlot(
      points: Array(repeating: PlotPoint(x: -2, y: -2), count: count),
      classes: Array(repeating: 7, count: count))
    labelled.labelPlaces = [7: PlotPoint(x: 1, y: 1), 8: PlotPoint(x: 2, y: 2)]
    labelled.hiddenClasses = [8]
    var grid = CellGrid(size: size)
    grid.draw(labelled, in: grid.bounds, Capabilities())
    let place = try #require(labelled.layout(in: grid.bounds).cell(of: PlotPoint(x: 1, y: 1)))
    #expect(grid[place.x, place.y].scalar == "7")
    let labels = grid.cells.count { $0.style.attributes.contains(.reverse) }
    #expect(labels == 1)
  }

  /// Digits of classes, marks and the selected point at one place, under the crosshair: all are seen.
  @Test func signsDoNotCoverEachOther() {
    var crowd = plot
    crowd.labelPlaces = [0: PlotPoint(x: 0, y: 0), 1: PlotPoint(x: 0, y: 0), 2: PlotPoint(x: 0, y: 2)]
    crowd.marks = ["a", "b"].map { ScatterPlot.Mark(point: PlotPoint(x: 0, y: 0), glyph: $0) }
    var grid = CellGrid(size: Size(width: 36, height: 14))
    grid.draw(crowd, in: grid.bounds, rich)
    let signs = grid.cells.filter { $0.style.attributes == [.bold, .reverse] }.map(\.scalar)
    #expect(signs.sorted() == ["0", "1", "2", "a", "b"])
    // The first mark is where it belongs, in the middle of the crosshair, of which an arm may hold the second.
    let middle = crowd.layout(in: grid.bounds).cell(of: PlotPoint(x: 0, y: 0))!
    #expect(grid[middle.x, middle.y].scalar == "a")
    #expect(grid.cells.count { ["━", "┃"].contains($0.scalar) } >= 5)
    #expect(grid.text().contains("2σ"))
  }

  /// The crosshair is white, the way and its marks have a colour of their own, and no class has either.
  @Test func theCrosshairAndTheWayStandOut() {
    var walk = plot
    walk.trail = [PlotPoint(x: -2, y: 0.6), PlotPoint(x: 2, y: 0.6)]
    walk.marks = [.init(point: PlotPoint(x: -2, y: -1.5), glyph: "a")]
    var grid = CellGrid(size: Size(width: 36, height: 14))
    grid.draw(walk, in: grid.bounds, rich)
    #expect(grid.cells.filter { ["━", "┃", "╋"].contains($0.scalar) }.allSatisfy { $0.style == .bold })
    #expect(grid.cells.filter { $0.style == rich.path }.count > 10)
    let mark = grid.cells.first { $0.scalar == "a" }
    #expect(mark?.style == Style(foreground: rich.path.foreground, attributes: [.bold, .reverse]))
  }

  @Test func noSizeTrapsOrPaintsOutside() {
    var full = plot
    full.points[0] = PlotPoint(x: .nan, y: .infinity)
    full.trail = [
      PlotPoint(x: -9, y: 0), PlotPoint(x: 1, y: 1e300), PlotPoint(x: .nan, y: 0), PlotPoint(x: 2, y: 2),
    ]
    full.ellipses = [.init(centre: PlotPoint(x: 1, y: 1), radii: PlotPoint(x: 0.5, y: 20))]
    full.marks = [.init(point: PlotPoint(x: 0, y: 1), glyph: "a")]
    full.selected = 3
    #expect(strayCells(of: full) == 0)
    full.points += Array(repeating: PlotPoint(x: 0.5, y: 0.5), count: 100)
    full.classes += Array(repeating: 4, count: 100)
    #expect(strayCells(of: full) == 0)
  }
}

import Testing

@testable import TerminalGraphics

@Suite struct WidgetTests {
  private let bars = HorizontalBars(bars: [
    .init(label: "z1", value: 3.1, text: "3.1"), .init(label: "z10", value: 1, text: "1.0"),
    .init(label: "z3", value: .nan, text: "—"),
  ])
  private let table = Table(
    columns: [.init("run", isFlexible: true), .init("data"), .init("best", .right)],
    rows: [
      ["first", "mnist", "−152.3"], ["a run of long name", "digits", "−20.1"], ["c", "faces", "1,325.0"],
    ],
    selected: 1)
  private let tabs = TabBar(titles: ["Train", "Walk", "Runs"], selected: 1)
  private let hints = KeyHints(
    [.init("←→", "move"), .init("0-9", "class"), .init("i", "interpolate")],
    trailing: [.init("?", "help"), .init("q", "quit")])
  private let legend = Legend(entries: [
    .init(glyph: "0", label: "98"), .init(glyph: "1", label: "112", isOn: false),
    .init(glyph: "2", label: "103"),
  ])
  private let message = MessageBox(title: "Help", text: "one two three four five\n\nsix", maximumWidth: 12)

  @Test func barsHaveEighths() {
    #expect(picture(bars, 20, 3) == "z1  ████████████ 3.1\nz10 ███▉         1.0\nz3                 —")
    #expect(picture(bars, 20, 3, poor) == "z1  ############ 3.1\nz10 ####         1.0\nz3                 -")
  }

  @Test func progressAndGauge() {
    #expect(picture(ProgressBar(fraction: 0.45), 12, 1) == "▕████▌     ▏")
    #expect(picture(ProgressBar(fraction: 0.45), 12, 1, poor) == "[#####     ]")
    let gauge = Gauge(fraction: 0.25, lowLabel: "dense", highLabel: "nothing")
    #expect(picture(gauge, 24, 1) == "dense ━━●─────── nothing")
    #expect(picture(gauge, 24, 1, poor) == "dense --*------- nothing")
    #expect(picture(gauge, 9, 1) == "━━●──────")
    #expect(picture(Gauge(fraction: .nan), 5, 1) == "─────")
  }

  @Test func sparklinesHaveGaps() {
    let spark = Sparkline(values: [9, 0, 1, 2, 3, .nan, 5, 6, 7])
    #expect(picture(spark, 8, 1) == "▁▂▃▄ ▆▇█")
    #expect(picture(spark, 8, 1, poor) == "_.-= *##")
    #expect(picture(Sparkline(values: [2, 2]), 3, 1) == "▅▅")
    #expect(picture(Sparkline(values: [-900, 1, 2, 3, 9], range: 1...3), 5, 1) == "▁▁▅██")
  }

  @Test func drawingsInTheSelectedRowAreNotReversed() {
    let runs = Table(
      columns: [.init("run"), .init("curve", isDrawing: true), .init("L")], rows: [["first", "▁▄█", "2"]],
      selected: 0)
    var grid = CellGrid(size: Size(width: 15, height: 2))
    grid.draw(runs, in: grid.bounds, Capabilities())
    let isReversed = grid.row(1).map { $0.style.attributes.contains(.reverse) ? "r" : "." }.joined()
    #expect(isReversed == "rrrrrrr.....rrr")
  }

  @Test func tablesAlignAndGiveWay() {
    #expect(
      picture(table, 32, 4) == """
        run              data       best
        first            mnist    −152.3
        a run of long …  digits    −20.1
        c                faces   1,325.0
        """)
    #expect(
      picture(table, 40, 2) == "run                 data       best\na run of long name  digits    −20.1")
    #expect(picture(table, 15, 3) == "run      data\nfirst    mnist\na run …  digits")
    #expect(
      picture(table, 32, 2, poor) == "run              data       best\na run of long ~  digits    -20.1")
  }

  @Test func tablesScrollToTheSelectedRow() {
    let rows = (0..<20).map { ["\($0)"] }
    let long = Table(columns: [.init("n", .right)], rows: rows, selected: 10)
    #expect(picture(long, 3, 5) == " n\n 8\n 9\n10\n11")
    #expect(long.shownRows(height: 99) == 0..<20)
    #expect(Table(columns: [], rows: rows, selected: 19).shownRows(height: 5) == 15..<20)
    let area = Rect(x: 0, y: 0, width: 3, height: 5)
    #expect(long.row(at: Point(x: 1, y: 3), in: area) == 10)
    #expect(long.row(at: Point(x: 1, y: 0), in: area) == nil)
  }

  @Test func theSelectedRowIsReversed() {
    var grid = CellGrid(size: Size(width: 32, height: 4))
    grid.draw(table, in: grid.bounds, rich)
    #expect(grid.row(2).allSatisfy { $0.style == .reverse })
  }

  @Test func framesHaveTitles() {
    let frame = Frame(title: "run", trailingTitle: "log x")
    #expect(picture(frame, 20, 3) == "┌ run ────── log x ┐\n│                  │\n└──────────────────┘")
    #expect(picture(frame, 20, 3, poor) == "+ run ------ log x +\n|                  |\n+------------------+")
    #expect(
      picture(Frame(title: "a long title", trailingTitle: "log x"), 12, 2) == "┌ a long … ┐\n└──────────┘")
    #expect(frame.inner(of: Rect(x: 1, y: 1, width: 9, height: 4)) == Rect(x: 2, y: 2, width: 7, height: 2))
    #expect(frame.inner(of: Rect(x: 1, y: 1, width: 2, height: 1)).isEmpty)
  }

  @Test func messagesWrap() {
    #expect(
      picture(message, 30, 7) == """
               ┌ Help ────────┐
               │ one two      │
               │ three four   │
               │ five         │
               │              │
               │ six          │
               └──────────────┘
        """)
    #expect(
      picture(message, 30, 5) == """
               ┌ Help ────────┐
               │ one two      │
               │ three four   │
               │ five         │
               └──────────────┘
        """)
    let wide = MessageBox(title: "Help", text: "one\ntwo\nthree", maximumWidth: 30)
    #expect(
      picture(wide, 40, 3) == """
                ┌ Help ────── 1–1 of 3 ┐
                │ one                  │
                └──────────────────────┘
        """)
  }

  @Test func tabsShrinkAndAreHit() {
    #expect(picture(tabs, 24, 1) == " Train  Walk  Runs")
    #expect(picture(tabs, 16, 1) == "Train Walk Runs")
    #expect(picture(tabs, 6, 1) == "Walk")
    #expect(picture(tabs, 3, 1) == "Wa…")
    let area = Rect(x: 2, y: 1, width: 24, height: 1)
    #expect(tabs.tab(at: Point(x: 2, y: 1), in: area) == 0)
    #expect(tabs.tab(at: Point(x: 9, y: 1), in: area) == 1)
    #expect(tabs.tab(at: Point(x: 25, y: 1), in: area) == nil)
    #expect(tabs.tab(at: Point(x: 9, y: 0), in: area) == nil)
  }

  @Test func hintsThatDoNotFitAreLeftOut() {
    #expect(picture(hints, 60, 1) == "←→ move  0-9 class  i interpolate             ? help  q quit")
    #expect(picture(hints, 38, 1) == "←→ move  0-9 class      ? help  q quit")
    #expect(picture(hints, 14, 1, poor) == "? help  q quit")
    #expect(picture(hints, 7, 1) == " q quit")
  }

  @Test func legendsBreakAndAreHit() {
    #expect(picture(legend, 16, 2) == "0 98  1 (112)\n2 103")
    #expect(legend.height(forWidth: 16) == 2 && legend.height(forWidth: 40) == 1)
    #expect(legend.entry(at: Point(x: 7, y: 0), in: Rect(x: 0, y: 0, width: 16, height: 2)) == 1)
    #expect(legend.entry(at: Point(x: 14, y: 0), in: Rect(x: 0, y: 0, width: 16, height: 2)) == nil)
  }

  @Test func noSizeTrapsOrPaintsOutside() {
    #expect(strayCells(of: bars) == 0)
    #expect(strayCells(of: HorizontalBars(bars: [])) == 0)
    #expect(strayCells(of: ProgressBar(fraction: .nan)) == 0)
    #expect(strayCells(of: Gauge(fraction: 7, lowLabel: "dense", highLabel: "nothing here")) == 0)
    #expect(strayCells(of: Sparkline(values: [1, .nan, .infinity, 3])) == 0)
    #expect(strayCells(of: table) == 0)
    #expect(strayCells(of: Table(columns: [], rows: [["x"]], selected: 4)) == 0)
    #expect(strayCells(of: legend) == 0)
    #expect(strayCells(of: Frame(title: "title", trailingTitle: "more")) == 0)
    #expect(strayCells(of: message) == 0)
    #expect(strayCells(of: tabs) == 0)
    #expect(strayCells(of: TabBar(titles: [], selected: 3)) == 0)
    #expect(strayCells(of: hints) == 0)
  }
}

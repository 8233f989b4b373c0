import TerminalGraphics
import Testing

@testable import Explorer

/// What is shown can be clicked.
struct MouseTests {
  private let window = Size(width: 120, height: 40)

  private func click(_ text: String, row: Int, offset: Int = 0, on fixture: inout ExplorerFixture) throws {
    let grid = fixture.grid(window)
    let line = String(
      String.UnicodeScalarView((0..<window.width).map { grid[$0, row].scalar }))
    let range = try #require(line.range(of: text), "\(text) is not in \(line)")
    let x = line.unicodeScalars.distance(from: line.startIndex, to: range.lowerBound) + offset
    fixture.send(.input(.mouse(MouseEvent(kind: .press, position: Point(x: x, y: row)))))
  }

  @Test func aHintOfTheFooterPressesItsKey() throws {
    var fixture = ExplorerFixture(page: .reconstruct, size: window)
    try click("f figures by class", row: 39, offset: 3, on: &fixture)
    #expect(fixture.model.reconstruct.showsFigures)
    try click("f images", row: 39, on: &fixture)
    #expect(!fixture.model.reconstruct.showsFigures)
    fixture.press("d")
    guard case .drawing = fixture.model.overlay else {
      Issue.record("no pad is open")
      return
    }
    try click("Esc cancel", row: 39, on: &fixture)
    #expect(fixture.model.overlay == nil)
    let cursor = fixture.model.reconstruct.cursor
    try click("↑↓ select", row: 39, offset: 1, on: &fixture)
    #expect(fixture.model.reconstruct.cursor == cursor + 1)
    try click("? help", row: 39, on: &fixture)
    guard case .help = fixture.model.overlay else {
      Issue.record("no help is shown")
      return
    }
  }

  @Test func theHintsBesideTheTabsPressTheirKeys() throws {
    var fixture = ExplorerFixture(page: .walk, size: window)
    try click(", . past", row: 1, on: &fixture)
    #expect(fixture.model.timeline.pastIndex != nil)
    _ = fixture.takeEffects()
    try click("Space pause", row: 1, on: &fixture)
    #expect(fixture.takeEffects() == [.train(.pause)])
    try click("o open", row: 1, on: &fixture)
    guard case .openList = fixture.model.overlay else {
      Issue.record("nothing can be opened")
      return
    }
  }

  @Test func aNoticeIsNotClicked() throws {
    var fixture = ExplorerFixture(page: .reconstruct, size: window)
    fixture.model.notice = Notice(text: "f figures by class", isFailure: false)
    try click("f figures by class", row: 39, on: &fixture)
    #expect(!fixture.model.reconstruct.showsFigures)
  }

  @Test(arguments: [Size(width: 120, height: 40), Size(width: 60, height: 24)])
  func aRowOfTheLegendShowsOrHidesItsClass(size: Size) throws {
    var fixture = ExplorerFixture(page: .plane, size: size)
    let grid = fixture.grid(size)
    let area = PlaneLayout(body: FrameLayout(size: size).body, model: fixture.model).legend
    // The sign of class 3 as it is drawn.
    let cells = (area.y..<area.bottom).flatMap { y in (area.x..<area.right).map { Point(x: $0, y: y) } }
    let sign = try #require(cells.first { grid[$0.x, $0.y].scalar == ClassPalette.glyph(3) })
    fixture.send(.input(.mouse(MouseEvent(kind: .press, position: sign))))
    #expect(fixture.model.plane.hidden == [3])
  }

  @Test func aRowOfTheOverlaidRunsShowsOrHidesItsCurves() throws {
    var fixture = ExplorerFixture(page: .train, size: window)
    fixture.press("y")
    func curves() -> Int { fixture.model.chart(.elbo, Capabilities()).series.count }
    func click(row: Int) {
      let places = TrainLayout(body: FrameLayout(size: window).body, model: fixture.model).charts
      let legend = TrainView(model: fixture.model).largeChart(in: places[0]).legend
      let cell = Point(x: legend.x + 3, y: legend.y + row)
      fixture.send(.input(.mouse(MouseEvent(kind: .press, position: cell))))
    }
    let all = curves()
    click(row: 1)
    let path = try #require(fixture.model.overlaidRuns.first?.path)
    #expect(fixture.model.train.hiddenCurves == [path] && curves() == all - 2)
    #expect(fixture.text(window).contains("(drawn-2d-3)") && fixture.model.train.crosshair == nil)
    click(row: 0)
    #expect(fixture.text(window).contains("(drawn)") && curves() == all - 5)
    click(row: 1)
    click(row: 0)
    #expect(fixture.model.train.hiddenCurves.isEmpty && curves() == all)
    // What is not overlaid hides nothing.
    click(row: 0)
    fixture.press("y")
    #expect(fixture.model.train.hiddenCurves.isEmpty && curves() == 3)
  }

  @Test func aSecondClickOnACellOfTheManifoldWalksThere() {
    var fixture = ExplorerFixture(page: .manifold, size: window)
    let place = fixture.model.manifoldGrid.place(column: 2, row: 1)
    let press = InputEvent.mouse(MouseEvent(kind: .press, position: place.origin))
    fixture.send(.input(press))
    #expect(fixture.model.page == .manifold && fixture.model.manifold.column == 2)
    fixture.send(.input(press))
    #expect(fixture.model.page == .walk)
  }

  @Test func aKeyOfAHintIsFoundByItsPlace() {
    let hints = KeyHints(
      [.init("[ ]", "size", keys: ["[", "]"]), .init("x", "without a key")],
      trailing: [.init("q", "quit", keys: ["q"])])
    let area = Rect(x: 1, y: 5, width: 40, height: 1)
    func key(_ x: Int) -> Key? { hints.key(at: Point(x: x, y: 5), in: area) }
    #expect([1, 2, 3].map(key) == ["[", "[", "]"])
    #expect(key(6) == "[" && key(9) == nil && key(11) == nil)
    #expect(key(35) == "q" && key(40) == "q" && key(41) == nil)
    #expect(hints.key(at: Point(x: 1, y: 4), in: area) == nil)
  }
}

import TerminalGraphics
import Testing

@testable import Explorer

/// The walk by keys.
struct WalkTests {
  @Test func arrowsMoveByTheStep() {
    var fixture = ExplorerFixture(page: .walk)
    fixture.press(.right, .right, .up)
    #expect(fixture.model.walk.position == [0.2, 0.1])
    fixture.press(.shiftLeft)
    #expect(isClose(fixture.model.walk.position, [-0.3, 0.1]))
    fixture.press("]", .down)
    #expect(isClose(fixture.model.walk.position, [-0.3, -0.1]))
    fixture.press("[", "[", .up)
    #expect(isClose(fixture.model.walk.position, [-0.3, -0.05]))
  }

  @Test func theLettersOfViAreArrows() {
    var fixture = ExplorerFixture(page: .walk)
    fixture.press("l", "k", "k", "h", "j", "L")
    #expect(isClose(fixture.model.walk.position, [0.5, 0.1]))
  }

  @Test func thereAndBackIsExact() {
    var fixture = ExplorerFixture(page: .walk)
    for _ in 0..<23 { fixture.press(.right, .shiftUp) }
    for _ in 0..<23 { fixture.press(.left, .shiftDown) }
    #expect(fixture.model.walk.position == [0, 0])
  }

  @Test func thePictureFollows() {
    var fixture = ExplorerFixture(page: .walk)
    let before = fixture.model.walk.picture
    fixture.press(.shiftRight)
    #expect(fixture.model.walk.picture == fixture.decoded([0.5, 0]))
    #expect(fixture.model.walk.picture != before)
  }

  @Test func homeIsTheOrigin() {
    var fixture = ExplorerFixture(page: .walk)
    fixture.press(.shiftRight, .up, .home)
    #expect(fixture.model.walk.position == [0, 0])
    #expect(fixture.model.walk.trail.count == 3)
  }

  @Test func digitsGoToTheMiddleOfAClass() throws {
    var fixture = ExplorerFixture(page: .walk)
    for digit in 0...9 as ClosedRange<UInt8> {
      fixture.press(.character(Unicode.Scalar(48 + digit)))
      let centroid = try #require(fixture.model.encoding?.centroids[digit])
      #expect(fixture.model.walk.position == centroid)
      let nearest = try #require(fixture.model.encoding?.nearest(to: centroid))
      #expect(fixture.model.testImages.label(nearest.index) == digit)
    }
  }

  @Test func nGoesToTheNearestImageThenToAnother() throws {
    var fixture = ExplorerFixture(page: .walk)
    let encoding = try #require(fixture.model.encoding)
    let first = try #require(encoding.nearest(to: [0, 0]))
    fixture.press("n")
    #expect(fixture.model.walk.position == encoding.position(first.index))
    fixture.press("n")
    #expect(fixture.model.walk.position != encoding.position(first.index))
  }

  @Test func theWayLeadsFromMarkToMarkAndBack() {
    var fixture = ExplorerFixture(page: .walk)
    fixture.press("i")
    #expect(fixture.model.notice != nil)
    fixture.press("a", .shiftRight, .shiftUp, "b", "i")
    #expect(fixture.model.isAnimating)
    var time = 10.0
    var positions: [[Float]] = []
    while fixture.model.isAnimating, time < 20 {
      time += 0.05
      fixture.send(.tick(at: time))
      positions.append(fixture.model.walk.position)
    }
    #expect(isClose(positions.last ?? [], [0.5, 0.5]))
    #expect(positions.allSatisfy { abs($0[0] - $0[1]) < 1e-5 })
    #expect(zip(positions, positions.dropFirst()).allSatisfy { $0[0] <= $1[0] })
    fixture.press("i")
    fixture.send(.tick(at: time + 1))
    #expect(fixture.model.walk.position[0] < 0.5)
    fixture.press(.left)
    #expect(!fixture.model.isAnimating)
  }

  @Test func theTourGoesOnFromWhereItStarts() {
    var fixture = ExplorerFixture(page: .walk, latentSize: 5)
    fixture.press(.shiftRight, "g")
    var time = 10.0
    var last = fixture.model.walk.position
    for _ in 0..<600 {
      time += 1.0 / 30
      fixture.send(.tick(at: time))
      let here = fixture.model.walk.position
      #expect(zip(here, last).allSatisfy { abs($0 - $1) < 0.1 })
      #expect(here.allSatisfy { abs($0) <= 2.3 })
      last = here
    }
    fixture.press("g")
    #expect(!fixture.model.isAnimating)
  }

  @Test func dimensionsAreChosen() {
    var fixture = ExplorerFixture(page: .walk, latentSize: 10)
    #expect(fixture.model.dimensions.horizontal == 0)
    #expect(fixture.model.dimensions.vertical == 1)
    fixture.press("d", .down, .down, .down, .down, "x", .enter)
    #expect(fixture.model.dimensions.horizontal == 4)
    fixture.press(.right, .pageUp, .pageUp)
    var expected = [Float](repeating: 0, count: 10)
    (expected[4], expected[2]) = (0.1, 0.2)
    #expect(fixture.model.walk.position == expected)
  }

  @Test func axesNeverShareADimension() {
    var fixture = ExplorerFixture(page: .walk, latentSize: 4)
    fixture.press("d", .down, "x", .up, "y", .down, .down, "y", "z", "x")
    let dimensions = fixture.model.dimensions
    #expect(Set(dimensions.shown).count == 3)
    #expect(dimensions.horizontal == 2)
  }

  @Test func aRecordingIsExported() {
    var fixture = ExplorerFixture(page: .walk)
    fixture.press("v", .right, .right, .right)
    _ = fixture.takeEffects()
    fixture.press("v")
    guard case .export(let export)? = fixture.takeEffects().first,
      case .animation(let pictures, _) = export.content
    else {
      Issue.record("nothing was exported")
      return
    }
    #expect(pictures.count == 4)
    #expect(export.stem == "drawn-walk")
  }

  @Test func oneDimensionIsEnough() {
    var fixture = ExplorerFixture(page: .walk, latentSize: 1)
    fixture.press(.right, .up, .pageUp, "3", "n", "g")
    #expect(fixture.model.walk.position.count == 1)
    for page in Page.allCases {
      fixture.press(.character(page.letter))
      _ = fixture.text(Size(width: 120, height: 40))
    }
  }

  @Test func aClickInThePlaneGoesThere() {
    var fixture = ExplorerFixture(page: .walk)
    let body = FrameLayout(size: fixture.model.size).body
    let inner = WalkLayout(body: body, model: fixture.model).plane.inset(columns: 1, rows: 1)
    let plot = fixture.model.walkPlot(capabilities: Capabilities()).layout(in: inner)
    let cell = Point(x: plot.plot.x + 3, y: plot.plot.y + 2)
    fixture.send(.input(.mouse(MouseEvent(kind: .press, position: cell))))
    let place = plot.point(at: cell)
    #expect(isClose(fixture.model.walk.position, [Float(place.x), Float(place.y)]))
  }

  private func isClose(_ left: [Float], _ right: [Float]) -> Bool {
    left.count == right.count && zip(left, right).allSatisfy { abs($0 - $1) < 1e-5 }
  }
}

import Compute
import TerminalGraphics
import Testing

@testable import Explorer

/// The drawing pad: size and place as MNIST has them, strokes, undo.
struct DrawingTests {
  private static let shape = ImageShape(height: 28, width: 28)

  private func drawing(_ strokes: [(Float, Float)]..., isNormalized: Bool = true) -> Drawing {
    var drawing = Drawing(imageShape: Self.shape, isNormalized: isNormalized)
    for stroke in strokes {
      drawing.begin(at: .init(x: stroke[0].0, y: stroke[0].1))
      for (x, y) in stroke.dropFirst() { drawing.draw(to: .init(x: x, y: y)) }
    }
    return drawing
  }

  /// The rows and columns with ink, and the centre of mass.
  private func ink(_ pixels: [UInt8]) -> (
    columns: ClosedRange<Int>, rows: ClosedRange<Int>, x: Double, y: Double
  ) {
    let dark = pixels.indices.filter { pixels[$0] > 20 }
    let (columns, rows) = (dark.map { $0 % 28 }, dark.map { $0 / 28 })
    let mass = pixels.reduce(0.0) { $0 + Double($1) }
    func centre(_ place: (Int) -> Int) -> Double {
      pixels.indices.reduce(0.0) { $0 + Double(pixels[$1]) * (Double(place($1)) + 0.5) } / mass
    }
    return (
      columns.min()!...columns.max()!, rows.min()!...rows.max()!, centre { $0 % 28 }, centre { $0 / 28 }
    )
  }

  @Test(arguments: [Float(0.25), 0.5, 1])
  func aDrawingOfAnySizeFillsTheBoxAndItsMassIsInTheMiddle(size: Float) {
    // A seven in a corner of the pad.
    let seven = drawing([(2, 2), (2 + 20 * size, 2), (2 + 8 * size, 2 + 24 * size)])
    let found = ink(seven.pixels)
    #expect((19...21).contains(max(found.columns.count, found.rows.count)))
    #expect(abs(found.x - 14) < 0.3 && abs(found.y - 14) < 0.3)
  }

  @Test func aTallStrokeKeepsItsProportionsAndThePenItsWidth() {
    let found = ink(drawing([(5, 5), (5, 12)]).pixels)
    #expect((19...21).contains(found.rows.count))
    #expect((2...4).contains(found.columns.count))
  }

  @Test func asDrawnIsAsDrawn() {
    var one = drawing([(5, 5), (5, 12)])
    #expect(one.pixels != one.drawn)
    one.toggleNormalized()
    #expect(one.pixels == one.drawn)
    #expect(ink(one.drawn).rows.lowerBound == 3)
  }

  @Test func aStrokeIsOneLineWithoutGapsHoweverFewPlacesAMouseTells() {
    let line = drawing([(3, 3), (23, 23)], isNormalized: false)
    for place in 4..<23 { #expect(line.drawn[place * 28 + place] > 200) }
    #expect(drawing([(9, 9)], isNormalized: false).drawn[8 * 28 + 8] > 150)  // A dot.
  }

  @Test func undoTakesBackStrokeByStroke() {
    var fixture = ExplorerFixture(page: .reconstruct)
    fixture.press("d", " ", .down, .down)
    let first = fixture.model.drawing?.drawn
    fixture.press(" ", .right, .right, " ", .down)
    #expect(fixture.model.drawing?.strokes.count == 2 && fixture.model.drawing?.drawn != first)
    fixture.press(.backspace)
    #expect(fixture.model.drawing?.drawn == first)
    fixture.press("u")
    #expect(fixture.model.drawing?.isBlank == true)
    fixture.press("u", .enter)
    #expect(fixture.model.drawing == nil)
  }

  @Test func theMouseDrawsOneStrokeFromPressToRelease() throws {
    var fixture = ExplorerFixture(page: .reconstruct, size: Size(width: 120, height: 40))
    fixture.press("d")
    let layout = DrawingPadLayout(
      body: FrameLayout(size: fixture.model.size).body, imageShape: ExplorerFixture.imageShape)
    func mouse(_ kind: MouseEvent.Kind, _ x: Int, _ y: Int) {
      let position = Point(x: layout.pad.x + x, y: layout.pad.y + y)
      fixture.send(.input(.mouse(MouseEvent(kind: kind, position: position))))
    }
    mouse(.press, 10, 5)
    mouse(.drag, 14, 9)
    mouse(.drag, 20, 15)
    mouse(.release, 20, 15)
    mouse(.press, 40, 5)
    mouse(.release, 40, 5)
    #expect(fixture.model.drawing?.strokes.map(\.count) == [3, 1])
  }

  @Test func thePadShowsTheNearestTrainingImageAndTheWayOfTheCode() {
    var fixture = ExplorerFixture(page: .reconstruct, size: Size(width: 120, height: 40))
    fixture.press("d", " ", .down, .down)
    #expect(fixture.model.drawing?.nearest?.index == 411)
    let text = fixture.text(fixture.model.size)
    #expect(text.contains("train: class 4") && text.contains("nearest train") && text.contains("#412"))
    #expect(text.contains("centred"))
    guard case .drawing(let pad) = fixture.model.overlay else {
      Issue.record("the pad is closed")
      return
    }
    #expect(pad.trail.count == 1)  // The fixture's code does not depend on the drawing.
    fixture.press("x")
    #expect(fixture.model.drawing?.nearest == nil)
  }
}

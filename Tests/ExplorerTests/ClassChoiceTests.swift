import TerminalGraphics
import Testing

@testable import Explorer

/// The choice of a class on Reconstruct.
struct ClassChoiceTests {
  private let window = Size(width: 80, height: 24)

  /// A page whose images have classes up to 26, as letters have, with none in class 13.
  private func fixture() -> ExplorerFixture {
    var fixture = ExplorerFixture(page: .reconstruct, size: window)
    let labels = (0..<260).map { UInt8(1 + $0 % 26) }.filter { $0 != 13 }
    fixture.send(
      .testImagesLoaded(
        TestImages(
          imageShape: ExplorerFixture.imageShape,
          pixels: Array(repeating: 0, count: labels.count * ExplorerFixture.imageShape.count), labels: labels)
      ))
    return fixture
  }

  private func shown(_ fixture: ExplorerFixture) -> UInt8? { fixture.model.reconstruct.classShown }

  @Test func aDigitThatNamesOneClassShowsIt() {
    var fixture = fixture()
    fixture.press("/", "7")
    #expect(fixture.model.overlay == nil && shown(fixture) == 7)
    #expect(fixture.model.reconstruct.images.allSatisfy { fixture.model.testImages.label($0) == 7 })
    #expect(fixture.model.reconstruct.images.count == 10)
  }

  @Test func aClassOfTwoDigitsIsTyped() {
    var fixture = fixture()
    fixture.press("/", "2")
    #expect(fixture.model.overlay != nil && shown(fixture) == nil)
    fixture.press("6")
    #expect(fixture.model.overlay == nil && shown(fixture) == 26)
    // The first digit alone is a class, too.
    fixture.press("/", "1", .enter)
    #expect(shown(fixture) == 1)
    fixture.press("/", "1", "3")
    #expect(fixture.model.notice?.text == "No image is in class 13.")
    fixture.press("1", "2")
    #expect(shown(fixture) == 12)
  }

  @Test func aClassIsSelectedInTheList() {
    var fixture = fixture()
    fixture.press("/")
    let text = fixture.text(window)
    #expect(text.contains("show one class") && text.contains("all       250"))
    fixture.press(.pageDown, .down, .down)
    #expect(fixture.text(window).contains("12         10"))
    fixture.press(.enter)
    #expect(shown(fixture) == 12)
    // The list opens where it was left; / shows all.
    fixture.press("/", .down, .enter)
    #expect(shown(fixture) == 14)
    fixture.press("/", "/")
    #expect(shown(fixture) == nil && fixture.model.reconstruct.images.count == 250)
    fixture.press("/", .end, .enter)
    #expect(shown(fixture) == 26)
    fixture.press("/", .home, .escape)
    #expect(shown(fixture) == 26 && fixture.model.overlay == nil)
  }

  @Test func aRowIsClicked() throws {
    var fixture = fixture()
    fixture.press("/")
    guard case .classChoice(let choice) = fixture.model.overlay else {
      Issue.record("no class is asked for")
      return
    }
    let area = ClassChoiceView(model: fixture.model, choice: choice).tableArea(
      in: FrameLayout(size: window).body)
    let cell = Point(x: area.x + 1, y: area.y + 4)
    fixture.send(.input(.mouse(MouseEvent(kind: .press, position: cell))))
    #expect(shown(fixture) == 3)
  }
}

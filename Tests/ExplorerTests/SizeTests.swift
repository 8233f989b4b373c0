import TerminalGraphics
import Testing

@testable import Explorer

/// Windows of any size.
struct SizeTests {
  @Test(arguments: Page.allCases)
  func pagesAreDrawnAtEverySize(page: Page) {
    var fixture = ExplorerFixture(page: page)
    for width in [1, 2, 5, 13, 30, 39, 40, 43, 51, 60] {
      for height in [1, 2, 3, 5, 8, 11, 12, 13, 15, 17, 20] {
        let size = Size(width: width, height: height)
        fixture.send(.input(.resize(size)))
        let grid = render(fixture.model, size: size, capabilities: Capabilities())
        #expect(grid.size == size)
      }
    }
  }

  @Test(arguments: ["?", "!", "o", "q"] as [Key])
  func overlaysAreDrawnAtEverySize(key: Key) {
    var fixture = ExplorerFixture(page: .walk, latentSize: 10)
    fixture.press(key)
    drawEverywhere(&fixture)
  }

  @Test func choicesAndThePadAreDrawnAtEverySize() {
    var fixture = ExplorerFixture(page: .walk, latentSize: 10)
    fixture.press("d")
    drawEverywhere(&fixture)
    fixture.press(.enter, "r", "/")
    drawEverywhere(&fixture)
    fixture.press("/", "d", " ")
    drawEverywhere(&fixture)
  }

  private func drawEverywhere(_ fixture: inout ExplorerFixture) {
    for width in [1, 4, 20, 40, 41, 46, 53, 60] {
      for height in [1, 3, 9, 12, 13, 14, 17, 20] {
        let size = Size(width: width, height: height)
        fixture.send(.input(.resize(size)))
        _ = fixture.text(size)
        fixture.send(.input(.mouse(MouseEvent(kind: .press, position: Point(x: width / 2, y: height / 2)))))
      }
    }
  }

  @Test func aSmallWindowSaysWhatThePageNeeds() {
    let fixture = ExplorerFixture(page: .walk)
    #expect(fixture.text(Size(width: 30, height: 10)).contains("Walk needs 40×12"))
    #expect(fixture.text(Size(width: 39, height: 40)).contains("this window is 39×40"))
    #expect(!fixture.text(Size(width: 40, height: 12)).contains("needs"))
  }

  @Test func nothingIsOpenYet() {
    for page in Page.allCases {
      let model = ExplorerModel(page: page)
      _ = render(model, size: Size(width: 80, height: 24), capabilities: Capabilities())
    }
  }

  /// The mouse may be anywhere, whatever is shown.
  @Test(arguments: Page.allCases)
  func theMouseIsTakenEverywhere(page: Page) {
    var fixture = ExplorerFixture(page: page)
    for y in stride(from: -1, through: 25, by: 3) {
      for x in stride(from: -1, through: 81, by: 9) {
        for kind in [MouseEvent.Kind.press, .drag, .release, .wheelUp, .wheelDown] {
          fixture.model.page = page
          fixture.send(.input(.mouse(MouseEvent(kind: kind, position: Point(x: x, y: y)))))
        }
      }
    }
    _ = fixture.text(Size(width: 80, height: 24))
  }
}

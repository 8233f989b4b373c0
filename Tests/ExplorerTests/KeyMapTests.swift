import TerminalGraphics
import Testing

@testable import Explorer

/// Keys do what the help says.
struct KeyMapTests {
  /// States of a page from which at least one shows that a key does something.
  private func states(_ page: Page) -> [ExplorerFixture] {
    let size = Size(width: 120, height: 40)
    let fresh = ExplorerFixture(page: page, size: size)
    var deep = ExplorerFixture(page: page, size: size, latentSize: 10)
    deep.press(.right, .up)
    var past = fresh
    past.press(",", ",")
    var moved = fresh
    moved.press("+", "+", .left, .down, .down, "c", "a", .shiftRight, .shiftUp, "b", .shiftDown, .shiftDown)
    var opening = fresh
    opening.press("o", .enter)
    var jumped = fresh
    jumped.press("z")
    return [fresh, deep, past, moved, opening, jumped].map { state in
      var state = state
      state.model.notice = nil  // Any key would take it away.
      return state
    }
  }

  @Test(arguments: Page.allCases)
  func everyKeyOfThePageDoesSomething(page: Page) {
    let states = states(page)
    for binding in page.bindings + globalBindings {
      for key in binding.keys where key != .character(page.letter) && key != .function(page.index + 1) {
        let hasEffect = states.contains { does(something: key, on: $0) }
        #expect(hasEffect, "\(key) (\(binding.label)) does nothing on \(page)")
      }
    }
  }

  private func does(something key: Key, on state: ExplorerFixture) -> Bool {
    var after = state
    let size = state.model.size
    _ = after.takeEffects()
    let before = render(after.model, size: size, capabilities: Capabilities())
    after.press(key)
    if after.model.isAnimating != state.model.isAnimating { return true }
    return !after.takeEffects().isEmpty || after.model.page != state.model.page
      || render(after.model, size: size, capabilities: Capabilities()) != before
  }

  @Test(arguments: Page.allCases)
  func pagesLeaveTheSharedLettersAlone(page: Page) {
    let shared = Set(
      Page.allCases.map { Key.character($0.letter) } + [
        "h", "j", "k", "l", "o", "?", "!", "q", "e", ",", ".", " ",
      ])
    for binding in page.bindings {
      #expect(shared.isDisjoint(with: binding.keys), "\(binding.label) on \(page)")
    }
  }

  @Test(arguments: Page.allCases)
  func noKeyMeansTwoThings(page: Page) {
    let keys = page.bindings.flatMap(\.keys)
    #expect(Set(keys).count == keys.count)
  }

  @Test(arguments: Page.allCases)
  func theHelpNamesEveryKeyAndQuantity(page: Page) {
    let lines = HelpOverlay.lines(for: page, width: 90)
    for binding in page.bindings { #expect(lines.contains { $0.name == binding.label }) }
    for binding in globalBindings where page != .walk {
      #expect(lines.contains { $0.name == binding.label })
    }
    for entry in page.glossary { #expect(lines.contains { $0.name == entry.name }) }
    #expect(lines.allSatisfy { $0.text.count <= 90 - HelpOverlay.nameWidth })
    #expect(lines.allSatisfy { $0.isHeading || $0.name.count < HelpOverlay.nameWidth })
  }

  @Test func theHelpLeavesOutWhatAKeyMeansOnOtherPagesOnly() {
    let names = HelpOverlay.lines(for: .walk, width: 90).map(\.name)
    #expect(names.contains("a b c") && names.contains("B") && !names.contains("b B"))
  }

  @Test func lettersAndTabsOpenPages() {
    var fixture = ExplorerFixture()
    for page in Page.allCases {
      fixture.press(.character(page.letter))
      #expect(fixture.model.page == page)
    }
    fixture.press(.tab)
    #expect(fixture.model.page == .train)
    fixture.press(.shiftTab)
    #expect(fixture.model.page == .traverse)
    fixture.press(.function(2))
    #expect(fixture.model.page == .walk)
    fixture.press(.function(8))
    #expect(fixture.model.page == .traverse)
  }

  @Test func aClickedTabOpensItsPage() {
    var fixture = ExplorerFixture()
    let tabs = FrameLayout(size: fixture.model.size).tabs
    let row = fixture.text(fixture.model.size).split(separator: "\n")[1]
    let column = row.distance(from: row.startIndex, to: row.firstRange(of: "Plane")!.lowerBound)
    fixture.send(.input(.mouse(MouseEvent(kind: .press, position: Point(x: column, y: tabs.y)))))
    #expect(fixture.model.page == .plane)
  }
}

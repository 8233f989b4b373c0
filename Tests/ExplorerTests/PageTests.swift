import Foundation
import TerminalGraphics
import Testing

@testable import Explorer

/// The table of pages.
struct PageTests {
  @Test func theTableHasEachPageOnce() {
    let names = Page.allCases.map(\.name)
    #expect(names == ["train", "walk", "manifold", "reconstruct", "samples", "plane", "runs", "traverse"])
    #expect(Set(Page.allCases).count == Page.allCases.count)
  }

  @Test func lettersAreUniqueAndPartOfTheName() {
    #expect(Set(Page.allCases.map(\.letter)).count == Page.allCases.count)
    // The letters of "traverse" are taken.
    for page in Page.allCases where page != .traverse {
      #expect(page.name.unicodeScalars.contains(page.letter))
    }
    let titles = Page.allCases.map(\.titleWithKey).joined(separator: " ")
    #expect(titles.hasSuffix("Samples Plane rUns Traverse (x)"))
  }

  @Test func namesLeadToPages() {
    for page in Page.allCases { #expect(Page(rawValue: page.name) == page) }
    #expect(Page(rawValue: "Walk") == nil)
    #expect(Page.train.moved(by: -1) == .traverse && Page.traverse.moved(by: 1) == .train)
  }

  @Test(arguments: Page.allCases, GoldenTests.sizes)
  func everyPageIsDrawnAndExplained(page: Page, size: Size) {
    var fixture = ExplorerFixture(page: page, size: size)
    let body = FrameLayout(size: size).body
    let shown = fixture.grid(size)
    let isDrawn = (body.y..<body.bottom).contains { y in
      (body.x..<body.right).contains { shown[$0, y].scalar != " " }
    }
    #expect(isDrawn)
    fixture.press("?")
    #expect(fixture.text(size).contains("help: \(page.title)"))
  }

  @Test(arguments: Page.allCases)
  func helpIsWrittenInSentences(page: Page) {
    for text in page.bindings.map(\.meaning) + globalBindings.map(\.meaning) + page.glossary.map(\.meaning) {
      #expect(text.hasSuffix("."), "\(text)")
    }
    #expect(!page.glossary.isEmpty)
  }

  @Test(arguments: Page.allCases)
  func footersShowWholeHints(page: Page) throws {
    let size = Size(width: 80, height: 24)
    let fixture = ExplorerFixture(page: page, size: size)
    let footer = try #require(fixture.text(size).split(separator: "\n").last)
    let hints = (page.bindings + globalBindings).compactMap { binding in
      binding.hint(fixture.model).map { "\(binding.label) \($0)" }
    }
    let shown = footer.components(separatedBy: "  ").map { $0.trimmingCharacters(in: .whitespaces) }
      .filter { !$0.isEmpty }
    #expect(shown.count > 3 && shown.allSatisfy(hints.contains), "\(footer)")
  }

  @Test func answersGoToThePageThatAsked() {
    var fixture = ExplorerFixture(page: .walk)
    _ = fixture.takeEffects()
    let effects = update(&fixture.model, .input(.key(.right)))
    guard case .ask(let request)? = effects.first else {
      Issue.record("nothing was asked")
      return
    }
    _ = update(&fixture.model, .input(.key("s")))
    let picture = fixture.decoded([3, 3])
    _ = update(
      &fixture.model,
      .answered(ModelAnswer(generation: request.generation, result: .success(.pictures([picture])))))
    #expect(fixture.model.walk.picture == picture)
    #expect(fixture.model.samples.pictures.first != picture)
  }

  @Test func neighboursFollowTheWalkAndTheEncoding() throws {
    var fixture = ExplorerFixture(page: .walk)
    fixture.press(.shiftRight, .up)
    let encoding = try #require(fixture.model.encoding)
    #expect(
      fixture.model.walk.neighbourhood == Neighbourhood(of: fixture.model.walk.position, in: encoding))
    fixture.press("p", .shiftUp)
    #expect(fixture.model.plane.selected != nil)
    fixture.model.encoding = nil
    _ = fixture.text(Size(width: 80, height: 24))
  }
}

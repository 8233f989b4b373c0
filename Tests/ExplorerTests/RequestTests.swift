import TerminalGraphics
import Testing

@testable import Explorer

/// Requests, and what becomes of their answers.
struct RequestTests {
  /// A model whose walk's picture was asked for so many times, and those requests.
  private func asking(_ count: Int) -> (model: ExplorerModel, generations: [Int]) {
    var model = ExplorerFixture(page: .walk).model
    let generations = (0..<count).flatMap { _ in model.requestWalk() }.compactMap { effect in
      if case .ask(let request) = effect { request.generation } else { nil }
    }
    return (model, generations)
  }

  private func picture(_ grey: UInt8) -> PixelImage { PixelImage(width: 1, height: 1, grey: [grey]) }

  private func answer(_ generation: Int, _ grey: UInt8) -> Message {
    .answered(ModelAnswer(generation: generation, result: .success(.pictures([picture(grey)]))))
  }

  private func answer(_ generation: Int, _ failure: ModelFailure) -> Message {
    .answered(ModelAnswer(generation: generation, result: .failure(failure)))
  }

  @Test func staleAnswersAreDropped() {
    var (model, generations) = asking(3)
    #expect(model.isAwaitingDecode && model.isIncomplete)
    _ = update(&model, answer(generations[1], 2))
    #expect(model.walk.picture == picture(2))
    _ = update(&model, answer(generations[0], 1))
    #expect(model.walk.picture == picture(2))
    #expect(model.isAwaitingDecode)
    _ = update(&model, answer(generations[2], 3))
    #expect(model.walk.picture == picture(3))
    #expect(!model.isAwaitingDecode && !model.isIncomplete)
  }

  @Test func anAnswerCountsOnce() {
    var (model, generations) = asking(1)
    _ = update(&model, answer(generations[0], 1))
    _ = update(&model, answer(generations[0], 2))
    #expect(model.walk.picture == picture(1))
  }

  @Test func supersededRequestsAreNotAwaited() {
    var (model, generations) = asking(2)
    _ = update(&model, answer(generations[0], .superseded))
    #expect(model.notice == nil && model.isIncomplete)
    _ = update(&model, answer(generations[1], 2))
    #expect(!model.isIncomplete)
  }

  @Test func aFailureIsSaidUnlessSomethingNewerWasAsked() {
    var (model, generations) = asking(2)
    _ = update(&model, answer(generations[0], .failed("too old")))
    #expect(model.notice == nil)
    _ = update(&model, answer(generations[1], .failed("no network")))
    #expect(model.notice == Notice(text: "no network", isFailure: true))
    #expect(!model.isIncomplete)
  }

  @Test func whatWasAskedBeforeSomethingElseWasOpenedIsForgotten() {
    let fixture = ExplorerFixture(page: .walk)
    var (model, generations) = asking(1)
    _ = update(&model, .opened(fixture.openModel(2), ExplorerFixture.testImages, nil))
    #expect(!model.isIncomplete)
    _ = update(&model, answer(generations[0], 1))
    #expect(model.walk.picture == nil)
  }

  @Test func aModelThatCannotBeReadSaysSoInItsColumnAndIsNotAskedAgain() {
    let broken = ModelReference.model("drawn-5d")
    var fixture = ExplorerFixture(page: .train)
    fixture.failures[.reconstruction(by: broken)] = "drawn-5d is cut short"
    fixture.press("r")
    #expect(fixture.model.reconstruct.failures == [broken: "drawn-5d is cut short"])
    #expect(fixture.model.notice?.text == "drawn-5d is cut short")
    #expect(fixture.text(Size(width: 80, height: 24)).contains("drawn-5d is"))
    fixture.failures = [:]
    fixture.press(.down, .pageDown)
    #expect(fixture.model.reconstruct.results[broken] == nil)
    fixture.press("c", "c")  // Hidden and shown anew.
    #expect(fixture.model.reconstruct.failures.isEmpty)
    #expect(fixture.model.reconstruct.results[broken] != nil)
  }

  @Test func whereNoBoundsComeTheOrderIsThatOfTheData() {
    var fixture = ExplorerFixture(page: .train)
    fixture.failures[.bounds(under: .current)] = "The model has no bound to measure."
    fixture.press("r")
    #expect(fixture.model.notice?.text == "The model has no bound to measure.")
    fixture.press("z")
    #expect(fixture.model.reconstruct.order == .data)
    #expect(fixture.model.reconstructRows.first == .testImage(0))
    #expect(fixture.model.notice?.text == "The model has no bound to measure.")
  }

  @Test func keysDoNotWaitForImagesThatCannotBeEncoded() {
    var fixture = ExplorerFixture(page: .train)
    fixture.failures[.encoding] = "The model takes images of 20×20, not of 28×28."
    fixture.press("w", "3")
    #expect(fixture.model.waitingKeys.isEmpty)
    #expect(
      fixture.model.notice?.text
        == "The test images are not encoded: The model takes images of 20×20, not of 28×28.")
  }

  @Test func escapeGivesUpWhatIsBeingOpened() {
    var fixture = ExplorerFixture(page: .walk)
    fixture.press(.escape)
    #expect(fixture.takeEffects().isEmpty && fixture.model.notice == nil)
    fixture.press("o", .down, .enter, .enter)
    #expect(fixture.text(Size(width: 120, height: 24)).contains("Esc cancel"))
    _ = fixture.takeEffects()
    fixture.press(.escape)
    #expect(fixture.takeEffects() == [.cancelOpening])
    #expect(fixture.model.opening == nil && fixture.model.openModel != nil)
    #expect(fixture.model.notice?.text == "Opening mnist was cancelled.")

    var nothing = ExplorerModel(page: .walk)
    _ = nothing.start(opening: .dataset("mnist"))
    #expect(update(&nothing, .input(.key(.escape))) == [.cancelOpening])
    let notice = nothing.notice?.text ?? ""
    #expect(notice.hasSuffix("Nothing is open: o lists the data sets, models and runs."))
  }
}

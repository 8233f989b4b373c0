import Formats
import TerminalGraphics
import Testing
import Training

@testable import Explorer

/// Keys that come before what they need.
struct WaitingKeysTests {
  private let fixture = ExplorerFixture(latentSize: 10)

  /// An explorer to which something is being opened.
  private func opening(_ page: Page) -> ExplorerModel {
    var model = ExplorerModel(page: page)
    _ = model.start(opening: .model("drawn-10d"))
    return model
  }

  @discardableResult
  private func press(_ keys: Key..., on model: inout ExplorerModel) -> [Effect] {
    keys.flatMap { update(&model, .input(.key($0))) }
  }

  @discardableResult
  private func open(_ model: inout ExplorerModel, latentSize: Int = 10) -> [Effect] {
    update(&model, .opened(fixture.openModel(latentSize), ExplorerFixture.testImages, nil))
      + update(&model, .snapshot(StateLabel(epoch: 3, examplesSeen: 300), at: 1))
  }

  private func encodeGeneration(_ effects: [Effect]) -> Int? {
    effects.compactMap {
      if case .ask(let request) = $0, request.purpose == .encoding { request.generation } else { nil }
    }.last
  }

  private func answered(_ encoding: PlaneEncoding, _ generation: Int) -> Message {
    .answered(ModelAnswer(generation: generation, result: .success(.encoding(encoding))))
  }

  @Test func theChoiceOfDimensionsWaitsForTheModel() {
    var model = opening(.walk)
    press("d", on: &model)
    #expect(model.overlay == nil)
    #expect(model.notice?.text == "The model is still loading: your keys are kept.")
    open(&model)
    guard case .dimensions = model.overlay else {
      Issue.record("d was lost")
      return
    }
    #expect(model.notice == nil)
  }

  @Test func marksAreWhereTheyWouldHaveBeen() {
    var model = opening(.walk)
    press("a", .right, .right, "b", on: &model)
    #expect(model.walk.marks.isEmpty)
    open(&model, latentSize: 2)
    #expect(model.walk.marks["a"] == [0, 0])
    #expect(model.walk.marks["b"] == [0.2, 0])
    #expect(model.walk.position == [0.2, 0])
  }

  @Test func classKeysWaitForTheImages() throws {
    var model = opening(.walk)
    let generation = try #require(encodeGeneration(open(&model)))
    press("3", "a", "5", "b", on: &model)
    #expect(model.notice?.text == "The test images are still being encoded: your keys are kept.")
    #expect(model.walk.marks.isEmpty)
    let encoding = fixture.encoding
    _ = update(&model, answered(encoding, generation))
    #expect(model.walk.marks["a"] == encoding.middle(of: 3))
    #expect(model.walk.marks["b"] == encoding.middle(of: 5))
    press("n", on: &model)
    #expect(encoding.nearest(to: model.walk.position)?.distance == 0)
  }

  @Test func keysOfAPageThatWasLeftAreForgotten() {
    var model = opening(.walk)
    press("a", "m", "w", on: &model)
    open(&model)
    #expect(model.walk.marks.isEmpty)
  }

  @Test(arguments: [" ", ",", .end] as [Key])
  func keysOfEveryPageSayWhatIsMissing(key: Key) {
    var model = opening(.samples)
    #expect(press(key, on: &model).isEmpty)
    #expect(model.notice?.text == "The model is still loading.")
    open(&model)
    #expect(model.waitingKeys.isEmpty)
  }

  @Test(arguments: Page.allCases.filter { $0 != .runs })
  func withNothingOpenKeysSaySo(page: Page) {
    var model = opening(page)
    press(page.bindings[0].keys[0], on: &model)
    _ = update(&model, .openFailed(InputError(.notFound, "no such model")))
    #expect(model.notice?.text == "no such model")
    press(page.bindings[0].keys[0], on: &model)
    #expect(model.notice?.text == "Nothing is open: o lists the data sets, models and runs.")
  }

  @Test func aRunThatFailsLetsGoOfTheKeys() {
    var model = opening(.walk)
    _ = update(&model, .opened(fixture.openModel(2), ExplorerFixture.testImages, nil))
    press("3", .right, on: &model)
    #expect(model.walk.position == [0, 0])
    var progress = fixture.progress
    progress.state = .failed("the disk is full")
    _ = update(&model, .progress(progress))
    #expect(model.waitingKeys.isEmpty)
    #expect(model.walk.position == [0.1, 0])
  }

  @Test func whatWasEncodedOfOtherImagesIsNotTaken() throws {
    var model = opening(.walk)
    let stale = try #require(encodeGeneration(open(&model)))
    let few = TestImages(
      imageShape: ExplorerFixture.imageShape, pixels: ExplorerFixture.testImages.pixels(0), labels: [0])
    let effects = update(&model, .testImagesLoaded(few))
    #expect(encodeGeneration(effects) != nil)
    _ = update(&model, answered(fixture.encoding, stale))
    #expect(model.encoding == nil)
  }
}

import TerminalGraphics
import Testing
import Training

@testable import Explorer

/// The footer names keys that do something with what is open, and no others.
struct FooterTests {
  private let window = Size(width: 200, height: 40)

  /// A shipped model for digits, with nothing else on the machine.
  private func shipped(_ page: Page, listing: Listing = Listing()) -> ExplorerFixture {
    var fixture = ExplorerFixture(page: page, size: window)
    let run = fixture.openModel(2)
    let openModel = OpenModel(name: "drawn-2d", origin: .shipped, configuration: run.configuration!)
    fixture.send(.opened(openModel, ExplorerFixture.testImages, nil))
    fixture.send(.snapshot(StateLabel(epoch: 9, examplesSeen: 900), at: 30))
    fixture.send(.listed(listing))
    return fixture
  }

  private func footer(_ fixture: ExplorerFixture) -> String {
    fixture.text(window).split(separator: "\n", omittingEmptySubsequences: false).last.map {
      $0.split(separator: " ").joined(separator: " ")
    } ?? ""
  }

  @Test func ofAShippedModelNothingIsTrained() {
    let fixture = shipped(.train)
    #expect(footer(fixture) == "? help q quit")
    #expect(!fixture.text(window).contains("Space"))
  }

  @Test func runsCanBeDrawnWhereTheModelHasNoCurve() {
    var fixture = shipped(.train, listing: ExplorerFixture().listing)
    #expect(footer(fixture) == "y overlay runs ? help q quit")
    #expect(fixture.text(window).contains("A shipped model is not trained further"))
    fixture.press("y")
    #expect(footer(fixture).contains("+ − zoom") && footer(fixture).contains("e export"))
    #expect(fixture.text(window).contains("drawn-2d-3") && fixture.text(window).contains("examples"))
    _ = fixture.takeEffects()
    fixture.press("e")
    #expect(fixture.takeEffects().count == 1)
  }

  @Test func whatIsTrainedHasARate() {
    var fixture = ExplorerFixture(page: .train, size: window)
    #expect(footer(fixture).contains("[ ] rate") && footer(fixture).contains("v save"))
    var progress = fixture.progress
    progress.state = .finished
    fixture.send(.progress(progress))
    #expect(footer(fixture).contains("1-9 charts") && !footer(fixture).contains("rate"))
    #expect(!fixture.text(window).contains("Space"))
  }

  @Test func otherPagesLeaveOutWhatHasNothingToDo() {
    #expect(!footer(shipped(.walk)).contains("dimensions"))
    #expect(footer(ExplorerFixture(page: .walk, size: window, latentSize: 5)).contains("d dimensions"))
    #expect(!footer(shipped(.samples)).contains("film"))
    #expect(footer(ExplorerFixture(page: .samples, size: window)).contains("g film"))
    #expect(footer(shipped(.runs)) == "? help q quit")
    var faces = shipped(.plane)
    faces.send(
      .testImagesLoaded(
        TestImages(
          imageShape: ExplorerFixture.imageShape, pixels: ExplorerFixture.testImages.pixels, labels: nil)))
    faces.model.encoding = nil
    #expect(!footer(faces).contains("class") && !footer(faces).contains("centroids"))
  }

  @Test func aRunThatHasNotReportedIsBeingPrepared() {
    var fixture = ExplorerFixture(page: .train, size: window)
    fixture.send(.opened(fixture.openModel(2), ExplorerFixture.testImages, nil))
    #expect(fixture.text(window).contains("preparing the data…"))
    #expect(fixture.text(window).contains("● preparing"))
  }

  @Test(arguments: [
    (TrainingProgress.State.paused, "paused: Space starts training"),
    (.stopped, "nothing has been trained"), (.running, "waiting for the first examples…"),
  ])
  func anEmptyCurveSaysWhy(state: TrainingProgress.State, text: String) {
    var fixture = ExplorerFixture(page: .train, size: window)
    fixture.send(.progress(TrainingProgress(state: state, epochs: 10)))
    #expect(fixture.text(window).contains(text))
  }
}

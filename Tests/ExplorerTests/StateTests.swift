import Autoencoder
import Compute
import Datasets
import Formats
import TerminalGraphics
import Testing

@testable import Explorer
@testable import Training

/// The time machine, requests and answers, training and quitting.
struct StateTests {
  @Test func theTimeMachineGoesThereAndBack() {
    var fixture = ExplorerFixture(page: .walk)
    fixture.press(",")
    #expect(fixture.model.timeline.time == .past(examplesSeen: 42_100))
    #expect(fixture.text(Size(width: 80, height: 24)).contains("past 8/8: epoch 7"))
    for _ in 0..<20 { fixture.press(",") }
    #expect(fixture.model.timeline.time == .past(examplesSeen: 100))
    fixture.press(".")
    #expect(fixture.model.timeline.time == .past(examplesSeen: 6100))
    fixture.press(.end)
    #expect(fixture.model.timeline.time == .live)
  }

  @Test func newerModelsDoNotChangeThePast() {
    var fixture = ExplorerFixture(page: .walk)
    fixture.press(",")
    _ = fixture.takeEffects()
    let effects = update(
      &fixture.model, .snapshot(StateLabel(epoch: 12, examplesSeen: 70_000), at: 20))
    #expect(effects.isEmpty)
  }

  @Test func aStateThatIsDroppedGivesWayToItsNeighbour() {
    var timeline = Timeline()
    timeline.live = StateLabel(epoch: 9, examplesSeen: 900)
    timeline.setPast([100, 200, 300].map { StateLabel(epoch: 0, examplesSeen: $0) })
    _ = timeline.move(by: -2)
    #expect(timeline.time == .past(examplesSeen: 200))
    timeline.setPast([100, 300].map { StateLabel(epoch: 0, examplesSeen: $0) })
    #expect(timeline.time == .past(examplesSeen: 100))
    timeline.setPast([])
    #expect(timeline.time == .live)
  }

  @Test func testImagesAreEncodedOnceASecondAtMost() {
    var fixture = ExplorerFixture(page: .walk)
    func encodings(at time: Double, _ examplesSeen: Int) -> Int {
      update(&fixture.model, .snapshot(StateLabel(epoch: 12, examplesSeen: examplesSeen), at: time)).count {
        if case .ask(let request) = $0 { request.purpose == .encoding } else { false }
      }
    }
    #expect(encodings(at: 10.4, 66_500) == 0)
    #expect(encodings(at: 11.1, 67_000) == 1)
    #expect(encodings(at: 11.2, 67_500) == 0)
  }

  @Test func spacePausesAndGoesOn() {
    var fixture = ExplorerFixture()
    _ = fixture.takeEffects()
    fixture.press(" ")
    #expect(fixture.takeEffects() == [.train(.pause)])
    var progress = fixture.progress
    progress.state = .paused
    fixture.send(.progress(progress))
    fixture.press(" ")
    #expect(fixture.takeEffects() == [.train(.resume)])
    fixture.press("]", "[", "v")
    #expect(
      fixture.takeEffects() == [
        .train(.learningRate(0.002)), .train(.learningRate(0.001)), .train(.saveCheckpoint),
      ])
  }

  @Test func quittingAsksWhileTraining() {
    var fixture = ExplorerFixture()
    _ = fixture.takeEffects()
    fixture.press("q")
    #expect(fixture.takeEffects().isEmpty)
    fixture.press(.escape)
    #expect(fixture.takeEffects().isEmpty)
    fixture.press("q", .enter)
    #expect(fixture.takeEffects() == [.quit])
    var progress = fixture.progress
    progress.state = .finished
    fixture.send(.progress(progress))
    fixture.press("q")
    #expect(fixture.takeEffects() == [.quit])
  }

  @Test func aRunThatCannotBeSavedSaysSoAndGoesOnBySpace() {
    let size = Size(width: 120, height: 40)
    var fixture = ExplorerFixture(page: .train, size: size)
    _ = fixture.takeEffects()
    var progress = fixture.progress
    progress.state = .paused
    progress.saveFailure = InputError(.inputOutput, "runs/a/last.safetensors: no space left")
    fixture.send(.progress(progress))
    let text = fixture.text(size)
    #expect(text.contains("✗ not saved") && text.contains("Not saved: runs/a/last.safetensors"))
    #expect(fixture.model.notice?.text.contains("make room, then Space saves and goes on") == true)
    fixture.press(" ")
    #expect(fixture.takeEffects() == [.train(.resume)])
    fixture.send(.progress(progress))
    #expect(fixture.model.notice?.isFailure == true)
    progress.saveFailure = nil
    progress.state = .running
    fixture.send(.progress(progress))
    #expect(fixture.model.notice?.text == "The run is saved again.")
    #expect(fixture.text(size).contains("● training"))
  }

  @Test func aFollowedRunIsResumedHereOnceItHasEnded() {
    let size = Size(width: 120, height: 40)
    var fixture = ExplorerFixture(page: .train, size: size)
    _ = fixture.takeEffects()
    var progress = fixture.progress
    progress.epoch = 12
    progress.state = .followed(seconds: 3)
    fixture.send(.progress(progress))
    #expect(fixture.text(size).contains("● followed, epoch 12, 3 s ago"))
    fixture.press(" ")
    #expect(fixture.takeEffects().isEmpty)
    #expect(fixture.model.notice?.text.hasPrefix("Another process trains this run") == true)
    progress.state = .followed(seconds: 240)
    fixture.send(.progress(progress))
    #expect(fixture.text(size).contains("● followed, no news for 4 min"))
    fixture.press("q")
    #expect(fixture.takeEffects() == [.quit])  // Nothing is to be saved here.
    progress.state = .stopped
    fixture.send(.progress(progress))
    fixture.press(" ")
    #expect(fixture.takeEffects() == [.open(.run("runs/drawn-2d"))])
    fixture.send(.opened(fixture.openModel(2), ExplorerFixture.testImages, nil))
    #expect(fixture.takeEffects() == [.train(.resume)])
    fixture.send(.opened(fixture.openModel(2), ExplorerFixture.testImages, nil))
    #expect(fixture.takeEffects().isEmpty)
  }

  @Test func aLongNoticeIsShownWhole() {
    let size = Size(width: 60, height: 20)
    var fixture = ExplorerFixture(page: .train, size: size)
    let words = (1...40).map { "word\($0)" }
    fixture.send(.failure(words.joined(separator: " ")))
    let shown = Set(fixture.text(size).split { $0 == " " || $0 == "\n" }.map(String.init))
    #expect(words.allSatisfy(shown.contains))
  }

  @Test func theCursorCoversNothingOfAPictureThatFillsItsFrame() {
    let area = Rect(x: 3, y: 1, width: 4, height: 3)
    var grid = CellGrid(size: Size(width: 10, height: 5))
    grid.fill(area, with: Cell("#"))
    grid.drawBrackets(beside: area, style: .plain)
    #expect(grid.text() == "\n  ┌####┐\n  │####│\n  └####┘\n")
  }

  @Test func aPasteIsNoKeys() {
    var fixture = ExplorerFixture(page: .runs)
    _ = fixture.takeEffects()
    fixture.press(.down, "d")
    fixture.send(.input(.paste))
    #expect(fixture.model.asksBeforeDeleting && fixture.takeEffects().isEmpty)
    #expect(fixture.model.notice?.text == "A paste is ignored here: keys are pressed one by one.")
  }

  @Test func theListOpensWhatIsChosen() {
    var fixture = ExplorerFixture()
    _ = fixture.takeEffects()
    fixture.press("o", .down, .down, .enter)
    #expect(fixture.takeEffects() == [.open(.model("drawn-5d"))])
  }

  @Test func openingBeginsAnew() {
    var fixture = ExplorerFixture(page: .walk)
    fixture.press(.right, ",", "a")
    fixture.send(.opened(fixture.openModel(10), ExplorerFixture.testImages, nil))
    #expect(fixture.model.walk.position == Array(repeating: 0, count: 10))
    #expect(fixture.model.walk.marks.isEmpty)
    #expect(fixture.model.timeline.time == .live)
    for page in Page.allCases {
      fixture.press(.character(page.letter))
      _ = fixture.text(Size(width: 120, height: 40))
    }
  }

  @Test func samplesKeepTheirNoise() {
    var fixture = ExplorerFixture(page: .samples)
    let first = fixture.model.samples.latents(count: 12, latentSize: 2)
    #expect(
      fixture.model.samples.latents(count: 5, latentSize: 2).elements == Array(first.elements.prefix(10)))
    fixture.press("n")
    #expect(fixture.model.samples.latents(count: 12, latentSize: 2) != first)
  }

  @Test func theFilmRunsFromTheFirstStateToTheLiveOne() {
    var fixture = ExplorerFixture(page: .samples)
    fixture.press("g")
    #expect(fixture.model.timeline.time == .past(examplesSeen: 100))
    var time = 10.0
    while fixture.model.isAnimating, time < 30 {
      time += 0.1
      fixture.send(.tick(at: time))
    }
    #expect(fixture.model.timeline.time == .live)
    #expect(time < 15)
  }

  @Test func theDrawingBecomesARow() {
    var fixture = ExplorerFixture(page: .reconstruct)
    fixture.press("d", " ", .down, .down, .enter)
    #expect(fixture.model.reconstructRows.first == .drawing)
    #expect(fixture.model.drawing?.reconstruction != nil)
    fixture.press("d", "x", .enter)
    #expect(fixture.model.reconstructRows.first == .testImage(0))
  }

  @Test func rowsAreChosenByClassAndSortedByTheBound() {
    var fixture = ExplorerFixture(page: .reconstruct)
    fixture.press("/", "4")
    #expect(fixture.model.reconstructRows.count == 12)
    fixture.press("z")
    let bounds = fixture.model.bounds(of: .current)
    let elbos = fixture.model.reconstructRows.compactMap { source -> Float? in
      if case .testImage(let index) = source { bounds?.elbo(index) } else { nil }
    }
    #expect(elbos == elbos.sorted())
  }

  @Test func centroidsReplaceTheDigitsOfTheClasses() {
    var fixture = ExplorerFixture(page: .plane)
    fixture.press("c")
    let plot = fixture.model.planePlot()
    #expect(plot.labelPlaces?.count == 10)
    #expect(plot.marks.isEmpty)
    #expect(fixture.model.notice?.text == "Each digit stands at the mean of its class.")
  }

  @Test(arguments: Page.allCases)
  func everyPageExportsSomething(page: Page) {
    var fixture = ExplorerFixture(page: page)
    _ = fixture.takeEffects()
    fixture.press("e")
    let isExported = fixture.takeEffects().contains { if case .export = $0 { true } else { false } }
    #expect(isExported)
  }
}

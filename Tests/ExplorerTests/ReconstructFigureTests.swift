import Autoencoder
import Compute
import TerminalGraphics
import Testing

@testable import Explorer
@testable import Training

/// The figures of Reconstruct: heads, differences, orders, the table of classes, exports.
struct ReconstructFigureTests {
  private let window = Size(width: 120, height: 40)
  private let other = ModelReference.model("drawn-5d")

  private func fixture() -> ExplorerFixture { ExplorerFixture(page: .reconstruct, size: window) }

  @Test func boundsAreMeansWithStandardErrorsOverAllAndByClass() {
    let bounds = ImageBounds(
      [
        ELBO(elbo: -10, reconstruction: -8, klDivergence: 2),
        ELBO(elbo: -14, reconstruction: -10, klDivergence: 4),
        ELBO(elbo: -21, reconstruction: -20, klDivergence: 1),
      ], labels: [3, 3, 7])
    #expect(bounds.all.elbo == Estimate([-10, -14, -21]))
    #expect(bounds.figures(ofClass: nil) == bounds.all)
    #expect(bounds.figures(ofClass: 3)?.elbo.mean == -12)
    #expect(abs((bounds.figures(ofClass: 3)?.elbo.standardError ?? 0) - 2) < 1e-12)
    #expect(bounds.figures(ofClass: 7)?.klDivergence.mean == 1)
    #expect(bounds.figures(ofClass: 5) == nil)
    #expect(bounds.elbo(1) == -14)
    #expect(ImageBounds([], labels: nil).all.elbo.mean.isNaN)
  }

  @Test func headsShowTheFiguresOfEachModelAndTheBestInBold() throws {
    let fixture = fixture()
    let rows = fixture.text(window).split(separator: "\n")
    let figures = try [ModelReference.current, other].map { try #require(fixture.model.figures(of: $0)) }
    #expect(rows[3].contains("original") && rows[3].contains("drawn") && rows[3].contains("drawn-5d"))
    #expect(rows[4].contains("ELBO ± std. error"))
    for figure in figures { #expect(rows[4].contains(figure.elbo.text)) }
    #expect(rows[5].contains("reconstruction − KL") && rows[5].contains("− 6.0"))
    let layout = fixture.model.reconstructLayout
    let looks = [1, 2].map { column in
      let head = layout.head(column: column)
      return fixture.grid(window)[head.x, head.y + 1].style
    }
    #expect(looks == [.plain, .bold])  // The other model is better by two nats.
  }

  @Test func headsAreThoseOfTheClassShown() throws {
    var fixture = fixture()
    fixture.press("/", "4")
    let figures = try #require(fixture.model.bounds(of: .current)?.classes[4])
    #expect(fixture.text(window).contains(figures.elbo.text))
    #expect(figures.elbo != fixture.model.bounds(of: .current)?.all.elbo)
  }

  @Test func eightRowsFitAndNoRowOfTheWindowIsLost() {
    let layout = fixture().model.reconstructLayout
    #expect(layout.rows >= 8)
    #expect(layout.place(column: 0, row: layout.rows - 1).bottom <= layout.inner.bottom)
    #expect(layout.inner.bottom - layout.place(column: 0, row: layout.rows - 1).bottom < 4)
    let small = ExplorerFixture(page: .reconstruct).model.reconstructLayout
    #expect(small.rows >= 4 && small.networks.count == 2)
  }

  @Test func picturesGrowAndShrinkAsFarAsThereIsRoom() {
    var fixture = fixture()
    let first = fixture.model.reconstructLayout
    fixture.press("]")
    #expect(fixture.model.reconstructLayout.rows < first.rows)
    for _ in 0..<20 { fixture.press("]") }
    #expect(fixture.model.reconstructLayout.rows == 1)
    fixture.press("[")
    #expect(fixture.model.reconstructLayout.rows > 1)
    for _ in 0..<20 { fixture.press("[") }
    #expect(fixture.model.reconstructLayout.rows > first.rows)
  }

  @Test func eachStateIsMeasuredOnce() {
    var fixture = ExplorerFixture(page: .train, size: window)
    var requests: [ModelTask] = []
    func note(_ effects: [Effect]) {
      for case .ask(let request) in effects where request.task.priority == .background {
        requests.append(request.task)
      }
    }
    note(fixture.model.show(.reconstruct))
    #expect(requests.count == 2)  // One for each model; neither is answered here.
    note(fixture.model.requestReconstructions())
    #expect(requests.count == 2)
    note(fixture.model.travel(by: -1))
    #expect(requests.count == 3)
    note(fixture.model.returnToLive())
    #expect(requests.count == 4)
    // While training goes on, the next measurement waits for this one.
    note(update(&fixture.model, .snapshot(StateLabel(epoch: 11, examplesSeen: 67_000), at: 40)))
    #expect(requests.count == 4)
  }

  @Test func aModelThatIsTrainedIsMeasuredNowAndThen() {
    var fixture = fixture()
    func isMeasured(_ examplesSeen: Int, at time: Double) -> Bool {
      fixture.send(.snapshot(StateLabel(epoch: 11, examplesSeen: examplesSeen), at: time))
      return fixture.model.hasNewestBounds(of: .current)
    }
    #expect(!isMeasured(67_000, at: 12))
    #expect(isMeasured(68_000, at: 40))
    #expect(!isMeasured(69_000, at: 41))
    var progress = fixture.progress
    progress.state = .paused
    fixture.send(.progress(progress))
    #expect(isMeasured(70_000, at: 42))  // Now it stays.
  }

  @Test func figuresOfAnEarlierStateAreFaint() {
    var fixture = fixture()
    #expect(fixture.model.hasNewestBounds(of: .current))
    fixture.send(.snapshot(StateLabel(epoch: 11, examplesSeen: 67_000), at: 12))
    #expect(!fixture.model.hasNewestBounds(of: .current) && fixture.model.figures(of: .current) != nil)
    let capabilities = Capabilities()
    let head = fixture.model.reconstructLayout.head(column: 1)
    #expect(fixture.grid(window, capabilities)[head.x, head.y + 1].style == capabilities.faint)
  }

  @Test func rowsAreOrderedByWorstDisagreementAndClass() throws {
    var fixture = fixture()
    func elbos(_ network: ModelReference) -> [Float] {
      fixture.model.reconstruct.images.map { fixture.model.bounds(of: network)!.elbo($0) }
    }
    fixture.press(.right, "z")
    #expect(fixture.model.reconstruct.order == .lowest(other))
    #expect(elbos(other) == elbos(other).sorted())
    #expect(fixture.text(window).contains("lowest ELBO of drawn-5d first"))
    fixture.press("z")
    #expect(fixture.model.reconstruct.order == .disagreement)
    let gaps = zip(elbos(.current), elbos(other)).map { abs($0 - $1) }
    #expect(gaps == gaps.sorted(by: >) && gaps.first != gaps.last)
    fixture.press("z")
    let labels = fixture.model.reconstruct.images.map { fixture.model.testImages.label($0)! }
    #expect(labels == labels.sorted())
    fixture.press("z")
    #expect(fixture.model.reconstruct.images == Array(0..<120))
    // Another model's worst images are one key away.
    fixture.press("z", .left, "z")
    #expect(fixture.model.reconstruct.order == .lowest(.current))
  }

  @Test func anOrderWaitsForTheBoundsThatItNeeds() {
    var fixture = ExplorerFixture(page: .train, size: window)
    _ = fixture.model.show(.reconstruct)
    _ = update(&fixture.model, .input(.key("z")))
    #expect(fixture.model.reconstruct.isOrderPending)
    #expect(fixture.model.reconstruct.images == Array(0..<120))
    let bounds = ImageBounds(
      (0..<120).map { ELBO(elbo: -1 - Double($0), reconstruction: -Double($0), klDivergence: 1) }, labels: nil
    )
    _ = update(
      &fixture.model,
      .answered(ModelAnswer(generation: lastGeneration(&fixture), result: .success(.bounds(bounds)))))
    #expect(!fixture.model.reconstruct.isOrderPending)
    #expect(fixture.model.reconstruct.images == Array((0..<120).reversed()))
  }

  /// The generation of the request for the open model's bounds: asked for last, before that of the other model.
  private func lastGeneration(_ fixture: inout ExplorerFixture) -> Int {
    fixture.model.reconstruct.measuring = [:]
    let effects = fixture.model.requestBounds()
    for case .ask(let request) in effects where request.purpose.model == .current {
      return request.generation
    }
    return 0
  }

  @Test func differencesAreOfTheSelectedModelFromTheOriginalOrAnotherModel() throws {
    var fixture = fixture()
    let row = ImageSource.testImage(0)
    let scale = DifferenceScale(over: [])
    let first = try #require(fixture.model.difference(of: row, on: scale))
    #expect(first.kind == .signed)
    #expect(fixture.text(window).contains("− original"))
    #expect(fixture.model.boundDifference(of: row) == nil)
    fixture.press("a")
    #expect(fixture.model.reconstructReference == .current && fixture.model.reconstruct.column == other)
    // They decode alike.
    #expect(fixture.model.difference(of: row, on: scale)?.bytes.allSatisfy { $0 == 128 } == true)
    #expect(fixture.model.boundDifference(of: row) == 0)
    let gain = try #require(fixture.model.boundDifference)
    #expect(gain.mean == 2 && gain.standardError < 0.1)
    #expect(fixture.text(window).contains("+2.0 ± 0.1"))
    fixture.press(.left, "a")
    #expect(fixture.model.reconstructReference == nil)
  }

  @Test func theTableHasARowAClassAndAColumnAModel() throws {
    var fixture = fixture()
    fixture.press("f")
    let text = fixture.text(window)
    #expect(text.contains("ELBO ± standard error by class, below it reconstruction − KL, nats per image"))
    for label in 0..<10 as Range<UInt8> {
      for network in [ModelReference.current, other] {
        let figures = try #require(fixture.model.bounds(of: network)?.classes[label])
        #expect(text.contains(figures.elbo.text))
      }
    }
    #expect(text.split(separator: "\n").contains { $0.contains(" all ") && $0.contains(" 120 ") })
    // In a small window one figure is shown at a time.
    fixture.send(.input(.resize(Size(width: 80, height: 24))))
    #expect(fixture.text(fixture.model.size).contains("ELBO ± standard error by class, nats"))
    fixture.press("v")
    #expect(fixture.text(fixture.model.size).contains("reconstruction ± standard error by class"))
    fixture.send(.input(.resize(window)))
    fixture.press("f")
    #expect(fixture.text(window).contains("original ▸ reconstruction (mean)"))
  }

  @Test func theTableHasRoomForFourModelsInASmallWindowAndSaysWhatItLeavesOut() {
    let size = Size(width: 80, height: 24)
    var fixture = ExplorerFixture(page: .runs, size: size)
    fixture.press(.down, "c", .down, "c", "r", "f")
    let text = fixture.text(size)
    for name in ["drawn ", "drawn-2d-2", "drawn-2d-3", "drawn-5d"] { #expect(text.contains(name), "\(name)") }
    #expect(!text.contains(" of 4 models") && text.contains("v reconstruction, KL"))
    fixture.send(.input(.resize(Size(width: 66, height: 24))))
    #expect(fixture.text(fixture.model.size).contains("3 of 4 models"))
  }

  @Test(arguments: [Size(width: 80, height: 24), Size(width: 120, height: 40), Size(width: 200, height: 60)])
  func nothingBesideAnImageIsCut(size: Size) {
    let text = ExplorerFixture(page: .reconstruct, size: size).text(size)
    #expect(text.contains("class 0") && text.contains("▸ selected"))
  }

  @Test func theSheetAndTheBoundsAreExported() throws {
    var fixture = fixture()
    _ = fixture.takeEffects()
    fixture.press("/", "4", "e")
    let contents = fixture.takeEffects().compactMap { effect -> Export.Content? in
      if case .export(let export) = effect { export.content } else { nil }
    }
    guard case .text(let sheet, "svg")? = contents.first,
      case .table(let header, let columns)? = contents.last
    else {
      Issue.record("expected a sheet and a table, found \(contents.count) files")
      return
    }
    let rows = fixture.model.reconstructLayout.rows
    // The original, two models, the difference.
    #expect(sheet.components(separatedBy: "<image ").count - 1 == 4 * min(rows, 12))
    #expect(
      sheet.contains("drawn-5d") && sheet.contains("reconstruction − KL")
        && sheet.contains("class 4, image 5"))
    #expect(header.prefix(5) == ["image", "class", "drawn elbo", "drawn reconstruction", "drawn kl"])
    #expect(columns.count == 8 && columns[0] == .whole(fixture.model.reconstruct.images.map { $0 + 1 }))
    #expect(columns[2].texts.first == "\(fixture.model.bounds(of: .current)!.elbo(4))")
    fixture.press("f", "e")
    guard case .export(let table)? = fixture.takeEffects().last, case .text(let csv, "csv") = table.content
    else {
      Issue.record("expected the figures of the classes")
      return
    }
    #expect(csv.split(separator: "\n").count == 1 + 2 * 11)
  }

  @Test func aClickSelectsAModelAndARowAndASecondOneWalksThere() {
    var fixture = fixture()
    let place = fixture.model.reconstructLayout.place(column: 2, row: 3)
    let press = InputEvent.mouse(MouseEvent(kind: .press, position: place.origin))
    fixture.send(.input(press))
    #expect(fixture.model.reconstruct.column == other && fixture.model.reconstruct.cursor == 3)
    #expect(fixture.model.page == .reconstruct)
    fixture.send(.input(press))
    #expect(fixture.model.page == .walk)
  }
}

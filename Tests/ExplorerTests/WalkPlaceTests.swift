import Autoencoder
import TerminalGraphics
import Testing
import Training

@testable import Explorer

/// Jumps of the walk, where they lead from, and back.
struct WalkPlaceTests {
  private static let size = Size(width: 120, height: 40)

  private func fixture(latentSize: Int = 2) -> ExplorerFixture {
    ExplorerFixture(page: .walk, size: Self.size, latentSize: latentSize)
  }

  @Test func aStretchOfStepsIsUndoneAtOnceAndAJumpAlone() {
    var fixture = fixture()
    fixture.press(.right, .right, .up, "3", "5", .left)
    let end = fixture.model.walk.position
    fixture.press(.backspace)
    #expect(fixture.model.walk.place.source == .classMiddle(5))
    fixture.press(.backspace)
    #expect(fixture.model.walk.place.source == .classMiddle(3))
    fixture.press(.backspace)
    #expect(fixture.model.walk.position == [0.2, 0.1])
    fixture.press(.backspace)
    #expect(fixture.model.walk.position == [0, 0] && fixture.model.walk.place.source == .origin)
    fixture.press(.backspace)
    #expect(fixture.model.notice?.text == "There is nothing to undo.")
    fixture.press("y", "y", "y", "y")
    #expect(fixture.model.walk.position == end)
    #expect(fixture.model.walk.picture == fixture.decoded(end))
    fixture.press("y")
    #expect(fixture.model.notice?.text == "There is nothing to redo.")
  }

  @Test func aNewPlaceTakesTheUndoneOnesAway() {
    var fixture = fixture()
    fixture.press("3", "5", .backspace, "7", "y")
    #expect(fixture.model.notice?.text == "There is nothing to redo.")
    #expect(fixture.model.walk.place.source == .classMiddle(7))
  }

  @Test func thePageSaysWhereZCameFrom() throws {
    var fixture = fixture()
    #expect(fixture.text(Self.size).contains("at the origin"))
    fixture.press("n")
    let image = try #require(fixture.model.walk.place.source.testImage)
    #expect(fixture.text(Self.size).contains("at the code of test image \(image + 1)"))
    fixture.press(.right)
    #expect(fixture.text(Self.size).contains("moved from the code of test image \(image + 1)"))
    fixture.press("z")
    #expect(fixture.text(Self.size).contains("at a draw from the prior"))
    fixture.press("4")
    #expect(fixture.text(Self.size).contains("at the middle of class 4"))
  }

  @Test func everyDrawFromThePriorIsAnother() {
    var fixture = fixture(latentSize: 20)
    var places: Set<[Float]> = []
    for _ in 0..<50 {
      fixture.press("z")
      places.insert(fixture.model.walk.position)
    }
    #expect(places.count == 50)
    let squares = places.map { $0.reduce(0) { $0 + $1 * $1 } / 20 }
    #expect(abs(squares.reduce(0, +) / 50 - 1) < 0.15)
  }

  @Test func jumpsAreOthersInAnotherSessionAndAfterOpeningAnew() {
    func draw(_ fixture: inout ExplorerFixture) -> [Float] {
      fixture.press("z")
      return fixture.model.walk.position
    }
    var (first, again) = (fixture(), fixture())
    var other = ExplorerFixture(page: .walk, size: Self.size, seed: 7)
    let place = draw(&first)
    #expect(draw(&again) == place && draw(&other) != place)
    first.send(.opened(first.openModel(2), ExplorerFixture.testImages, nil))
    first.send(.snapshot(StateLabel(epoch: 1, examplesSeen: 1), at: 20))
    #expect(draw(&first) != place)
  }

  @Test func whereZCameFromIsWholeInASmallWindow() {
    var fixture = ExplorerFixture(page: .walk, latentSize: 20)
    fixture.send(.testImagesLoaded(.many))
    for key: Key in ["n", "Z", .right, "z", .up, "4", .down] {
      fixture.press(key)
      #expect(!fixture.text(Size(width: 80, height: 24)).contains("…"), "\(key)")
    }
    #expect(PlaceSource.testImage(1943).shortSentence == "at test image 1,944")
    #expect(PlaceSource.moved(from: .origin).shortSentence == "from the origin")
    #expect(PlaceSource.interpolation.shortSentence == "on the path of marks")
  }

  @Test(arguments: [Size(width: 120, height: 40), Size(width: 200, height: 60)])
  func thePlaneIsNotSquashedBelowTheSliders(size: Size) {
    let model = ExplorerFixture(page: .walk, size: size, latentSize: 20).model
    let layout = WalkLayout(body: FrameLayout(size: size).body, model: model)
    #expect(layout.plane.height >= 18 && SlidersView.rows(in: layout.sliders) >= 15)
  }

  @Test(arguments: [
    (2, Size(width: 80, height: 24)), (2, Size(width: 120, height: 40)), (10, Size(width: 120, height: 40)),
    (10, Size(width: 200, height: 60)),
  ])
  func aNearestImageThatIsClickedIsGoneTo(latentSize: Int, size: Size) throws {
    var fixture = ExplorerFixture(page: .walk, size: size, latentSize: latentSize)
    let nearest = try #require(fixture.model.walk.neighbourhood?.nearest.first)
    let body = FrameLayout(size: size).body
    let cells = (body.y..<body.bottom).flatMap { y in (body.x..<body.right).map { Point(x: $0, y: y) } }
    let view = WalkView(model: fixture.model)
    let cell = try #require(cells.first { view.encodedImage(at: $0, in: body) == nearest.index })
    fixture.send(.input(.mouse(MouseEvent(kind: .press, position: cell))))
    #expect(fixture.model.walk.place.source == .testImage(nearest.index))
    #expect(fixture.model.walk.position == fixture.model.encoding?.position(nearest.index))
  }

  @Test func randomImagesAreAnyOfThem() {
    var fixture = fixture()
    var seen: Set<Int> = []
    for _ in 0..<60 {
      fixture.press("Z")
      if let image = fixture.model.walk.place.source.testImage { seen.insert(image) }
    }
    #expect(seen.count > 30 && seen.allSatisfy { $0 < 120 })
  }

  @Test func marksAddUp() {
    var fixture = fixture()
    fixture.press("f")
    #expect(fixture.model.notice?.isFailure == false && fixture.model.walk.position == [0, 0])
    fixture.press(.right, "a", .up, .up, "b", .right, .right, .right, "c", "f")
    let expected: [Float] = [0.1 - 0.1 + 0.4, 0 - 0.2 + 0.2]
    #expect(zip(fixture.model.walk.position, expected).allSatisfy { abs($0 - $1) < 1e-6 })
    #expect(fixture.model.walk.place.source == .combination)
  }

  @Test func aPathLeadsThroughThreeMarks() {
    var fixture = fixture()
    fixture.press("a", .shiftRight, "b", .shiftUp, "c", .home, "i")
    var time = 10.0
    var positions: [[Float]] = []
    while fixture.model.isAnimating, time < 30 {
      time += 0.05
      fixture.send(.tick(at: time))
      positions.append(fixture.model.walk.position)
    }
    #expect(time > 15.5 && time < 17)
    #expect(positions.contains { abs($0[0] - 0.5) < 0.02 && abs($0[1]) < 0.02 })
    // Never straight from the first to the last.
    #expect(positions.allSatisfy { $0[1] < 0.01 || abs($0[0] - 0.5) < 0.01 })
    #expect(positions.last.map { abs($0[0] - 0.5) + abs($0[1] - 0.5) < 1e-5 } ?? false)
  }

  @Test func aSampleAndTheMeanAreShownInTurn() {
    var fixture = fixture()
    fixture.press("V")
    #expect(fixture.text(Self.size).contains("a sample x ~ p(x|z)"))
    fixture.press("V")
    // A Bernoulli decoder has no deviations.
    #expect(fixture.text(Self.size).contains("decoded (mean)"))
  }

  @Test func aGaussianDecoderShowsItsDeviation() {
    var fixture = fixture()
    let architecture = Architecture(
      imageShape: ExplorerFixture.imageShape, hiddenSizes: [5], latentSize: 2, likelihood: .gaussian)
    let configuration = TrainingConfiguration(dataset: "faces", architecture: architecture)
    let faces = OpenModel(name: "faces", origin: .shipped, configuration: configuration)
    fixture.send(.opened(faces, ExplorerFixture.testImages, nil))
    fixture.send(.snapshot(fixture.model.timeline.live ?? .init(epoch: 1, examplesSeen: 1), at: 20))
    fixture.press("V", "V")
    #expect(fixture.text(Self.size).contains("σ of p(x|z), white: 0.250"))
  }

  @Test func anotherModelIsShownAtTheSameImage() {
    var fixture = fixture()
    fixture.press("n", "C")
    let image = (fixture.model.walk.place.source.testImage ?? -1) + 1
    #expect(fixture.text(Self.size).contains("drawn-5d at test image \(image)"))
    #expect(
      fixture.text(Self.size).contains("ELBO \(NumberText.bound(image)), here \(NumberText.bound(image))"))
    // A step keeps the image, a jump changes it.
    fixture.press(.right)
    #expect(fixture.text(Self.size).contains("drawn-5d at test image \(image)"))
    fixture.press("Z", "C")
    #expect(!fixture.text(Self.size).contains("drawn-5d at"))
  }

  private enum NumberText {
    /// That of the fixture for the image of this number, from 1.
    static func bound(_ image: Int) -> String { "−\(89 + image).0" }
  }
}

extension TestImages {
  /// So many images that their numbers are long.
  static var many: TestImages {
    let count = 2000
    return TestImages(
      imageShape: ExplorerFixture.imageShape,
      pixels: Array(repeating: 9, count: count * ExplorerFixture.imageShape.count),
      labels: (0..<count).map { UInt8($0 % 10) })
  }
}

/// The sliders of Walk.
struct SliderTests {
  private func fixture(size: Size = Size(width: 120, height: 40)) -> ExplorerFixture {
    ExplorerFixture(page: .walk, size: size, latentSize: 20)
  }

  @Test func arrowsChooseAndMoveWithinTheSliders() {
    var fixture = fixture()
    fixture.press(.enter, .down, .down, .right, .right, .shiftLeft, .up, .left)
    var expected = [Float](repeating: 0, count: 20)
    (expected[2], expected[1]) = (-0.3, -0.1)
    #expect(zip(fixture.model.walk.position, expected).allSatisfy { abs($0 - $1) < 1e-6 })
    #expect(fixture.model.walk.picture == fixture.decoded(fixture.model.walk.position))
    fixture.press(.escape, .right)
    expected[0] = 0.1
    #expect(zip(fixture.model.walk.position, expected).allSatisfy { abs($0 - $1) < 1e-6 })
  }

  @Test(arguments: [Size(width: 80, height: 24), Size(width: 120, height: 40), Size(width: 200, height: 60)])
  func everySliderCanBeReached(size: Size) {
    var fixture = fixture(size: size)
    fixture.press(.enter)
    for row in 0..<20 {
      #expect(fixture.model.sliderRow == row)
      #expect(fixture.text(size).contains("z\(row + 1) "), "z\(row + 1)")
      fixture.press(.down)
    }
    fixture.press(.shiftUp, .shiftUp, .shiftUp, .shiftUp)
    #expect(fixture.model.sliderRow == 0 && fixture.text(size).contains("1–"))
  }

  @Test func theyAreSortedByTheDivergence() {
    var fixture = fixture()
    var progress = fixture.progress
    let last = progress.history[progress.history.count - 1]
    progress.record.epochs[progress.history.count - 1] = EpochMetrics(
      epoch: last.epoch, examplesSeen: last.examplesSeen, seconds: last.seconds, train: last.train,
      test: last.test, klPerDimension: (0..<20).map { $0 == 6 ? 9 : Double($0) / 10 }, activeUnits: 3)
    fixture.send(.progress(progress))
    #expect(fixture.model.axisOrder.prefix(3) == [6, 19, 18])
    fixture.press(.enter, .right)
    #expect(fixture.model.walk.position[6] == 0.1)
  }

  @Test func theySayTheSpreadOfThePosteriorOfAnImage() {
    var fixture = fixture()
    #expect(fixture.text(fixture.model.size).contains("σ p"))
    fixture.press("n")
    #expect(fixture.text(fixture.model.size).contains("σ q"))
    #expect(abs(fixture.model.sliderSpread(of: 3).deviation - 0.223_13) < 1e-4)
  }

  @Test func aClickSetsASlider() {
    var fixture = fixture()
    let body = FrameLayout(size: fixture.model.size).body
    let area = WalkLayout(body: body, model: fixture.model).sliders
    let view = SlidersView(model: fixture.model)
    let y = area.y + 2 + 4
    let x = (area.x..<area.right).first {
      (view.coordinate(at: Point(x: $0, y: y), in: area) ?? -9) > 1
    }
    let cell = Point(x: x ?? 0, y: y)
    fixture.send(.input(.mouse(MouseEvent(kind: .press, position: cell))))
    #expect(fixture.model.walk.position[4] == view.coordinate(at: cell, in: area))
    #expect(fixture.model.sliderRow == 4)
  }

  @Test func twoDimensionsHaveThePlaneOnly() {
    var fixture = ExplorerFixture(page: .walk, size: Size(width: 120, height: 40))
    fixture.press(.enter)
    #expect(!fixture.model.walk.sliders.isEntered)
    #expect(!fixture.text(fixture.model.size).contains("coordinates of z"))
  }
}

/// Named places.
struct BookmarkListTests {
  private func fixture() -> ExplorerFixture { ExplorerFixture(page: .walk) }

  private func type(_ text: String, on fixture: inout ExplorerFixture) {
    for scalar in text.unicodeScalars { fixture.press(.character(scalar)) }
  }

  @Test func aPlaceIsNamedAndGoneBackTo() {
    var fixture = fixture()
    fixture.press(.right, .up, "'")
    type("my qex", on: &fixture)
    fixture.press(.backspace, .enter)
    #expect(fixture.model.bookmarks.map(\.name) == ["my qe"])
    #expect(fixture.model.bookmarks.first?.position == [0.1, 0.1])
    #expect(fixture.takeEffects().contains(.keepBookmarks(fixture.model.bookmarks)))
    fixture.press("7", "'")
    #expect(fixture.text(Size(width: 80, height: 24)).contains("my qe"))
    fixture.press(.enter)
    #expect(fixture.model.walk.position == [0.1, 0.1])
    #expect(fixture.model.walk.place.source == .bookmark("my qe"))
    #expect(fixture.text(Size(width: 120, height: 40)).contains("at bookmark my qe"))
  }

  @Test func aBookmarkIsMarkedAndDeleted() {
    var fixture = fixture()
    fixture.press("'", .enter, .right, "'", "n", .enter)
    #expect(fixture.model.bookmarks.map(\.name) == ["place 1", "place 2"])
    fixture.press("'", .down, "b", .escape)
    #expect(fixture.model.walk.marks == ["b": [0.1, 0]])
    fixture.press("'", .delete)
    #expect(fixture.model.bookmarks.map(\.name) == ["place 2"])
    fixture.press(.delete)
    #expect(fixture.model.bookmarks.isEmpty && fixture.model.overlay == nil)
  }

  @Test func aNameIsKeptOnce() {
    var fixture = fixture()
    for _ in 0..<2 {
      fixture.press(.right, "'")
      if !fixture.model.bookmarks.isEmpty { fixture.press("n") }
      type(" a ", on: &fixture)
      fixture.press(.enter)
    }
    #expect(fixture.model.bookmarks.map(\.name) == ["a"])
    #expect(fixture.model.bookmarks.first?.position == [0.2, 0])
    fixture.press("'", "n", .escape, .escape)
    #expect(fixture.model.overlay == nil && fixture.model.bookmarks.count == 1)
  }
}

import Autoencoder
import Compute
import Datasets
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
        .train(.learningRate(0.002)), .train(.learningRate(0.0005)), .train(.saveCheckpoint),
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

  @Test func deletingAsks() {
    var fixture = ExplorerFixture(page: .runs)
    _ = fixture.takeEffects()
    fixture.press("x")
    #expect(fixture.model.overlay == nil)  // It is open.
    fixture.press(.down, "x", .escape, "x", "y")
    #expect(fixture.takeEffects() == [.deleteRun(path: "runs/drawn-2d-2")])
  }

  @Test func theRunThatIsTrainedIsNotOpenedAgain() {
    var fixture = ExplorerFixture(page: .runs)
    _ = fixture.takeEffects()
    fixture.press(.enter)
    #expect(fixture.takeEffects().isEmpty)
    #expect(fixture.model.notice?.text == "drawn-2d is open already.")
    #expect(fixture.model.stateTitle(of: fixture.model.listing.runs[0]) == "training")
    var progress = fixture.progress
    progress.state = .finished
    fixture.send(.progress(progress))
    #expect(fixture.model.stateTitle(of: fixture.model.listing.runs[0]) == "finished")
    fixture.press(.enter)
    #expect(fixture.takeEffects() == [.open(.run("runs/drawn-2d"))])
  }

  @Test func aDeletedRunIsNoLongerComparedOrOverlaid() {
    var fixture = ExplorerFixture(page: .runs)
    fixture.press(.down, "c", "y")
    let path = "runs/drawn-2d-2"
    fixture.model.reconstruct.asked[.run(path)] = [.testImage(0)]
    #expect(fixture.model.reconstruct.comparedRuns == [path] && fixture.model.train.overlaidRuns == [path])
    fixture.press("x", "y")
    #expect(fixture.model.reconstruct.comparedRuns.isEmpty && fixture.model.train.overlaidRuns.isEmpty)
    #expect(fixture.model.reconstruct.asked[.run(path)] == nil)
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
    #expect(fixture.model.walk.markA == nil)
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
    let scores = fixture.model.reconstructRows.compactMap { source -> Float? in
      if case .testImage(let index) = source { fixture.model.reconstruct.scores[index] } else { nil }
    }
    #expect(scores == scores.sorted())
  }

  @Test func centroidsReplaceTheDigitsOfTheClasses() {
    var fixture = ExplorerFixture(page: .plane)
    fixture.press("c")
    let plot = fixture.model.planePlot()
    #expect(plot.labelPlaces?.count == 10)
    #expect(plot.marks.isEmpty)
    #expect(fixture.model.notice?.text == "Each digit stands at the mean of its class.")
  }

  @Test func runsSayWhereTheyAreShown() {
    var fixture = ExplorerFixture(page: .runs)
    fixture.press(.down, "y", "c", .down, "c")
    let rows = fixture.text(Size(width: 80, height: 24)).split(separator: "\n").dropFirst(3)
    #expect(rows.first?.contains("shown on") ?? false)
    #expect(rows.dropFirst(2).first?.contains(" both ") ?? false)
    #expect(rows.dropFirst(3).first?.contains(" Reconstruct ") ?? false)
  }

  /// Bounds of other data, another pixel mode included, are not drawn together.
  @Test(arguments: [("drawn", PixelMode.threshold), ("painted", .grey)])
  func runsOfOtherDataAreNotDrawnTogether(dataset: String, mode: PixelMode) throws {
    var fixture = ExplorerFixture(page: .runs)
    var listing = fixture.listing
    let like = listing.runs[1]
    var configuration = try #require(like.configuration)
    configuration.dataset = dataset
    configuration.pixelMode = mode
    listing.runs[1] = RunSummary(
      name: like.name, path: like.path, state: like.state, configuration: configuration,
      figures: like.figures, modified: like.modified)
    fixture.send(.listed(listing))
    fixture.press(.down, "y")
    let title = mode == .grey ? dataset : "\(dataset), threshold pixels"
    #expect(
      fixture.model.notice?.text
        == "\(like.name) was trained on \(title): its bounds cannot be compared with these.")
    fixture.model.train.overlaidRuns = [like.path]  // As from when its own data was open.
    #expect(!fixture.model.overlaidRuns.contains { $0.path == like.path })
    let rows = fixture.text(Size(width: 80, height: 24)).split(separator: "\n").dropFirst(3)
    #expect(!rows.contains { $0.contains(" Train ") })
  }

  @Test func shippedModelsOfTheDataAreCompared() {
    let fixture = ExplorerFixture(page: .reconstruct)
    #expect(fixture.model.comparisons == [.model("drawn-5d")])
  }

  @Test func aChosenRunThatCannotBeComparedIsNamed() throws {
    var fixture = ExplorerFixture(page: .reconstruct)
    var listing = fixture.listing
    let like = listing.runs[1]
    var configuration = try #require(like.configuration)
    configuration.architecture = Architecture(imageShape: ImageShape(height: 2, width: 2), latentSize: 2)
    listing.runs[1] = RunSummary(
      name: like.name, path: like.path, state: like.state, configuration: configuration,
      figures: like.figures, modified: like.modified)
    fixture.model.reconstruct.comparedRuns = [like.path]
    fixture.send(.listed(listing))
    #expect(fixture.text(Size(width: 80, height: 24)).contains("not comparable: \(like.name) · "))
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

/// Arithmetic of latent space.
struct LatentTests {
  @Test func linearIsStraight() {
    #expect(Interpolation.linear(from: [0, 2], to: [4, 0], at: 0.25) == [1, 1.5])
  }

  @Test func sphericalKeepsTheLength() {
    let start: [Float] = [2, 0, 0, 0, 0]
    let end: [Float] = [0, 2, 0, 0, 0]
    for step in 0...10 {
      let place = Interpolation.spherical(from: start, to: end, at: Float(step) / 10)
      let length = place.reduce(0) { $0 + $1 * $1 }.squareRoot()
      #expect(abs(length - 2) < 1e-5)
    }
    let middle = Interpolation.place(from: start, to: end, at: 0.5)
    #expect(abs(middle[0] - middle[1]) < 1e-6 && abs(middle[0] - Float(2).squareRoot()) < 1e-5)
  }

  @Test func sphericalCopesWithOppositesAndNothing() {
    for (start, end) in [([1, 0], [-1, 0]), ([0, 0], [1, 1]), ([1, 1], [1, 1])] as [([Float], [Float])] {
      let place = Interpolation.spherical(from: start, to: end, at: 0.5)
      #expect(place.allSatisfy { $0.isFinite })
    }
  }

  @Test func quantilesInvertTheDistribution() {
    for (probability, z) in [(0.5, 0.0), (0.975, 1.959964), (0.158655, -1.0), (0.0013499, -3.0)] {
      #expect(abs(NormalDistribution.quantile(probability) - z) < 1e-4)
    }
  }

  @Test func densityFallsWithDistance() {
    let encoding = ExplorerFixture().encoding
    let there = encoding.density(at: encoding.centroids[0]!)
    #expect(there > 0.5)
    #expect(encoding.density(at: [6, 6]) < 0.2)
    #expect(encoding.density(at: [60, 60]) < encoding.density(at: [6, 6]))
  }
}

/// What is asked about the encoded images.
struct EncodingTests {
  @Test func theMiddleOfADividedClassIsOneOfItsImages() {
    // Class 1 lies on either side of class 0, its mean in the midst of that.
    let places: [Float] = [0, 0, 0.1, 0, -0.1, 0, 4, 0, 5, 0, -4, 0, -5, 0]
    let encoding = PlaneEncoding(
      mean: Matrix(rows: 7, columns: 2, elements: places), labels: [0, 0, 0, 1, 1, 1, 1])
    #expect(encoding.middle(of: 0) == [0, 0])
    #expect(encoding.middle(of: 1)?.first.map(abs) == 4)
    #expect(encoding.middle(of: 2) == nil)
  }

  @Test func theNearestComeInOrder() {
    let encoding = ExplorerFixture().encoding
    let nearest = encoding.nearest(5, to: [0, 0])
    #expect(nearest.count == 5)
    #expect(zip(nearest, nearest.dropFirst()).allSatisfy { $0.distance <= $1.distance })
    #expect(nearest.first?.index == encoding.nearest(to: [0, 0])?.index)
    #expect(encoding.nearest(3, to: [0]).isEmpty)
  }
}

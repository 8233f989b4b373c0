import Autoencoder
import TerminalGraphics
import Testing

@testable import Explorer
@testable import Training

/// The Train page as a training monitor, driven by keys.
struct TrainTests {
  private static let size = Size(width: 120, height: 40)

  private func fixture(_ size: Size = size, latentSize: Int = 2) -> ExplorerFixture {
    var fixture = ExplorerFixture(page: .train, size: size, latentSize: latentSize)
    _ = fixture.takeEffects()
    return fixture
  }

  private func titles(_ fixture: ExplorerFixture) -> [String] {
    let text = fixture.text(fixture.model.size)
    return MonitorChart.allCases.filter { text.contains("┌ \($0.digit) \($0.title) ") }.map(\.rawValue)
  }

  // MARK: Charts

  @Test func digitsShowChartsAndTakeThemAway() {
    var fixture = fixture()
    #expect(titles(fixture) == ["elbo", "kl", "gradient-norm"])
    fixture.press("7")
    #expect(titles(fixture) == ["elbo", "kl", "learning-rate"])
    fixture.press("9")
    #expect(titles(fixture) == ["elbo", "kl", "kl-per-dimension"])
    fixture.press("3")
    #expect(titles(fixture) == ["elbo", "learning-rate", "kl-per-dimension"])
    fixture.press("0")
    #expect(titles(fixture) == ["elbo", "kl", "gradient-norm"])
  }

  /// Each quantity can be the only chart of a small window.
  @Test(arguments: MonitorChart.allCases) func aSmallWindowShowsTheChartOfTheDigit(chart: MonitorChart) {
    var fixture = fixture(Size(width: 80, height: 24))
    if chart != .elbo { fixture.press(.character(Unicode.Scalar(UInt8(48 + chart.digit)))) }
    #expect(titles(fixture) == [chart.rawValue])
    #expect(!fixture.text(fixture.model.size).contains("not recorded"))
  }

  @Test func theAxisIsExamplesEpochsOrSeconds() {
    var fixture = fixture()
    func axis() -> [Substring] {
      fixture.text(Self.size).split { " │\n".contains($0) }.filter {
        ["examples", "epochs", "seconds"].contains($0)
      }
    }
    #expect(axis().contains("examples"))
    fixture.press("a")
    #expect(axis().contains("epochs") && fixture.model.notice?.text == "Horizontal axis: epochs.")
    #expect(fixture.model.monitorAxis.range.upperBound == 11)
    fixture.press("a")
    #expect(axis().contains("seconds") && fixture.model.monitorAxis.range.upperBound == 22)
    fixture.press("a")
    #expect(axis().contains("examples"))
  }

  @Test func bothAxesMayBeLogarithmic() {
    var fixture = fixture()
    #expect(fixture.model.chart(.elbo, Capabilities()).xScale == .logarithmic)
    fixture.press("g", "G")
    let chart = fixture.model.chart(.elbo, Capabilities())
    #expect(chart.xScale == .linear && chart.yScale == .logarithmic)
    // The magnitudes of negative numbers, the greatest at the bottom.
    let layout = chart.layout(in: Rect(x: 0, y: 0, width: 60, height: 20))
    #expect(layout.y.scale == .logarithmic && layout.y.range.upperBound < 0)
    #expect(layout.y.fraction(of: -200) < layout.y.fraction(of: -100))
  }

  @Test func smoothingIsShown() {
    var fixture = fixture()
    #expect(fixture.text(Self.size).contains("mean of 13 points"))
    fixture.press("z")
    #expect(fixture.text(Self.size).contains("mean of 41 points"))
    fixture.press("z", "z")
    #expect(fixture.text(Self.size).contains("not smoothed"))
    #expect(fixture.model.chart(.elbo, Capabilities()).series.count == 2)
  }

  @Test func whatAPersonChoseOutlivesWhatIsOpen() {
    var fixture = fixture()
    fixture.press("a", "z", "7")
    let options = fixture.model.preferences.charts
    fixture.send(.opened(fixture.openModel(2), ExplorerFixture.testImages, nil))
    #expect(fixture.model.preferences.charts == options)
  }

  /// What is chosen by keys is kept under the names of the preferences file, and read from there.
  @Test func chartsAreKept() {
    var fixture = fixture()
    let effects = update(&fixture.model, .input(.key("7")))
    #expect(!effects.isEmpty)
    fixture.press("a", "g", "G", "z")
    func text(_ name: String) -> String? { Preferences.key(name)?.text(fixture.model.preferences) }
    #expect(text("charts")?.hasPrefix("elbo, kl, learning-rate, ") == true)
    #expect(text("horizontal-axis") == "epochs" && text("horizontal-scale") == "linear")
    #expect(text("vertical-scale") == "logarithmic" && text("smoothing") == "41")
    var read = Preferences()
    for name in ["charts", "horizontal-axis", "horizontal-scale", "vertical-scale", "smoothing"] {
      #expect(Preferences.key(name)?.take(text(name) ?? "", &read) == true, "\(name)")
    }
    #expect(read.charts == fixture.model.preferences.charts)
    for wrong in ["", "elbo, elbo", "loss"] { #expect(PreferenceKey.charts.take(wrong, &read) == false) }
  }

  @Test func aClickMakesASmallChartTheLargeOne() {
    var fixture = fixture()
    let places = TrainLayout(body: FrameLayout(size: Self.size).body, model: fixture.model).charts
    let middle = Point(x: places[1].x + places[1].width / 2, y: places[1].y + places[1].height / 2)
    fixture.send(.input(.mouse(MouseEvent(kind: .press, position: middle))))
    #expect(fixture.model.preferences.charts.charts.first == .kl)
  }

  // MARK: The time machine

  @Test func thePastIsALineAndEveryFigureIsOfThen() {
    var fixture = fixture(latentSize: 10)
    let live = fixture.model.trainFigures
    fixture.press(",", ",", ",", ",", ",")
    #expect(fixture.model.timeline.shown?.examplesSeen == 18_100)
    let text = fixture.text(Self.size)
    #expect(text.contains("epoch 3, 18,100 examples") && text.contains("┃"))
    #expect(text.contains("run at epoch 3"))
    let past = fixture.model.trainFigures
    #expect(past.learningRate == 0.002 && live.learningRate == 0.001)
    #expect(past.best?.epoch == 3 && past.last?.epoch == 3 && live.best?.epoch == 11)
    #expect(past.train!.elbo < live.train!.elbo - 20)
    #expect(abs(past.elapsed! - 6) < 0.2)
    #expect(text.contains("0.002"))
    fixture.press(.end)
    #expect(!fixture.text(Self.size).contains("┃"))
  }

  @Test func theCrosshairSaysThatAValueWasNotThereYet() {
    var fixture = fixture()
    fixture.press("c")
    for _ in 0..<8 { fixture.press(.shiftLeft) }
    let lines = fixture.text(Self.size).split(separator: "\n")
    #expect(lines.contains { $0.contains("test") && $0.contains("—") })
    #expect(lines.contains { $0.contains("train") && $0.contains("−") })
  }

  // MARK: Events and overlays

  @Test func eventsStandOnTheCurve() {
    var fixture = fixture()
    let text = fixture.text(Self.size)
    #expect(text.contains("resumed") && text.contains("rate 0.001") && text.contains("best"))
    var listing = fixture.listing
    var configuration = listing.runs[1].configuration!
    configuration.fork = ForkOrigin(
      run: "drawn-2d", path: "runs/drawn-2d", epoch: 2, examplesSeen: 5000, precision: .half, stream: 1)
    listing.runs[1] = RunSummary(
      name: "fork", path: "runs/fork", state: .resumable, configuration: configuration,
      figures: listing.runs[1].figures, modified: listing.runs[1].modified)
    fixture.send(.listed(listing))
    #expect(fixture.text(Self.size).contains("forked"))
  }

  @Test func overlaysHaveALegendWithWhatDiffers() {
    var fixture = fixture(Size(width: 200, height: 60))
    var listing = fixture.listing
    var configuration = listing.runs[1].configuration!
    configuration.architecture = fixture.openModel(5).architecture!
    configuration.learningRate = 0.0005
    listing.runs[1] = RunSummary(
      name: "drawn", path: "runs/other", state: .resumable, configuration: configuration,
      figures: listing.runs[1].figures, modified: listing.runs[1].modified)
    fixture.press("y")
    fixture.send(.listed(listing))
    let text = fixture.text(Size(width: 200, height: 60))
    #expect(text.contains("drawn (run)") && text.contains("L 5, rate 5e−4"))
    let rows = fixture.model.overlayRows
    #expect(rows.map(\.index) == [nil, 0, 1] && rows.allSatisfy { $0.test != nil && $0.train != nil })
    fixture.press("c")
    #expect(fixture.text(Size(width: 200, height: 60)).contains("(+0.0)"))
  }

  /// The whole course of an overlaid run is read once, so that every quantity has its curve.
  @Test func overlaidRunsAreRead() {
    var fixture = fixture()
    let effects = update(&fixture.model, .input(.key("y")))
    #expect(effects.contains(.readRecords(["runs/drawn-2d-3", "runs/drawn-2d-2"])))
    #expect(update(&fixture.model, .listed(fixture.listing)).isEmpty)
    _ = update(&fixture.model, .recordRead(fixture.progress.record, path: "runs/drawn-2d-3"))
    let series = fixture.model.chart(.gradientNorm, Capabilities()).series
    #expect(series.contains { $0.readoutName == "drawn-2d-3" && $0.points.count > 10 })
  }

  @Test func aShippedModelShowsItsCurve() {
    var fixture = fixture()
    let shipped = OpenModel(
      name: "drawn-2d", origin: .shipped, configuration: fixture.openModel(2).configuration!,
      record: fixture.progress.record)
    fixture.send(.opened(shipped, ExplorerFixture.testImages, nil))
    fixture.send(.snapshot(StateLabel(epoch: 11, examplesSeen: 66_000, testELBO: -98.7), at: 10))
    #expect(fixture.model.hasCurve && titles(fixture).first == "elbo")
    let names = fixture.model.trainFacts(Capabilities()).map(\.name)
    #expect(names.contains("trained") && !names.contains("elapsed, left"))
    #expect(!fixture.model.trainFacts(Capabilities()).contains { $0.value.contains("—") })
    #expect(fixture.model.trainFigures.best?.epoch == 11)
  }

  // MARK: The rate, the alarm and forks

  @Test func aFinishedRunThatIsOpenedTellsTheSpeedOfItsLastEpoch() {
    var fixture = fixture()
    var progress = fixture.progress
    (progress.state, progress.imagesPerSecond, progress.remaining) = (.finished, 0, nil)
    fixture.send(.progress(progress))
    #expect(fixture.model.trainFigures.imagesPerSecond == 3000)
    #expect(fixture.model.trainFacts(Capabilities()).map(\.name).prefix(2) == ["images/s", "trained"])
  }

  @Test func theSumOfTheBarsLeftOutIsNotCut() {
    var grid = CellGrid(size: Size(width: 26, height: 3))
    grid.draw(
      KLBars(Array(repeating: 3.26, count: 20), width: 26), in: grid.bounds, Capabilities())
    #expect(grid.text().contains("+15 more: 49") && !grid.text().contains("48."))
  }

  /// Models of earlier versions have curves without gradients.
  @Test func aModelAtRestShowsWhatWasRecordedFirst() {
    var fixture = fixture()
    var record = fixture.progress.record
    record.points = record.points.map {
      TrainingCurve.Point(
        examplesSeen: $0.examplesSeen, elbo: $0.elbo, seconds: $0.seconds, learningRate: nil, update: nil)
    }
    let shipped = OpenModel(
      name: "drawn", origin: .shipped, configuration: fixture.openModel(2).configuration!, record: record)
    fixture.send(.opened(shipped, ExplorerFixture.testImages, nil))
    #expect(titles(fixture) == ["elbo", "kl", "kl-per-dimension"])
    fixture.press("7")
    #expect(fixture.model.notice?.text == "Not recorded for this model: learning rate.")
    fixture.press("9")
    #expect(titles(fixture) == ["elbo", "kl", "gap"])
    fixture.send(.input(.resize(Size(width: 200, height: 60))))
    #expect(titles(fixture) == ["elbo", "kl", "gap", "images-per-second"])
    #expect(!fixture.text(fixture.model.size).contains("not recorded"))
  }

  @Test func sixDoublingsAreSix() {
    var fixture = fixture()
    fixture.press("]", "]", "]")
    var progress = fixture.progress
    progress.learningRate = 0.002  // An older report.
    fixture.send(.progress(progress))
    fixture.press("]", "]", "]")
    #expect(
      fixture.takeEffects()
        == [0.002, 0.004, 0.008, 0.016, 0.032, 0.064].map { Effect.train(.learningRate($0)) })
    progress.learningRate = 0.064
    fixture.send(.progress(progress))
    #expect(fixture.model.train.askedRate == nil)
  }

  @Test func enterInThePastTrainsOnAsANewRun() {
    var fixture = fixture()
    fixture.press(",", ",", .enter)
    let text = fixture.text(Self.size)
    #expect(text.contains("train on from here") && text.contains("epoch 6, 36,100 examples of drawn"))
    #expect(text.contains("16 bits"))
    fixture.press("[", .enter)
    let fork = ForkTarget(path: "runs/drawn-2d", examplesSeen: 36_100, learningRate: 0.001)
    #expect(fixture.takeEffects().contains(.open(.fork(fork))))
    #expect(fixture.model.train.overlaidRuns == ["runs/drawn-2d"] && fixture.model.train.showsOthers)
  }

  @Test func enterWhereTheRunRestsForksItsCheckpoint() {
    var fixture = fixture()
    fixture.press(.enter)
    #expect(fixture.model.overlay == nil && fixture.model.notice?.text.hasPrefix(", goes back") == true)
    var progress = fixture.progress
    progress.state = .paused
    fixture.send(.progress(progress))
    fixture.press(.enter)
    #expect(fixture.text(Self.size).contains("This state is a checkpoint"))
    fixture.press(.escape)
    #expect(fixture.takeEffects().isEmpty && fixture.model.overlay == nil)
  }

  @Test(arguments: GoldenTests.sizes) func aDivergenceOffersToRewind(size: Size) {
    var fixture = fixture(size)
    var progress = fixture.progress
    progress.state = .failed(
      "training diverged at step 661: encoder.hidden.0.weight is no longer finite; try a smaller learning rate"
    )
    progress.learningRate = 0.128
    fixture.send(.progress(progress))
    let area = TrainLayout(body: FrameLayout(size: size).body, model: fixture.model).charts[0]
    let grid = fixture.grid(size)
    let words = (area.y + 1..<area.bottom - 1).flatMap { row in
      let scalars = Array(grid.row(row).map(\.scalar))[(area.x + 1)..<(area.right - 1)]
      return String(String.UnicodeScalarView(scalars)).split(separator: " ")
    }.joined(separator: " ")
    #expect(
      words.hasSuffix(
        "Enter rewinds to epoch 7, 42,100 examples, before the fall, and trains on from there as a new run at the rate 5e−4."
      ), "\(words)")
    fixture.press(.enter, .enter)
    let fork = ForkTarget(path: "runs/drawn-2d", examplesSeen: 42_100, learningRate: 0.0005)
    #expect(fixture.takeEffects().contains(.open(.fork(fork))))
  }

  // MARK: The panel

  @Test func theSettingsAndTheProgramAreOnThePage() {
    var fixture = fixture(Size(width: 80, height: 24))
    fixture.send(.usage(ProgramUsage(memory: 212_000_000, processors: 1.87)))
    fixture.press("i")
    let text = fixture.text(Size(width: 80, height: 24))
    for part in ["drawn 6,000+1,000", "784-500-2 tanh", "bernoulli", "ELBO, β 1", "batch 100, seed 0"] {
      #expect(text.contains(part), "\(part)\n\(text)")
    }
    #expect(text.contains("212 MB │") && text.contains("187 % │"))
  }

  /// Twenty dimensions all have their bars, or those that have none are counted; each has the same place at any time.
  @Test(arguments: GoldenTests.sizes) func everyDimensionHasItsBarOrIsCounted(size: Size) {
    var fixture = fixture(size, latentSize: 20)
    func labels() -> [String] {
      let text = fixture.text(size)
      return text.split { " │\n".contains($0) }.filter { $0.first == "z" && Int($0.dropFirst()) != nil }.map(
        String.init)
    }
    let before = labels()
    var progress = fixture.progress
    progress.record.epochs[10].klPerDimension.reverse()
    fixture.send(.progress(progress))
    #expect(labels() == before)
    let shown = Set(before).count
    #expect(
      shown == 20 || fixture.text(size).contains("+\(20 - shown) more"), "\(shown)\n\(fixture.text(size))")
  }
}

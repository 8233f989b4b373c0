import Autoencoder
import Compute
import Datasets
import Formats
import Foundation
import TerminalGraphics
import Testing

@testable import Explorer
@testable import Training

/// The list of runs: deleting, opening, comparing and overlaying.
struct RunsTests {
  @Test func deletingAsks() {
    var fixture = ExplorerFixture(page: .runs)
    _ = fixture.takeEffects()
    fixture.press("d")
    #expect(fixture.model.overlay == nil)  // It is open.
    for key: Key in [.escape, .enter, "Y", "n", "x", " ", .left, .control("c"), "l"] {
      fixture.press(.down, "d")
      #expect(fixture.model.asksBeforeDeleting)
      fixture.press(key)
      #expect(fixture.model.overlay == nil && fixture.takeEffects().isEmpty, "\(key) cancels")
      #expect(fixture.model.notice?.text.hasSuffix("is kept.") == true)
      fixture.press(.home)
    }
    fixture.press(.down, "d", "y")
    #expect(fixture.takeEffects() == [.trashRun(path: "runs/drawn-2d-2")])
  }

  @Test func whatWasDeletedCanBeBroughtBack() {
    var fixture = ExplorerFixture(page: .runs, size: Size(width: 120, height: 40))
    _ = fixture.takeEffects()
    fixture.press("z")
    #expect(fixture.takeEffects().isEmpty && fixture.model.notice?.text == "No run was deleted here.")
    let runs = ["a", "b"].map {
      TrashedRun(path: "runs/.trash/\($0)@20261126T001020Z", formerPath: "runs/\($0)")
    }
    fixture.send(.trashed(runs[0], emptied: 0))
    #expect(fixture.model.notice?.text == "a is in runs/.trash for 30 days; z on Runs brings it back.")
    fixture.send(.trashed(runs[1], emptied: 2))
    #expect(fixture.model.notice?.text.hasSuffix("Deleted for good after 30 days there: 2 runs.") == true)
    fixture.press(.home)
    #expect(fixture.text(Size(width: 120, height: 40)).contains("z undo delete"))
    fixture.press("z", "z", "z")
    #expect(fixture.takeEffects() == [.restoreRun(runs[1]), .restoreRun(runs[0])])
  }

  @Test func runsAreListedAgainWhileOneIsTrained() {
    var fixture = ExplorerFixture(page: .train)
    fixture.press("u")
    _ = fixture.takeEffects()
    var progress = fixture.progress
    func list(after epochs: Int, at time: Double) -> Bool {
      let last = progress.history[progress.history.count - 1]
      progress.record.epochs += Array(repeating: last, count: epochs)
      let before = fixture.listCount
      fixture.send(.snapshot(StateLabel(epoch: 12, examplesSeen: 70_000), at: time))
      fixture.send(.progress(progress))
      return fixture.listCount > before
    }
    #expect(!list(after: 1, at: 11))  // Soon after the page was opened.
    #expect(list(after: 1, at: 13))
    #expect(!list(after: 1, at: 14))
    #expect(!list(after: 0, at: 20))
    #expect(list(after: 1, at: 21))
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
    fixture.press("d", "y")
    #expect(fixture.model.reconstruct.comparedRuns.isEmpty && fixture.model.train.overlaidRuns.isEmpty)
    #expect(fixture.model.reconstruct.asked[.run(path)] == nil)
  }

  @Test func runsSayWhereTheyAreShown() {
    var fixture = ExplorerFixture(page: .runs)
    fixture.press(.down, "y", "c", .down, "c")
    let rows = fixture.text(Size(width: 80, height: 24)).split(separator: "\n").dropFirst(3)
    #expect(rows.first?.contains("shown on") ?? false)
    #expect(rows.dropFirst(2).first?.contains(" both ") ?? false)
    #expect(rows.dropFirst(3).first?.contains(" Reconstruct ") ?? false)
  }

  /// As those of Frey Face begin: a first epoch far below does not make the rest a solid block.
  @Test func aLowStartDoesNotFlattenTheCurve() throws {
    var fixture = ExplorerFixture(page: .runs)
    var listing = fixture.listing
    let like = listing.runs[1]
    let epochs = (1...400).map { epoch in
      var metrics = fixture.progress.history[0]
      metrics.epoch = epoch
      metrics.test.elbo = 1300 - 2600 / Double(epoch) - 300 * exp(-Double(epoch) / 100)
      return metrics
    }
    listing.runs[1] = RunSummary(
      name: like.name, path: like.path, state: .finished, configuration: like.configuration,
      figures: RunFigures(epochs), modified: like.modified)
    fixture.send(.listed(listing))
    let row = try #require(
      fixture.text(Size(width: 120, height: 40)).split(separator: "\n").first { $0.contains("400/") })
    #expect(Set(row.filter("▁▂▃▄▅▆▇█".contains)).count >= 5, "\(row)")
  }

  @Test(arguments: [Size(width: 80, height: 24), Size(width: 120, height: 40), Size(width: 200, height: 60)])
  func anEmptyListFillsThePage(size: Size) throws {
    var fixture = ExplorerFixture(page: .runs)
    fixture.send(.listed(Listing(datasets: [], models: [], runs: [])))
    let rows = fixture.text(size).split(separator: "\n", omittingEmptySubsequences: false)
    let (top, bottom) = (
      try #require(rows.firstIndex { $0.contains("┌") }), try #require(rows.lastIndex { $0.contains("└") })
    )
    let words = try #require(rows.firstIndex { $0.contains("There are no runs yet") })
    #expect(bottom >= size.height - 3 && abs(words - (top + bottom) / 2) <= 1)
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
}

import Foundation
import TerminalGraphics
import Testing

@testable import Explorer
@testable import Training

/// Sorting, filtering, notes and differences of runs, and what runs of one name are called.
struct RunsArrangementTests {
  private let window = Size(width: 120, height: 40)

  private func fixture() -> ExplorerFixture { ExplorerFixture(page: .runs, size: window) }

  private func names(_ fixture: ExplorerFixture) -> [String] { fixture.model.runs.shown.map(\.name) }

  private func type(_ text: String, on fixture: inout ExplorerFixture) {
    for scalar in text.unicodeScalars { fixture.press(.character(scalar)) }
  }

  /// The fixture's listing with other runs in it.
  private func listing(_ change: (inout [RunSummary]) -> Void) -> Listing {
    var listing = fixture().listing
    change(&listing.runs)
    return listing
  }

  private func renamed(_ run: RunSummary, _ path: String, notes: String = "") -> RunSummary {
    RunSummary(
      name: path.split(separator: "/").last.map(String.init)!, path: path, state: run.state,
      configuration: run.configuration, figures: run.figures, modified: run.modified,
      notes: RunNotes(line: notes))
  }

  @Test func runsAreSortedByTheNextQuantityAndTheSelectedOneStays() {
    var fixture = fixture()
    fixture.press(.down)
    #expect(fixture.model.runs.selected?.name == "drawn-2d-2")
    fixture.press("[", "[", "[", "[")  // From the time back to the best test ELBO.
    #expect(fixture.model.runs.order == .best)
    #expect(names(fixture) == ["drawn-2d", "drawn-2d-3", "drawn-2d-2"])
    #expect(fixture.model.runs.selected?.name == "drawn-2d-2")
    #expect(fixture.text(window).contains("best test ▾"))
    #expect(fixture.model.notice?.text == "Sorted by best test ELBO.")
    #expect(fixture.text(Size(width: 40, height: 24)).contains("by best test ELBO · 3"))
  }

  @Test func aFilterIsWrittenAndShowsTheRunsThatFitIt() {
    var fixture = fixture()
    fixture.press("/")
    #expect(fixture.text(window).contains("latent=2 data=mnist"))
    type("state=finisheq", on: &fixture)
    fixture.press(.backspace, "d", .enter)
    #expect(fixture.model.overlay == nil)
    #expect(names(fixture) == ["drawn-2d-3"])
    #expect(fixture.text(window).contains("state=finished · 1 of 3"))
    fixture.press("/", .control("u"))
    type("depth=3", on: &fixture)
    fixture.press(.enter)
    #expect(fixture.text(window).contains("depth=3: expected name="))
    #expect(names(fixture) == ["drawn-2d-3"])
    fixture.press(.control("u"))
    type("nothing like it", on: &fixture)
    fixture.press(.enter)
    #expect(fixture.text(window).contains("No run fits the filter nothing like it"))
    fixture.press("/", .control("u"), .enter)
    #expect(names(fixture).count == 3)
  }

  @Test func escapeKeepsTheFilter() {
    var fixture = fixture()
    fixture.press("/", "x", .escape)
    #expect(names(fixture).count == 3 && fixture.model.runs.filterText.isEmpty)
  }

  @Test func aNoteIsWrittenWithItsTags() {
    var fixture = fixture()
    _ = fixture.takeEffects()
    fixture.press(.down, "n")
    type("wider #thesis", on: &fixture)
    fixture.press(.enter)
    #expect(
      fixture.takeEffects() == [.writeNotes(path: "runs/drawn-2d-2", RunNotes(line: "wider #thesis"))])
    fixture.send(.listed(listing { $0[1] = renamed($0[1], $0[1].path, notes: "wider #thesis") }))
    #expect(fixture.text(window).contains("wider #thesis"))
    fixture.press("n")
    guard case .textEntry(let entry) = fixture.model.overlay else {
      Issue.record("nothing is written")
      return
    }
    #expect(entry.text == "wider #thesis")
  }

  @Test func twoRunsAreComparedBySettingsAndFigures() throws {
    var fixture = fixture()
    fixture.press("v")
    #expect(fixture.model.notice?.text.hasPrefix("Mark another run with a first") == true)
    fixture.press(.down, "v")  // With the open one.
    guard case .runDifference(let difference) = fixture.model.overlay else {
      Issue.record("no difference is shown")
      return
    }
    #expect(difference.leftName == "drawn-2d" && difference.rightName == "drawn-2d-2")
    #expect(difference.settings.isEmpty && difference.isComparable)
    #expect(
      difference.figures.first?.name == "best test ELBO" && difference.figures.first?.isLeftBetter == true)
    #expect(fixture.text(window).contains("the same settings"))
    fixture.press(.escape, "a", .down, "v")
    guard case .runDifference(let marked) = fixture.model.overlay else {
      Issue.record("no difference is shown")
      return
    }
    #expect(marked.leftName == "drawn-2d-2" && marked.rightName == "drawn-2d-3")
  }

  @Test(arguments: [Size(width: 80, height: 24), Size(width: 120, height: 40)])
  func whyBoundsCannotBeComparedIsWhole(size: Size) {
    var fixture = ExplorerFixture(page: .runs, size: size)
    fixture.send(.listed(fixture.listingOfUnlikeRuns))
    fixture.press(.down, .down, "v")
    #expect(fixture.text(size).contains("The bounds cannot be compared: data, pixels or likelihood differ."))
  }

  @Test func settingsWithoutRoomAreCounted() {
    var fixture = ExplorerFixture(page: .runs)
    fixture.send(.listed(fixture.listingOfUnlikeRuns))
    fixture.press(.down, "v")
    #expect(fixture.text(Size(width: 80, height: 24)).contains("latent size"))
    #expect(fixture.text(Size(width: 80, height: 14)).contains("+5 more"))
  }

  @Test func namesAreWholeAndColumnsWithoutAnythingAreLeftOut() {
    var fixture = ExplorerFixture(page: .runs)
    fixture.send(
      .listed(
        listing { runs in
          runs[1] = renamed(runs[1], "runs/frey-face-20d-2")
          runs[2] = renamed(runs[2], "runs/frey-face-20d-3")
        }))
    let text = fixture.text(Size(width: 80, height: 24))
    #expect(text.contains("frey-face-20d-2 ") && text.contains("frey-face-20d-3 "))
    #expect(!text.contains("shown on") && text.contains("data") && text.contains("curve"))
  }

  @Test func settingsAreNamedInWords() {
    #expect(RunDifference.title(ofSetting: "architecture.latentSize") == "latent size")
    #expect(RunDifference.title(ofSetting: "learningRate") == "learning rate")
    #expect(RunDifference.title(ofSetting: "objective.klWeight") == "KL weight")
    #expect(RunDifference.title(ofSetting: "architecture.imageSize.width") == "image size width")
  }

  @Test func theOpenRunIsInTheStateThatTheStatusRowSays() {
    var fixture = fixture()
    for (state, title) in [
      (TrainingProgress.State.paused, "paused"), (.stopped, "stopped"), (.finished, "finished"),
      (.failed("no"), "failed"), (.preparing, "preparing"), (.running, "training"),
    ] {
      var progress = fixture.progress
      progress.state = state
      fixture.send(.progress(progress))
      let rows = fixture.text(window).split(separator: "\n")
      #expect(rows[0].hasSuffix(" \(title)"), "\(rows[0])")
      #expect(fixture.model.stateTitle(of: fixture.model.listing.runs[0]) == title)
      #expect(fixture.model.stateTitle(of: fixture.model.listing.runs[1]) == "resumable")
    }
  }

  @Test func runsOfOneNameAreToldApartByTheirFolders() {
    var fixture = fixture()
    fixture.send(
      .listed(
        listing { runs in
          runs[1] = renamed(runs[1], "work/runs/a")
          runs.append(renamed(runs[2], "/home/me/state/vae/runs/a"))
          runs[2] = renamed(runs[2], "runs/drawn-5d")
        }))
    let titles = fixture.model.runs.shown.map(fixture.model.title)
    #expect(titles == ["drawn-2d", "work/runs/a", "runs/drawn-5d", "vae/runs/a"])
    #expect(fixture.model.runTitles.title(ofShipped: "drawn-5d") == "shipped:drawn-5d")
    fixture.press(.down, "y")
    #expect(fixture.model.notice?.text == "work/runs/a is overlaid on Train.")
  }
}

import Compute
import Foundation
import Testing

@testable import Explorer
@testable import ExplorerRuntime
@testable import Training

/// Each effect is carried out and answered.
struct EffectTests {
  private let place = Workplace()

  private func probeWithModel() throws -> RunnerProbe {
    let path = try place.writeModel("model")
    let probe = RunnerProbe(place.settings(), exports: ExportWriter(directory: place.folder.path))
    try probe.open(.model(path))
    return probe
  }

  @Test func aModelIsAsked() throws {
    let probe = try probeWithModel()
    let answer = try probe.expect(.ask(.decode(7)), value: \.answer)
    #expect(answer.generation == 7)
    guard case .success(.pictures(let pictures)) = answer.result else {
      Issue.record("\(answer)")
      return
    }
    #expect(pictures.count == 1)
  }

  @Test func aComparedModelThatCannotBeReadIsAReasonEachTime() throws {
    let path = try place.writeRun("broken")
    place.folder.write([1, 2, 3], to: "runs/broken/best.safetensors")
    let probe = try probeWithModel()
    let images = Workplace.images()
    for generation in 1...2 {
      let request = ModelRequest(generation, .encode(images), of: .run(path))
      let answer = try probe.expect(.ask(request), value: \.answer)
      guard case .failed(let reason)? = answer.failure else {
        Issue.record("\(answer)")
        return
      }
      #expect(answer.generation == generation && reason.contains("best.safetensors"))
    }
    // One that is mended is read.
    try FileManager.default.removeItem(atPath: path + "/best.safetensors")
    let request = ModelRequest(3, .encode(images), of: .run(path))
    #expect(try probe.expect(.ask(request), value: \.answer).failure == nil)
  }

  @Test func bookmarksAreKeptWithARunAndAModel() throws {
    let kept = [Bookmark(name: "smile", position: [0.5, -1], examplesSeen: 7)]
    let targets: [OpenTarget] = [
      .run(try place.writeRun("walked")), .model(try place.writeModel("model")),
    ]
    for target in targets {
      var probe = RunnerProbe(place.settings())
      #expect(try probe.open(target).bookmarks.isEmpty)
      probe.runner.carryOut([.keepBookmarks(kept)])
      let deadline = Date(timeIntervalSinceNow: 10)
      var found: [Bookmark] = []
      while found.isEmpty, Date.now < deadline {
        probe = RunnerProbe(place.settings())
        found = try probe.open(target).bookmarks
      }
      #expect(found == kept)
    }
    #expect(FileManager.default.fileExists(atPath: place.folder.path + "/runs/walked/bookmarks.json"))
  }

  @Test func brokenBookmarksAreALineAndNoMore() throws {
    let path = try place.writeRun("walked")
    place.folder.write([1, 2, 3], to: "runs/walked/bookmarks.json")
    let probe = RunnerProbe(place.settings())
    #expect(try probe.open(.run(path)).bookmarks.isEmpty)
    let notice = try probe.expect(value: \.noticeText)
    #expect(notice.contains("bookmarks.json: expected bookmarks of format 1"))
  }

  @Test func nothingIsOpenYet() throws {
    let probe = RunnerProbe(place.settings())
    let answer = try probe.expect(.ask(.decode(1)), value: \.answer)
    #expect(answer.failure == .failed("There is no model yet."))
    #expect(try probe.expect(.train(.pause), value: \.failureText) == "This run cannot be trained here.")
  }

  @Test func trainingTakesCommands() throws {
    let probe = RunnerProbe(place.settings(epochs: 100_000))
    try probe.open(.dataset(place.dataset))
    #expect(try probe.expect { $0.state == .running ? true : nil })
    #expect(try probe.expect(.train(.pause)) { $0.state == .paused ? true : nil })
    #expect(
      try probe.expect(.train(.learningRate(0.25))) {
        if case .progress(let progress) = $0, progress.learningRate == 0.25 { true } else { nil }
      })
    #expect(
      try probe.expect(.train(.saveCheckpoint), value: \.noticeText) == "A checkpoint is being saved.")
    #expect(try probe.expect(.train(.resume)) { $0.state == .running ? true : nil })
  }

  @Test func nothingExportedIsOverwritten() throws {
    let probe = try probeWithModel()
    let export = Export(stem: "walk", content: .text("x", fileExtension: "csv"))
    for number in 1...2 {
      #expect(
        try probe.expect(.export(export)) { $0.noticeText == "Written to walk-\(number).csv" ? true : nil })
    }
    let gone = RunnerProbe(place.settings(), exports: ExportWriter(directory: place.folder.path + "/none"))
    #expect(try gone.expect(.export(export), value: \.failureText).hasPrefix("Nothing was exported: "))
  }

  @Test func runsAreDeletedAndListedAnew() throws {
    let path = try place.writeRun("old")
    try place.writeRun("new")
    let probe = try probeWithModel()
    #expect(try probe.expect(.list, value: \.listing).runs.count == 2)
    let (run, emptied) = try probe.expect(.trashRun(path: path)) {
      if case .trashed(let run, let emptied) = $0 { (run, emptied) } else { nil }
    }
    #expect(run.formerPath == path && emptied == 0)
    #expect(try probe.expect(value: \.listing).runs.map(\.name) == ["new"])
    #expect(try probe.expect(.restoreRun(run), value: \.noticeText) == "old is back.")
    #expect(try Set(probe.expect(value: \.listing).runs.map(\.name)) == ["new", "old"])
    #expect(
      try probe.expect(.restoreRun(run), value: \.failureText).contains("expected no folder, found one"))
  }

  @Test func aRequestFromOutsideSavesWhatIsTrained() throws {
    let probe = RunnerProbe(place.settings(epochs: 100_000))
    probe.runner.save()  // Nothing is open: nothing happens.
    #expect(probe.runner.collect().isEmpty)
    try probe.open(.dataset(place.dataset))
    probe.runner.save()
    #expect(try probe.expect { $0.noticeText == "A checkpoint is being saved." ? true : nil })
  }

  @Test func quitting() throws {
    let probe = RunnerProbe(place.settings())
    #expect(!probe.runner.hasQuit)
    probe.runner.carryOut([.quit])
    #expect(probe.runner.hasQuit)
  }

  @Test func aFeedBringsNewsAndTakesCommands() throws {
    let feed = RestingRun(RunNews(progress: TrainingProgress(state: .stopped)))
    #expect(!feed.takesCommands)
    #expect(feed.takeNews().progress?.state == .stopped)
    #expect(feed.takeNews().progress == nil)
    feed.stop()
  }
}

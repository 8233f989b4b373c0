import Formats
import Foundation
import Synchronization
import Testing

@testable import Datasets
@testable import Explorer
@testable import ExplorerRuntime
@testable import Training

/// Opening data sets, models and runs.
struct OpeningTests {
  private let place = Workplace()

  @Test func aDataSetIsTrainedAtOnce() throws {
    let probe = RunnerProbe(place.settings(epochs: 1000))
    let model = try probe.open(.dataset(place.dataset))
    #expect(model.origin == .run(path: place.library.directories[0] + "/halves-2d"))
    #expect(try probe.expect(value: \.noticeText).contains(" images of 3×4, values 0…"))
    #expect(try probe.expect { $0.state == .running ? true : nil })
  }

  @Test func aModelComesWithItsState() throws {
    let path = try place.writeModel("model")
    let probe = RunnerProbe(place.settings())
    #expect(try probe.open(.model(path)).origin == .shipped)
    #expect(try probe.expect(value: \.snapshot).examplesSeen == 0)
    // The images of its data set come after it.
    let images = try probe.expect { if case .testImagesLoaded(let images) = $0 { images } else { nil } }
    #expect(images.imageShape == Workplace.imageShape)
  }

  @Test func aRunWaitsToBeResumed() throws {
    let path = try place.writeRun("earlier")
    let probe = RunnerProbe(place.settings())
    try probe.open(.run(path))
    #expect(
      try probe.expect(value: \.noticeText) == "Space goes on with the training of earlier.")
    #expect(try probe.expect { $0.state == .paused ? true : nil })
    #expect(try probe.expect(.train(.resume)) { $0.state == .finished ? true : nil })
  }

  @Test func aRunThatWasTrainedHereIsOpenedAgain() throws {
    let probe = RunnerProbe(place.settings(epochs: 100_000))
    guard case .run(let path) = try probe.open(.dataset(place.dataset)).origin else { preconditionFailure() }
    #expect(try probe.expect { $0.state == .running ? true : nil })
    // Its path may be written in another way.
    for other in [path, place.folder.path + "/./runs/halves-2d"] {
      try probe.open(.run(other))
      let notice = try probe.expect(value: \.noticeText)
      #expect(notice == "Space goes on with the training of halves-2d.")
    }
  }

  @Test func aRunWithoutItsDataIsLookedAt() throws {
    let path = try place.writeRun("earlier")
    try FileManager.default.removeItem(atPath: place.dataset)
    let probe = RunnerProbe(place.settings())
    try probe.open(.run(path))
    #expect(try probe.expect { $0.state == .stopped ? true : nil })
    #expect(try probe.expect(value: \.snapshot).epoch == 1)
    #expect(try probe.expect(value: \.noticeText).hasPrefix("This run can only be looked at: "))
    #expect(
      try probe.expect(.train(.resume), value: \.failureText) == "This run cannot be trained here.")
    #expect(probe.runner.finish().lastWords.isEmpty)
  }

  @Test func aBrokenRunSaysWhyAndLeavesWhatIsOpen() throws {
    let model = try place.writeModel("model")
    let path = try place.writeRun("broken")
    place.folder.write([1, 2, 3], to: "runs/broken/last.safetensors")
    let probe = RunnerProbe(place.settings())
    try probe.open(.model(model))
    #expect(try probe.expect(.open(.run(path)), value: \.openFailure).contains("last.safetensors"))
    let answer = try probe.expect(.ask(.decode(1)), value: \.answer)
    #expect(answer.failure == nil)
  }

  @Test func whatCannotBeFetchedSaysWhy() throws {
    let probe = RunnerProbe(place.settings())
    #expect(
      try probe.expect(.open(.dataset("mnist")), value: \.openFailure) == "mnist: there is no network")
  }

  /// What a download that never ends has noted.
  private final class EndlessDownload: Sendable {
    let isRunning = DispatchSemaphore(value: 0)
    let hasEnded = DispatchSemaphore(value: 0)

    func fetch(_ dataset: KnownDataset, _ directory: String, _ progress: (Downloader.Progress) -> Bool) throws
    {
      isRunning.signal()
      var received = 0
      while progress(Downloader.Progress(file: "images", received: received, total: 11_000_000)) {
        received = min(received + 1000, 1_000_000)
        Thread.sleep(forTimeInterval: 0.001)
      }
      hasEnded.signal()
      throw InputError(.interrupted, "\(dataset.name): interrupted")
    }
  }

  @Test func aDownloadHoldsUpNothingAndCanBeCancelled() throws {
    let download = EndlessDownload()
    let path = try place.writeRun("to delete")
    let probe = RunnerProbe(
      place.settings(fetch: download.fetch), exports: ExportWriter(directory: place.folder.path))
    #expect(
      try probe.expect(.open(.dataset("mnist")), value: \.noticeText)
        == "Fetching mnist: 0 % of 11 MB; Esc cancels.")
    let start = Date.now
    #expect(try probe.expect(.list, value: \.listing).runs.count == 1)
    let export = Export(stem: "text", content: .text("x", fileExtension: "csv"))
    #expect(try probe.expect(.export(export)) { $0.noticeText == "Written to text-1.csv" ? true : nil })
    #expect(try probe.expect(.trashRun(path: path), value: \.listing).runs.isEmpty)
    #expect(Date.now.timeIntervalSince(start) < 2)
    #expect(probe.runner.isOpening)

    probe.runner.carryOut([.cancelOpening])
    #expect(!probe.runner.isOpening)
    #expect(download.hasEnded.wait(timeout: .now() + 5) == .success)
    Thread.sleep(forTimeInterval: 0.05)
    // Neither progress nor the interruption is told any more.
    #expect(probe.runner.collect().isEmpty)
  }

  @Test func openingSomethingElseSupersedesADownload() throws {
    let download = EndlessDownload()
    let model = try place.writeModel("model")
    let probe = RunnerProbe(place.settings(fetch: download.fetch))
    probe.runner.carryOut([.open(.dataset("mnist"))])
    #expect(download.isRunning.wait(timeout: .now() + 5) == .success)
    #expect(try probe.open(.model(model)).origin == .shipped)
    #expect(download.hasEnded.wait(timeout: .now() + 5) == .success)
    #expect(probe.messages.allSatisfy { $0.openFailure == nil })
  }

  @Test func aRunThatIsNotWantedAnyMoreIsNotLeftBehind() throws {
    let posted = Mutex<[(Int, OpeningNews)]>([])
    let done = DispatchSemaphore(value: 0)
    let openings = Openings(settings: place.settings()) { number, news in
      posted.withLock { $0.append((number, news)) }
      if case .ended = news { done.signal() }
    }
    openings.begin(.dataset(place.dataset))
    #expect(done.wait(timeout: .now() + 10) == .success)
    #expect(place.library.runs().count == 1)
    openings.cancel()
    for (number, news) in posted.withLock({ $0 }) {
      let accepted = openings.accept(number, news)
      #expect(accepted == nil)
    }
    #expect(place.library.runs().isEmpty)
  }
}

import Autoencoder
import Foundation
import Testing

@testable import Explorer
@testable import ExplorerRuntime
@testable import Training

/// Listings while runs are being read.
struct ListingTests {
  private let place = Workplace()

  /// Makes runs whose metrics are long and have no summary.
  private func makeRuns(_ names: [String]) throws {
    for name in names {
      let run = try RunFolder.create(
        place.folder.path + "/runs/" + name,
        configuration: Workplace.configuration(place.dataset, epochs: 500))
      let metrics = (1...300).map { epoch in
        EpochMetrics(
          epoch: epoch, examplesSeen: epoch, seconds: 1, train: .zero, test: .zero, klPerDimension: [],
          activeUnits: 0)
      }
      try MetricsFile.write(metrics, to: run.metricsPath)
    }
  }

  @Test func namesComeBeforeMetrics() throws {
    try makeRuns(["a", "b", "c"])
    var listings: [Listing] = []
    Listing.list(place.settings(), clock: { 0 }, cancellation: Cancellation()) { listings.append($0) }
    // The clock stands still, so that nothing comes between the first listing and the last.
    #expect(listings.map(\.isComplete) == [false, true])
    #expect(listings.allSatisfy { Set($0.runs.map(\.name)) == ["a", "b", "c"] && !$0.datasets.isEmpty })
    #expect(
      listings[0].runs.allSatisfy { $0.state == .unread }
        && listings[1].runs.allSatisfy { $0.figures.epoch == 300 })
    // The explorer shows the names, and is complete with the last.
    var model = ExplorerModel(page: .runs)
    _ = update(&model, .listed(listings[0]))
    #expect(model.listing.runs.count == 3 && model.isIncomplete)
    _ = update(&model, .listed(listings[1]))
    #expect(!model.isIncomplete)
  }

  @Test func allAreShownAsTheyAreRead() throws {
    try makeRuns(["a", "b"])
    var time = 0.0
    var read: [Int] = []
    Listing.list(
      place.settings(),
      clock: {
        time += 1
        return time
      }, cancellation: Cancellation()
    ) { listing in read.append(listing.runs.count { $0.state != .unread }) }
    #expect(read == [0, 1, 2])
  }

  @Test func aCancelledListingEnds() throws {
    try makeRuns(["a", "b"])
    let cancellation = Cancellation()
    var count = 0
    Listing.list(place.settings(), clock: { 0 }, cancellation: cancellation) { _ in
      count += 1
      cancellation.cancel()
    }
    #expect(count == 1)
  }
}

import Autoencoder
import Formats
import Foundation
import Testing

@testable import Training

/// Lists of runs: what their summaries promise, and that a summary is only used for the metrics that it was made of.
struct RunListingTests {
  private func metrics(_ epochs: Int, from first: Int = 1, best: Int? = nil) -> [EpochMetrics] {
    (first..<first + epochs).map { epoch in
      // A sixty-fourth is written exactly.
      let elbo = epoch == best ? -1 : -100 - (3200 / Double(epoch)).rounded() / 64
      return EpochMetrics(
        epoch: epoch, examplesSeen: 60 * epoch, seconds: Double(epoch),
        train: ELBO(elbo: elbo - 1, reconstruction: elbo, klDivergence: 1),
        test: ELBO(elbo: elbo, reconstruction: elbo + 1, klDivergence: 1), klPerDimension: [0.5, 0.25],
        activeUnits: 2)
    }
  }

  /// A run's folder with these epochs and a last checkpoint that nobody reads.
  private func makeRun(_ path: String, _ metrics: [EpochMetrics], objective: Objective = Objective()) throws {
    var configuration = Fixture.configuration(epochs: 5000)
    configuration.objective = objective
    let folder = try RunFolder.create(path, configuration: configuration)
    try MetricsFile.write(metrics, to: folder.metricsPath)
    try AtomicFile.write([0], to: folder.lastCheckpointPath)
  }

  @Test func aCurveIsFineAtItsBeginningAndShort() {
    let all = metrics(2000, best: 777)
    let figures = RunFigures(all)
    #expect(figures.curve.prefix(32).map(\.epoch) == Array(1...32))
    #expect(figures.curve.count < 200 && figures.curve.last?.epoch == 2000)
    #expect(figures.best?.epoch == 777 && figures.last?.test == all[1999].test && figures.epoch == 2000)
    for (point, next) in zip(figures.curve, figures.curve.dropFirst()) {
      #expect(next.epoch > point.epoch)
      #expect((next.epoch - point.epoch - 1) * 32 < next.epoch || next.epoch == 2000)
    }
    #expect(RunFigures([]).curve.isEmpty && RunFigures([]).epoch == 0)
  }

  /// Reading few lines gives what adding up all of them gives.
  @Test(arguments: [0, 1, 40, 700]) func longMetricsAreReadAsAllOfThem(count: Int) throws {
    try Fixture.withFolder { folder in
      let all = metrics(count, best: min(333, count))
      try makeRun(folder + "/r", all)
      let summary = try #require(RunLibrary(directories: [folder]).summary(path: folder + "/r"))
      #expect(summary.figures == RunFigures(try RunFolder(reading: folder + "/r").metrics()))
      #expect(summary.figures.last?.seconds == all.last?.seconds && summary.state == .resumable)
    }
  }

  @Test func linesInAnotherOrderAreRead() throws {
    try Fixture.withFolder { folder in
      try makeRun(folder + "/r", metrics(3))
      let path = folder + "/r/metrics.jsonl"
      let encoder = JSONEncoder()
      encoder.outputFormatting = .sortedKeys
      let line = try encoder.encode(metrics(1, from: 4)[0]) + Data("\n{\"epoch\":5,\"cut".utf8)
      try AtomicFile.write(WholeFile.read(path) + Array(line), to: path)
      #expect(RunLibrary(directories: [folder]).runs()[0].figures == RunFigures(metrics(4)))
    }
  }

  /// The bound of version 0.1.0 in the ELBO's place is read by the same rule as elsewhere.
  @Test func earlierBoundsAreReadAsElsewhere() throws {
    try Fixture.withFolder { folder in
      try makeRun(folder + "/r", metrics(100), objective: Objective(.iwae, samples: 5))
      let last = RunLibrary(directories: [folder]).runs()[0].last
      #expect(last?.train.objective?.kind == .iwae(samples: 5))
      #expect(last?.train == (try RunFolder(reading: folder + "/r").metrics().last?.train))
    }
  }

  @Test func aSummaryCoversTheMetricsUpToItsPlace() throws {
    try Fixture.withFolder { folder in
      let library = RunLibrary(directories: [folder])
      let (path, run) = (folder + "/r/metrics.jsonl", RunFolder(reading: folder + "/r"))
      try makeRun(run.path, metrics(300))
      try SummaryFile.write(metrics(300), of: run)
      for metrics in metrics(2, from: 301) { try MetricsFile.append(metrics, to: path) }
      #expect(library.runs()[0].figures == RunFigures(try run.metrics()))
      #expect(library.runs()[0].figures.epoch == 302)
      // Where the run was begun anew, or the summary is damaged, the metrics alone count.
      try MetricsFile.write(metrics(280, best: 5), to: path)
      #expect(library.runs()[0].best?.epoch == 5)
      try SummaryFile.write(metrics(280, best: 5), of: run)
      for size in [0, 30, 200, 2000] {
        let bytes = try WholeFile.read(run.summaryPath)
        try AtomicFile.write(Array(bytes.prefix(size)), to: run.summaryPath)
        #expect(library.runs()[0].figures == RunFigures(try run.metrics()), "\(size) bytes")
        try SummaryFile.write(metrics(280, best: 5), of: run)
      }
    }
  }

  /// Names come first; readers keep summaries of their own and write nothing into runs.
  @Test func runsWithoutSummariesAreReadAfterTheirNames() throws {
    try Fixture.withFolder { folder in
      for name in ["a", "b"] { try makeRun(folder + "/runs/" + name, metrics(500)) }
      var library = RunLibrary(directories: [folder + "/runs"])
      library.cache = SummaryCache(directory: folder + "/cache")
      func states() -> [[RunSummary.State]] {
        var all: [[RunSummary.State]] = []
        library.list { runs, isComplete in
          all.append(runs.map(\.state))
          #expect(isComplete == !runs.contains { $0.state == .unread })
          return true
        }
        return all
      }
      #expect(
        states() == [[.unread, .unread], [.resumable, .unread], [.resumable, .resumable]])
      let files = try FileManager.default.contentsOfDirectory(atPath: folder + "/runs/a").sorted()
      #expect(files == ["config.json", "last.safetensors", "metrics.jsonl"])
      #expect(try FileManager.default.contentsOfDirectory(atPath: folder + "/cache").count == 2)
      #expect(states() == [[.resumable, .resumable]])
      #expect(library.runs().allSatisfy { $0.figures == RunFigures(metrics(500)) })
      try MetricsFile.write(metrics(400), to: folder + "/runs/a/metrics.jsonl")
      #expect(library.runs().map(\.figures.epoch).sorted() == [400, 500])
    }
  }

  @Test func aListingEndsWhereItIsNotWanted() throws {
    try Fixture.withFolder { folder in
      for name in ["a", "b"] { try makeRun(folder + "/" + name, metrics(500)) }
      var reports = 0
      RunLibrary(directories: [folder]).list { _, _ in
        reports += 1
        return reports < 2
      }
      #expect(reports == 2)
    }
  }

  @Test func theTrashIsNotListed() throws {
    try Fixture.withFolder { folder in
      for name in ["a", "b"] { try makeRun(folder + "/" + name, metrics(2)) }
      let library = RunLibrary(directories: [folder])
      let trashed = try library.trash(folder + "/a", now: Date(timeIntervalSince1970: 0))
      #expect(library.names() == ["b"] && library.runs().map(\.name) == ["b"])
      try library.restore(trashed)
      #expect(library.names().sorted() == ["a", "b"])
      _ = try library.trash(folder + "/b", now: Date(timeIntervalSince1970: 0))
      #expect(library.emptyTrash(now: Date(timeIntervalSince1970: 1e9)) == 1)
      #expect(library.names() == ["a"])
    }
  }
}

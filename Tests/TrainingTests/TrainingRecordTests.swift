import Autoencoder
import Compute
import Foundation
import Testing

@testable import Training

/// The course of a training: what is kept of it, and how it goes on.
@Suite struct TrainingRecordTests {
  private func newRun(_ path: String, epochs: Int = 3) throws -> TrainingRun {
    let configuration = Fixture.configuration(epochs: epochs)
    let folder = try RunFolder.create(path, start: Checkpoint(startOf: configuration, data: Fixture.data))
    return TrainingRun(
      configuration, data: Fixture.data, folder: folder, team: ThreadTeam(threadCount: 1))
  }

  private func resumedRun(_ path: String, epochs: Int) throws -> TrainingRun {
    let folder = try RunFolder.open(path)
    return try TrainingRun(
      resuming: folder, from: Checkpoint(contentsOf: folder.lastCheckpointPath),
      changes: RunChanges(epochs: epochs), data: Fixture.data, team: ThreadTeam(threadCount: 1))
  }

  @Test func stepsAreMeasuredEightTimesInADoublingThenAtEvery512th() {
    func count(_ range: Range<Int>) -> Int { range.filter(Trainer.isMeasured).count }
    #expect((0..<15).allSatisfy(Trainer.isMeasured))
    for power in [16, 64, 1024] { #expect(count(power - 1..<2 * power - 1) == 8) }
    #expect(count(10_000..<10_000 + 512 * 20) == 20)
  }

  @Test func aResumedCurveHasItsBeginning() throws {
    try Fixture.withFolder { folder in
      let points: [TrainingCurve.Point]
      do {
        var first = try newRun(folder + "/r")
        _ = try first.advance()
        first.setLearningRate(0.002)
        while !first.isFinished { _ = try first.advance() }
        try first.saveOnDemand()
        points = first.record.points
      }
      var run = try resumedRun(folder + "/r", epochs: 4)
      #expect(run.record.points.map(\.examplesSeen) == points.map(\.examplesSeen))
      #expect(run.record.events.map(\.kind) == [.learningRate, .saved, .resumed])
      #expect(run.record.events[0].learningRate == 0.002 && run.record.events[2].examplesSeen == 150)
      while !run.isFinished { _ = try run.advance() }
      let seen = run.record.points.map(\.examplesSeen)
      #expect(seen == seen.sorted() && seen.last == 200 && seen.first == points.first?.examplesSeen)
      #expect(run.record.points.allSatisfy { $0.seconds != nil && $0.learningRate != nil })
      #expect(run.record.points.contains { $0.update?.gradientNorm ?? 0 > 0 })
    }
  }

  @Test func aFinishedRunThatIsOpenedIsNotResumed() throws {
    try Fixture.withFolder { folder in
      let epochs: Int
      do {
        var first = try newRun(folder + "/r")
        while !first.isFinished { _ = try first.advance() }
        epochs = first.history.count
      }
      let run = try resumedRun(folder + "/r", epochs: epochs)
      #expect(run.isFinished && !run.record.events.contains { $0.kind == .resumed })
    }
  }

  /// What was trained after the last checkpoint is done again.
  @Test func pointsAfterTheCheckpointAreCut() throws {
    try Fixture.withFolder { folder in
      let path = folder + "/r"
      do {
        var first = try newRun(path)
        while !first.isFinished { _ = try first.advance() }
      }
      var record = try RunFolder(reading: path).record()
      record.points.append(TrainingCurve.Point(examplesSeen: 9000, elbo: .zero))
      record.events.append(RunEvent(.saved, examplesSeen: 9000, seconds: 9))
      try CurveFile.write(record, to: RunFolder(reading: path).curvePath)
      let run = try resumedRun(path, epochs: 4)
      #expect(run.record.points.last?.examplesSeen == 150)
      #expect(!run.record.events.contains { $0.kind == .saved })
    }
  }

  @Test func epochsTellTheRateAndTheSizeOfUpdates() throws {
    try Fixture.withFolder { folder in
      do {
        var run = try newRun(folder + "/r")
        while !run.isFinished { _ = try run.advance() }
        #expect(run.history.allSatisfy { $0.learningRate == 0.001 && $0.gradientNorm ?? 0 > 0 })
      }
      let metrics = try RunFolder(reading: folder + "/r").metrics()
      #expect(metrics.allSatisfy { $0.learningRate == 0.001 && $0.updateRatio ?? 0 > 0 })
    }
  }

  @Test func aFileOfAnotherKindIsNoCurve() throws {
    try Fixture.withFolder { folder in
      for text in ["", "{}", "{\"format\":\"vae-curve-2\"}", "[1"] {
        try Data(text.utf8).write(to: URL(fileURLWithPath: folder + "/curve.json"))
        #expect(CurveFile.read(folder + "/curve.json") == nil)
      }
    }
  }

  @Test func aThinnedRecordKeepsItsEndsAndTheBest() {
    func bound(_ value: Double) -> ELBO { ELBO(elbo: value, reconstruction: value, klDivergence: 0) }
    let record = TrainingRecord(
      epochs: (1...1000).map {
        EpochMetrics(
          epoch: $0, examplesSeen: $0 * 100, seconds: 1, train: bound(-1), test: bound($0 == 777 ? 0 : -1),
          klPerDimension: [], activeUnits: 0)
      }, points: (1...5000).map { TrainingCurve.Point(examplesSeen: $0 * 20, elbo: bound(-1)) })
    let thin = record.thinned(perSpan: 16)
    #expect(thin.epochs.count < 120 && thin.points.count < 140)
    #expect(thin.epochs.first?.epoch == 1 && thin.epochs.last?.epoch == 1000)
    #expect(thin.epochs.best?.epoch == 777)
    #expect(thin.points.first?.examplesSeen == 20 && thin.points.last?.examplesSeen == 100_000)
  }
}

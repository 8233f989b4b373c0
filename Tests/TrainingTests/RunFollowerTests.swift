import Compute
import Formats
import Foundation
import Testing

@testable import Training

@Suite(.timeLimit(.minutes(1)))
struct RunFollowerTests {
  private let configuration = Fixture.configuration(epochs: 10_000)

  private func metrics(_ epoch: Int) -> EpochMetrics {
    EpochMetrics(
      epoch: epoch, examplesSeen: epoch * 50, seconds: 1, train: .zero, test: .zero, klPerDimension: [1, 0],
      activeUnits: 1)
  }

  /// Calls `body` with a run that is being trained, as long as the trainer lives.
  private func withRun(_ body: (RunFolder) throws -> Void) throws {
    try Fixture.withFolder { folder in
      let run = try RunFolder.create(folder + "/run", configuration: configuration, data: Fixture.data)
      try body(run)
      withExtendedLifetime(run) {}
    }
  }

  @Test func aLineWithoutItsEndIsNotReadYet() throws {
    try withRun { run in
      var watch = RunWatch(RunFolder(reading: run.path), configuration)
      _ = watch.poll()
      let line = Array((MetricsFile.line(metrics(1)) + "\n").utf8)
      let file = try #require(FileHandle(forWritingAtPath: run.metricsPath))
      for byte in line.dropLast() {
        try file.write(contentsOf: Data([byte]))
        if byte == UInt8(ascii: ",") { #expect(watch.poll() == RunWatch.News()) }
      }
      #expect(watch.poll() == RunWatch.News() && watch.epochs.isEmpty)
      try file.write(contentsOf: Data(line.suffix(1)))
      #expect(watch.poll() == RunWatch.News(hasEpochs: true))
      #expect(watch.epochs == [metrics(1)])
      #expect(watch.poll() == RunWatch.News())
    }
  }

  /// As where the other process resumes its run from an earlier checkpoint.
  @Test func metricsThatAreWrittenAnewReplaceThoseSeen() throws {
    try withRun { run in
      var watch = RunWatch(RunFolder(reading: run.path), configuration)
      try MetricsFile.append((1...5).map(metrics), to: run.metricsPath)
      #expect(watch.poll().hasEpochs && watch.epochs.count == 5)
      try MetricsFile.write([metrics(1), metrics(2)], to: run.metricsPath)
      #expect(watch.poll().hasEpochs && watch.epochs.map(\.epoch) == [1, 2])
      try MetricsFile.append([metrics(3)], to: run.metricsPath)
      #expect(watch.poll().hasEpochs && watch.epochs.map(\.epoch) == [1, 2, 3])
      try MetricsFile.write([], to: run.metricsPath)
      #expect(watch.poll().hasEpochs && watch.epochs.isEmpty)
    }
  }

  @Test func noFileIsWaitedFor() throws {
    try withRun { run in
      var watch = RunWatch(RunFolder(reading: run.path), configuration)
      unlink(run.metricsPath)
      unlink(run.lastCheckpointPath)
      #expect(mkfifo(run.metricsPath, 0o600) == 0 && mkfifo(run.lastCheckpointPath, 0o600) == 0)
      #expect(watch.poll() == RunWatch.News())
    }
  }

  @Test func readingLeavesTheFolderAsItIs() throws {
    try withRun { run in
      try MetricsFile.append([metrics(1)], to: run.metricsPath)
      func state() throws -> [String] {
        try FileManager.default.contentsOfDirectory(atPath: run.path).sorted().map { name in
          "\(name) \(try FileManager.default.attributesOfItem(atPath: run.path + "/" + name)[.modificationDate]!)"
        }
      }
      let before = try state()
      var watch = RunWatch(RunFolder(reading: run.path), configuration)
      for _ in 0..<3 { _ = watch.poll() }
      #expect(try state() == before)
    }
  }

  /// Fifty runs whose epochs are written while they are read: none is lost, and none comes twice.
  @Test func fiftyFollowedRunsLoseNoEpoch() throws {
    try Fixture.withFolder { folder in
      let runs = try (0..<50).map {
        try RunFolder.create(folder + "/run-\($0)", configuration: configuration, data: Fixture.data)
      }
      let lines = (1...40).map { Array((MetricsFile.line(metrics($0)) + "\n").utf8) }
      let writer = Thread {
        for line in lines {
          for run in runs {
            guard let file = FileHandle(forWritingAtPath: run.metricsPath) else { return }
            file.seekToEndOfFile()
            file.write(Data(line.prefix(line.count / 2)))
            file.write(Data(line.dropFirst(line.count / 2)))
          }
        }
      }
      writer.start()
      var watches = runs.map { RunWatch(RunFolder(reading: $0.path), configuration) }
      while watches.contains(where: { $0.epochs.count < lines.count }) {
        for index in watches.indices { _ = watches[index].poll() }
      }
      #expect(watches.allSatisfy { $0.epochs.map(\.epoch) == Array(1...40) })
    }
  }

  @Test func aRunIsFollowedToItsEnd() async throws {
    let folder = NSTemporaryDirectory() + "/vae-follower-" + UUID().uuidString
    defer { try? FileManager.default.removeItem(atPath: folder) }
    let configuration = Fixture.configuration(epochs: 1_000_000)
    let worker = TrainingWorker {
      TrainingRun(
        configuration, data: Fixture.data,
        folder: try RunFolder.create(folder, configuration: configuration, data: Fixture.data),
        team: ThreadTeam(threadCount: 1))
    }
    worker.start()
    while (try? RunFolder(reading: folder).metrics(of: configuration).count) ?? 0 < 2 {
      try await Task.sleep(for: .milliseconds(5))
    }
    let follower = RunFollower(RunFolder(reading: folder), configuration)
    follower.start()
    defer { follower.stop() }
    func news<Value>(_ value: (RunNews) -> Value?) async throws -> Value {
      while true {
        if let found = value(follower.takeNews()) { return found }
        try await Task.sleep(for: .milliseconds(5))
      }
    }
    let followed = try await news(\.progress)
    #expect(followed.state == .followed(seconds: 0) && followed.epoch >= 2)
    let later = try await news { $0.progress.flatMap { $0.epoch > followed.epoch ? $0 : nil } }
    #expect(later.history.map(\.epoch) == Array(1...later.epoch))
    worker.saveCheckpoint()
    let snapshot = try await news(\.snapshot)
    #expect(snapshot.model.architecture == configuration.architecture)
    worker.stop()
    let step = try #require(worker.progress.take()?.examplesSeen)
    var hasStopped = false
    let last = try await news { news in
      hasStopped = hasStopped || news.progress?.state == .stopped
      return news.snapshot.flatMap { $0.examplesSeen == step ? $0 : nil }
    }
    let saved = try Checkpoint(contentsOf: folder + "/last.safetensors").model
    #expect(last.model.parameters == saved.parameters)
    if !hasStopped { _ = try await news { $0.progress?.state == .stopped ? true : nil } }
  }

  /// The speed is that of the last epoch; a run at rest has none.
  @Test func theSpeedComesFromTheEpochs() {
    let history = [(100, 2.0), (200, 4.0), (300, 9.0)].enumerated().map { index, epoch in
      EpochMetrics(
        epoch: index + 1, examplesSeen: epoch.0, seconds: epoch.1, train: .zero, test: .zero,
        klPerDimension: [], activeUnits: 0)
    }
    let configuration = Fixture.configuration(epochs: 5)
    let followed = TrainingProgress(
      TrainingRecord(epochs: history), configuration, state: .followed(seconds: 1))
    #expect(followed.imagesPerSecond == 20 && followed.remaining == 10)
    let first = TrainingProgress(
      TrainingRecord(epochs: [history[0]]), configuration, state: .followed(seconds: 1))
    #expect(first.imagesPerSecond == 50 && first.remaining == 8)
    let none = TrainingProgress(TrainingRecord(epochs: []), configuration, state: .followed(seconds: 1))
    #expect(none.imagesPerSecond == 0 && none.remaining == nil)
    let resting = TrainingProgress(TrainingRecord(epochs: history), configuration)
    #expect(resting.imagesPerSecond == 0 && resting.remaining == nil)
  }
}

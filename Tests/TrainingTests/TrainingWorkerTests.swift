import Compute
import Datasets
import Formats
import Foundation
import Synchronization
import Testing

@testable import Training

@Suite(.timeLimit(.minutes(1)))
struct TrainingWorkerTests {
  private static func worker(
    epochs: Int = 1_000_000, folder: String? = nil, snapshotsPerSecond: Double = 1000
  ) -> TrainingWorker {
    TrainingWorker(snapshotsPerSecond: snapshotsPerSecond) {
      let configuration = Fixture.configuration(epochs: epochs)
      let run = try folder.map { try RunFolder.create($0, configuration: configuration, data: Fixture.data) }
      return TrainingRun(configuration, data: Fixture.data, folder: run, team: ThreadTeam(threadCount: 1))
    }
  }

  /// The next progress for which a condition holds.
  private func progress(
    of worker: TrainingWorker, until condition: (TrainingProgress) -> Bool
  ) async throws -> TrainingProgress {
    while true {
      if let progress = worker.progress.take(), condition(progress) { return progress }
      try await Task.sleep(for: .milliseconds(1))
    }
  }

  @Test func itTrainsPausesResumesAndStops() async throws {
    let worker = Self.worker()
    worker.start()
    worker.start()
    _ = try await progress(of: worker) { $0.step > 10 && $0.state == .running }
    worker.pause()
    let paused = try await progress(of: worker) { $0.state == .paused }
    let state = try #require(worker.snapshots.take())
    #expect(state.examplesSeen == paused.examplesSeen)
    try await Task.sleep(for: .milliseconds(50))
    #expect(worker.progress.take() == nil && worker.snapshots.take() == nil)
    worker.resume()
    _ = try await progress(of: worker) { $0.step > paused.step && $0.state == .running }
    worker.stop()
    let stopped = try await progress(of: worker) { $0.state == .stopped }
    #expect(stopped.record.points.count > 1)
    worker.stop()
  }

  /// Whoever watches is woken ten times a second, however short the epochs are, and told of all of them.
  @Test func shortEpochsAreToldTogether() async throws {
    let worker = Self.worker()
    worker.start()
    let first = try await progress(of: worker) { $0.epoch > 1 }
    let start = ContinuousClock.now
    var told = 0
    var last = first
    while told < 4 {
      last = try await progress(of: worker) { _ in true }
      told += 1
    }
    #expect(ContinuousClock.now - start >= .milliseconds(200))
    #expect(last.history.map(\.epoch) == Array(1...last.history.count))
    #expect(last.history.count > first.history.count + told)
    worker.stop()
  }

  @Test func itMayStartPaused() async throws {
    let worker = Self.worker()
    worker.start(paused: true)
    let paused = try await progress(of: worker) { $0.state == .paused }
    #expect(paused.step == 0)
    #expect(worker.snapshots.take()?.examplesSeen == 0)
    worker.stop()
  }

  @Test func itEndsSavedAndTheRunGoesOn() async throws {
    let folder = NSTemporaryDirectory() + "/vae-worker-" + UUID().uuidString
    defer { try? FileManager.default.removeItem(atPath: folder) }
    let worker = Self.worker(folder: folder)
    worker.start()
    _ = try await progress(of: worker) { $0.epoch > 3 }
    worker.setLearningRate(0.002)
    worker.stop()
    let last = try #require(worker.progress.take())
    #expect(last.state == .stopped)
    let checkpoint = try Checkpoint(contentsOf: folder + "/last.safetensors")
    #expect(checkpoint.position?.step == last.step)
    #expect(try RunFolder(reading: folder).metrics().count == last.history.count)
  }

  /// A full disk is played by a folder in the place of the file that a checkpoint is first written to.
  @Test func itPausesWhereItCannotSaveAndGoesOn() async throws {
    let folder = NSTemporaryDirectory() + "/vae-worker-" + UUID().uuidString
    defer { try? FileManager.default.removeItem(atPath: folder) }
    let obstacle = folder + "/last.safetensors.partial"
    let worker = Self.worker(folder: folder)
    worker.start()
    _ = try await progress(of: worker) { $0.step > 10 }
    try FileManager.default.createDirectory(atPath: obstacle, withIntermediateDirectories: true)
    worker.saveCheckpoint()
    let paused = try await progress(of: worker) { $0.state == .paused }
    #expect(paused.saveFailure?.description.contains("last.safetensors: cannot write it") == true)
    worker.resume()
    let again = try await progress(of: worker) { $0.state == .paused }
    #expect(again.step == paused.step && again.saveFailure != nil)
    try FileManager.default.removeItem(atPath: obstacle)
    worker.resume()
    _ = try await progress(of: worker) { $0.state == .running && $0.step > paused.step + 10 }
    worker.stop()
    let last = try #require(worker.progress.take())
    #expect(last.state == .stopped && last.saveFailure == nil)
    #expect(try Checkpoint(contentsOf: folder + "/last.safetensors").position?.step == last.step)
    #expect(try RunFolder(reading: folder).metrics().map(\.epoch) == last.history.map(\.epoch))
  }

  @Test func itSaysAtTheEndThatItCouldNotSave() async throws {
    let folder = NSTemporaryDirectory() + "/vae-worker-" + UUID().uuidString
    defer { try? FileManager.default.removeItem(atPath: folder) }
    let worker = Self.worker(folder: folder)
    worker.start()
    _ = try await progress(of: worker) { $0.step > 10 }
    // A checkpoint may just be being written under that name.
    while mkdir(folder + "/last.safetensors.partial", 0o755) != 0 {
      try await Task.sleep(for: .milliseconds(1))
    }
    worker.stop()
    let last = try #require(worker.progress.take())
    #expect(last.state == .stopped && last.saveFailure?.kind == .inputOutput)
  }

  @Test func metricsThatCouldNotBeAddedAreWrittenLater() throws {
    try Fixture.withFolder { folder in
      let configuration = Fixture.configuration(epochs: 1000)
      let path = folder + "/run"
      var run = TrainingRun(
        configuration, data: Fixture.data,
        folder: try RunFolder.create(path, configuration: configuration, data: Fixture.data),
        team: ThreadTeam(threadCount: 1))
      let metrics = RunFolder(reading: path).metricsPath
      try FileManager.default.removeItem(atPath: metrics)
      try FileManager.default.createDirectory(atPath: metrics, withIntermediateDirectories: true)
      for _ in 0..<3 { _ = try run.advance() }
      #expect { try run.advance() } throws: { ($0 as? InputError)?.kind == .inputOutput }
      #expect(run.history.count == 1 && run.trainer.position.epoch == 1)
      #expect { try run.save() } throws: { ($0 as? InputError)?.kind == .inputOutput }
      try FileManager.default.removeItem(atPath: metrics)
      for _ in 0..<4 { _ = try run.advance() }
      try run.save()
      #expect(try RunFolder(reading: path).metrics().map(\.epoch) == [1, 2])
    }
  }

  @Test func itFinishes() async throws {
    let worker = Self.worker(epochs: 3)
    worker.start()
    let finished = try await progress(of: worker) { $0.state == .finished }
    #expect(finished.epoch == 3 && finished.step == 12 && finished.history.count == 3)
    #expect(worker.snapshots.take()?.epoch == 3)
    #expect(worker.histories.take()?.examplesSeen.first == 0)
    worker.stop()
  }

  @Test func failuresAreTold() async throws {
    let unready = TrainingWorker { throw InputError(.notFound, "no such data") }
    unready.start()
    #expect(try await progress(of: unready) { $0.state != .preparing }.state == .failed("no such data"))
    unready.stop()

    let diverging = Self.worker()
    diverging.start(paused: true)
    diverging.setLearningRate(.greatestFiniteMagnitude)
    diverging.resume()
    let failed = try await progress(of: diverging) {
      if case .failed = $0.state { true } else { false }
    }
    guard case .failed(let reason) = failed.state else { return }
    #expect(reason.contains("diverged at step"))
    diverging.stop()
  }

  @Test func eachPostWakesTheWatcher() {
    let count = Mutex(0)
    let mailbox = Mailbox<Int> { count.withLock { $0 += 1 } }
    mailbox.post(1)
    mailbox.post(2)
    #expect(mailbox.take() == 2 && mailbox.take() == nil)
    #expect(count.withLock { $0 } == 2)
  }

  @Test func stoppingWhatNeverStartedReturns() {
    let worker = Self.worker()
    worker.stop()
    worker.start()
    #expect(worker.progress.take() == nil)
  }
}

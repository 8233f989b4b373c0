import Autoencoder
import Compute
import Datasets
import Formats
import Foundation
import Testing

@testable import Training

/// What kills, full disks and people leave behind, and what comes of it.
struct MendedRunTests {
  private static let team = ThreadTeam(threadCount: 1)

  private func start(
    _ path: String, _ configuration: TrainingConfiguration = Fixture.configuration()
  ) throws -> TrainingRun {
    let folder = try RunFolder.create(path, configuration: configuration, data: Fixture.data)
    return TrainingRun(configuration, data: Fixture.data, folder: folder, team: Self.team)
  }

  private func resume(_ path: String, changes: RunChanges = RunChanges(), data: DataSplit = Fixture.data)
    throws -> TrainingRun
  {
    let folder = try RunFolder.open(path)
    return try TrainingRun(
      resuming: folder, from: Checkpoint(contentsOf: folder.lastCheckpointPath), changes: changes, data: data,
      team: Self.team)
  }

  /// A run of three epochs that is not open any more.
  private func withFinishedRun(_ body: (RunFolder) throws -> Void) throws {
    try Fixture.withFolder { folder in
      do {
        var run = try start(folder + "/r")
        while !run.isFinished { _ = try run.advance() }
      }
      try body(RunFolder(reading: folder + "/r"))
    }
  }

  private func rewriteLines(_ run: RunFolder, _ change: ([EpochMetrics]) -> [EpochMetrics]) throws {
    try MetricsFile.write(change(run.metrics()), to: run.metricsPath)
  }

  /// Killed before the first checkpoint of training: the one of step 0 goes on to the same numbers.
  @Test func aRunCanBeResumedFromItsCreationOn() throws {
    try withFinishedRun { whole in
      let path = whole.path + "-2"
      do { _ = try start(path) }
      #expect(RunFolder(reading: path).holdsCheckpoint)
      var resumed = try resume(path)
      #expect(resumed.notices.isEmpty && resumed.trainer.position.step == 0)
      while !resumed.isFinished { _ = try resumed.advance() }
      let states = try [whole.path, path].map {
        try Checkpoint(contentsOf: RunFolder(reading: $0).lastCheckpointPath)
      }
      #expect(states[0].model.parameters == states[1].model.parameters)
    }
  }

  /// As an earlier version, or a kill while the folder is made, leaves one.
  @Test func aFolderWithAConfigurationOnlyIsTaken() throws {
    try Fixture.withFolder { folder in
      try AtomicFile.write(Fixture.configuration().json, to: folder + "/config.json")
      try MetricsFile.write([], to: folder + "/metrics.jsonl")
      #expect(!RunFolder(reading: folder).holdsRun)
      _ = try RunFolder.create(folder, configuration: Fixture.configuration(epochs: 9), data: Fixture.data)
      #expect(try RunFolder(reading: folder).configuration().epochs == 9)
      try AtomicFile.write(Array("{}".utf8), to: folder + "/config.json")
      unlink(folder + "/last.safetensors")
      #expect(RunFolder(reading: folder).holdsRun, "another program's configuration is left alone")
    }
  }

  @Test func doubledLinesAreMendedAndSaid() throws {
    try withFinishedRun { run in
      let before = try run.metrics()
      try rewriteLines(run) { $0 + [$0[1]] }
      let resumed = try resume(run.path)
      #expect(
        resumed.notices.count == 1 && resumed.notices[0].contains("metrics.jsonl: epochs stood there twice"))
      #expect(try run.metrics() == before)
    }
  }

  @Test func holesAreSaidAndTheLastLineComesFromTheCheckpoint() throws {
    try withFinishedRun { run in
      try rewriteLines(run) { [$0[0]] }
      let resumed = try resume(run.path)
      #expect(resumed.notices == ["\(run.metricsPath): epoch 2 is missing; the run goes on without."])
      #expect(try run.metrics().map(\.epoch) == [1, 3])
    }
  }

  @Test func anotherRunsCheckpointIsRefused() throws {
    try withFinishedRun { run in
      var other = Fixture.configuration()
      other.seed = 4
      let path = run.path + "-other"
      do {
        var run = try start(path, other)
        while !run.isFinished { _ = try run.advance() }
      }
      let own = try WholeFile.read(run.lastCheckpointPath)
      let foreign = try WholeFile.read(RunFolder(reading: path).lastCheckpointPath)
      try AtomicFile.write(foreign, to: run.lastCheckpointPath)
      let settings = #expect(throws: InputError.self) { try resume(run.path) }
      #expect(settings?.kind == .badFile && settings?.description.contains("other settings") == true)
      // The same settings, but other numbers.
      try AtomicFile.write(own, to: run.lastCheckpointPath)
      try rewriteLines(run) {
        var lines = $0
        lines[2].test.elbo -= 1
        return lines
      }
      let numbers = #expect(throws: InputError.self) { try resume(run.path) }
      #expect(numbers?.description.contains("another run, whose epoch 3") == true)
    }
  }

  /// A kill between the checkpoint and the new name of the best state, and one before the checkpoint.
  @Test func theBestStateBelongsToTheCheckpoint() throws {
    try withFinishedRun { run in
      let best = try Checkpoint(contentsOf: run.bestCheckpointPath)
      let bestEpoch = try #require(Checkpoint(contentsOf: run.lastCheckpointPath).position?.bestEpoch)
      rename(run.bestCheckpointPath, run.nextBestCheckpointPath)
      _ = try resume(run.path)
      #expect(try Checkpoint(contentsOf: run.bestCheckpointPath).metrics?.epoch == bestEpoch)
      var later = best
      later.metrics?.epoch = 9
      try later.write(to: run.nextBestCheckpointPath)
      let resumed = try resume(run.path)
      #expect(resumed.notices.isEmpty)
      #expect(!FileManager.default.fileExists(atPath: run.nextBestCheckpointPath))
      #expect(try Checkpoint(contentsOf: run.bestCheckpointPath) == best)
    }
  }

  @Test func aBestStateLaterThanTheCheckpointIsSaid() throws {
    try withFinishedRun { run in
      var later = try Checkpoint(contentsOf: run.bestCheckpointPath)
      later.metrics?.epoch = 9
      try later.write(to: run.bestCheckpointPath)
      let resumed = try resume(run.path)
      #expect(resumed.notices.count == 1 && resumed.notices[0].contains("it is of epoch 9"))
    }
  }

  @Test func otherImagesAreRefused() throws {
    try withFinishedRun { run in
      var pixels = Fixture.data.train.pixels
      pixels[100] ^= 1
      let other = DataSplit(
        name: "others",
        train: ImageDataset(name: "others", imageShape: Fixture.imageShape, pixels: pixels),
        test: Fixture.data.test)
      let error = #expect(throws: InputError.self) { try resume(run.path, data: other) }
      #expect(error?.kind == .badSettings)
      #expect(error?.description.contains("others: expected the 50 images of 3×4 (checksum ") == true)
      // The same images under another name are the run's own.
      let moved = DataSplit(name: "moved", train: Fixture.data.train, test: Fixture.data.test)
      _ = try resume(run.path, changes: RunChanges(dataset: "/elsewhere/halves.npy"), data: moved)
      #expect(try run.configuration().dataset == "/elsewhere/halves.npy")
    }
  }

  @Test func aCheckpointWithoutAFingerprintIsAcceptedAndThatIsSaidOnce() throws {
    try withFinishedRun { run in
      var checkpoint = try Checkpoint(contentsOf: run.lastCheckpointPath)
      #expect(checkpoint.fingerprint == DataFingerprint(Fixture.data.train))
      checkpoint.fingerprint = nil
      try checkpoint.write(to: run.lastCheckpointPath)
      var resumed = try resume(run.path, changes: RunChanges(epochs: 4))
      #expect(resumed.notices.count == 1 && resumed.notices[0].contains("does not say on what images"))
      while !resumed.isFinished { _ = try resumed.advance() }
      #expect(try Checkpoint(contentsOf: run.lastCheckpointPath).fingerprint != nil)
    }
  }

  @Test func aNewRateIsRecorded() throws {
    try withFinishedRun { run in
      do {
        var resumed = try resume(run.path, changes: RunChanges(epochs: 4, learningRate: 0.25))
        #expect(resumed.trainer.learningRate == 0.25)
        #expect(try run.configuration().learningRate == 0.25)
        try resumed.save()
      }
      let checkpoint = try Checkpoint(contentsOf: run.lastCheckpointPath)
      #expect(checkpoint.configuration.learningRate == 0.25 && checkpoint.position?.learningRate == 0.25)
    }
  }

  /// A kill while a run is overwritten: the checkpoint of step 0 stands beside the old run's other files.
  @Test func theStartOfARunWinsOverWhatItReplaces() throws {
    try withFinishedRun { run in
      var other = Fixture.configuration()
      other.seed = 5
      try Checkpoint(startOf: other, data: Fixture.data).write(to: run.lastCheckpointPath)
      let resumed = try resume(run.path)
      #expect(resumed.history.isEmpty && resumed.trainer.configuration.seed == 5)
      #expect(try run.metrics().isEmpty && run.configuration().seed == 5)
      #expect(!FileManager.default.fileExists(atPath: run.bestCheckpointPath))
    }
  }

  @Test func pipesInThePlaceOfFilesAreNotWaitedFor() throws {
    try withFinishedRun { run in
      let paths = [
        run.configurationPath, run.metricsPath, run.lastCheckpointPath, run.lastCheckpointPath + ".partial",
      ]
      for path in paths {
        let kept = try? WholeFile.read(path)
        unlink(path)
        #expect(mkfifo(path, 0o600) == 0)
        if path.hasSuffix(".partial") {
          #expect(throws: InputError.self) { try AtomicFile.write([1], to: run.lastCheckpointPath) }
        } else {
          #expect(throws: InputError.self, "\(path)") { try resume(run.path) }
          let isBroken = RunLibrary(directories: []).summary(path: run.path)?.state != .finished
          #expect(isBroken || path == run.lastCheckpointPath, "\(path)")
        }
        unlink(path)
        if let kept { try AtomicFile.write(kept, to: path) }
      }
    }
  }
}

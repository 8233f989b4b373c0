import Compute
import Formats
import Foundation
import Testing

@testable import Training

/// What is on the disk while there is no room on it.
struct FullDiskTests {
  private static let team = ThreadTeam(threadCount: 1)

  private func start(
    _ path: String, _ configuration: TrainingConfiguration = Fixture.configuration()
  ) throws -> TrainingRun {
    let folder = try RunFolder.create(path, configuration: configuration, data: Fixture.data)
    return TrainingRun(configuration, data: Fixture.data, folder: folder, team: Self.team)
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

  /// A device that is always full stands for a full disk.
  @Test func aFullDiskLeavesTheLastCheckpointAndNoPart() throws {
    try #require(FileManager.default.fileExists(atPath: "/dev/full"))
    try Fixture.withFolder { folder in
      var run = try start(folder + "/r")
      let files = RunFolder(reading: folder + "/r")
      let before = try WholeFile.read(files.lastCheckpointPath)
      for _ in 0..<3 { _ = try run.advance() }
      let partial = files.lastCheckpointPath + ".partial"
      #expect(symlink("/dev/full", partial) == 0)
      let error = #expect(throws: InputError.self) { try run.save() }
      #expect(error?.kind == .diskFull && error?.description.contains("No space left") == true)
      #expect(try WholeFile.read(files.lastCheckpointPath) == before)
      #expect(throws: (any Error).self) { try FileManager.default.attributesOfItem(atPath: partial) }
      // There is room again.
      try run.save()
      #expect(try Checkpoint(contentsOf: files.lastCheckpointPath).position?.step == 3)
    }
  }

  @Test func linesWaitForRoom() throws {
    try Fixture.withFolder { folder in
      var run = try start(folder + "/r")
      let files = RunFolder(reading: folder + "/r")
      unlink(files.metricsPath)
      #expect(symlink("/dev/full", files.metricsPath) == 0)
      var failures = 0
      while !run.isFinished {
        do { _ = try run.advance() } catch let error as InputError {
          #expect(error.kind == .diskFull)
          failures += 1
        }
      }
      #expect(failures == 9 && run.history.count == 3, "each step after the first epoch tries")
      unlink(files.metricsPath)
      try MetricsFile.write([], to: files.metricsPath)
      try run.save()
      #expect(try files.metrics().map(\.epoch) == [1, 2, 3])
      #expect(try Checkpoint(contentsOf: files.lastCheckpointPath).position?.epoch == 3)
    }
  }

  /// While the new run cannot be written, the old one stays whole.
  @Test func overwritingKeepsTheOldRunUntilTheNewOneIsThere() throws {
    try withFinishedRun { run in
      let paths = [run.lastCheckpointPath, run.bestCheckpointPath, run.metricsPath, run.configurationPath]
      let before = try paths.map { try WholeFile.read($0) }
      #expect(symlink("/dev/full", run.configurationPath + ".partial") == 0)
      // What was left by a kill would be removed with the lock, but a folder cannot be.
      unlink(run.configurationPath + ".partial")
      #expect(mkdir(run.configurationPath + ".partial", 0o700) == 0)
      #expect(throws: InputError.self) {
        try RunFolder.create(
          run.path, configuration: Fixture.configuration(epochs: 9), data: Fixture.data, overwrites: true)
      }
      #expect(try paths.map { try WholeFile.read($0) } == before)
      rmdir(run.configurationPath + ".partial")
      let names = try FileManager.default.contentsOfDirectory(atPath: run.path)
      #expect(!names.contains { $0.hasSuffix(".partial") }, "\(names)")
    }
  }
}

import Autoencoder
import Compute
import Formats
import Foundation
import Testing

@testable import Training

struct RunFolderTests {
  private func run(_ path: String, _ configuration: TrainingConfiguration = Fixture.configuration()) throws
    -> TrainingRun
  {
    let folder = try RunFolder.create(path, configuration: configuration, data: Fixture.data)
    return TrainingRun(configuration, data: Fixture.data, folder: folder, team: ThreadTeam(threadCount: 1))
  }

  private func advance(_ run: inout TrainingRun, _ steps: Int = .max) throws {
    var left = steps
    while !run.isFinished && left > 0 {
      _ = try run.advance()
      left -= 1
    }
  }

  @Test func aLineOfMetricsIsAsAgreed() throws {
    let metrics = EpochMetrics(
      epoch: 1, examplesSeen: 60000, seconds: 1.7001,
      train: ELBO(elbo: -173.5, reconstruction: -168.123_456_78, klDivergence: 5), test: .zero,
      klPerDimension: [2.5, .nan, 1e-9], activeUnits: 2)
    #expect(
      MetricsFile.line(metrics)
        == "{\"epoch\":1,\"examplesSeen\":60000,\"seconds\":1.7,\"train\":{\"elbo\":-173.5,\"reconstruction\":-168.123457,"
        + "\"klDivergence\":5},\"test\":{\"elbo\":0,\"reconstruction\":0,\"klDivergence\":0},"
        + "\"klPerDimension\":[2.5,null,0],\"activeUnits\":2}")
  }

  @Test func aRunLeavesItsFiles() throws {
    try Fixture.withFolder { folder in
      var run = try run(folder + "/r")
      try advance(&run)
      let files = RunFolder(reading: folder + "/r")
      #expect(
        try FileManager.default.contentsOfDirectory(atPath: folder + "/r").sorted()
          == [
            "best.safetensors", "config.json", "curve.json", "last.safetensors", "lock.json", "metrics.jsonl",
            "summary.txt",
          ])
      #expect(try files.configuration() == Fixture.configuration())
      #expect(try files.metrics().map(\.epoch) == [1, 2, 3])
      let last = try Checkpoint(contentsOf: files.lastCheckpointPath)
      #expect(last.position?.epoch == 3 && last.position?.examplesSeen == 150)
      let best = try Checkpoint(contentsOf: files.bestCheckpointPath)
      #expect(best.metrics?.epoch == last.position?.bestEpoch)
    }
  }

  /// Killed after a save in the middle of the second epoch, some steps later: the rest is done again, alike.
  @Test func resumingCutsWhatTheCheckpointDoesNotKnow() throws {
    try Fixture.withFolder { folder in
      var whole = try run(folder + "/whole")
      try advance(&whole)
      do {
        var killed = try run(folder + "/killed")
        try advance(&killed, 6)
        try killed.save()
        try advance(&killed, 4)
      }
      let opened = try RunFolder.open(folder + "/killed")
      #expect(try opened.metrics().count == 2)
      let checkpoint = try Checkpoint(contentsOf: opened.lastCheckpointPath)
      var resumed = try TrainingRun(
        resuming: opened, from: checkpoint, data: Fixture.data, team: ThreadTeam(threadCount: 2))
      #expect(try opened.metrics().count == 1)
      try advance(&resumed)
      let reference = RunFolder(reading: folder + "/whole")
      let left = try Checkpoint(contentsOf: opened.lastCheckpointPath)
      let right = try Checkpoint(contentsOf: reference.lastCheckpointPath)
      #expect(left.model.parameters == right.model.parameters && left.state == right.state)
      #expect(try opened.metrics().map(\.test) == reference.metrics().map(\.test))
      #expect(try opened.metrics().map(\.train) == reference.metrics().map(\.train))
    }
  }

  @Test func epochsMayBeAdded() throws {
    try Fixture.withFolder { folder in
      do {
        var first = try run(folder + "/r", Fixture.configuration(epochs: 1))
        try advance(&first)
      }
      let opened = try RunFolder.open(folder + "/r")
      var more = try TrainingRun(
        resuming: opened, from: Checkpoint(contentsOf: opened.lastCheckpointPath),
        changes: RunChanges(epochs: 2),
        data: Fixture.data,
        team: ThreadTeam(threadCount: 1))
      #expect(!more.isFinished)
      try advance(&more)
      #expect(try opened.metrics().count == 2 && opened.configuration().epochs == 2)
    }
  }

  /// Under a schedule other epochs would have had other rates: the run stays as it is.
  @Test func epochsOfAScheduleAreFixed() throws {
    try Fixture.withFolder { folder in
      var configuration = Fixture.configuration(epochs: 2)
      configuration.schedule = .iwae
      do {
        var first = try run(folder + "/r", configuration)
        try advance(&first)
      }
      let opened = try RunFolder.open(folder + "/r")
      func resume(epochs: Int?) throws -> TrainingRun {
        try TrainingRun(
          resuming: opened, from: Checkpoint(contentsOf: opened.lastCheckpointPath),
          changes: RunChanges(epochs: epochs),
          data: Fixture.data, team: ThreadTeam(threadCount: 1))
      }
      #expect(
        throws: InputError(
          .badSettings,
          "epochs: expected 2, as the schedule iwae of the run divides them, found 3; start a new run for another number"
        )
      ) { try resume(epochs: 3) }
      #expect(try resume(epochs: 2).isFinished && resume(epochs: nil).isFinished)
      #expect(try opened.configuration().epochs == 2)
    }
  }

  @Test func aRunIsNotOverwrittenUnasked() throws {
    try Fixture.withFolder { folder in
      do {
        var run = try run(folder + "/r")
        try advance(&run, 5)
        try run.save()
      }
      let error = #expect(throws: InputError.self) {
        try RunFolder.create(folder + "/r", configuration: Fixture.configuration(), data: Fixture.data)
      }
      #expect(error?.kind == .occupied)
      let forced = try RunFolder.create(
        folder + "/r", configuration: Fixture.configuration(), data: Fixture.data, overwrites: true)
      #expect(try forced.metrics().isEmpty)
      #expect(try Checkpoint(contentsOf: forced.lastCheckpointPath).position?.step == 0)
    }
  }

  @Test func twoCannotTrainTheSameRun() throws {
    try Fixture.withFolder { folder in
      let held = try RunFolder.create(
        folder + "/r", configuration: Fixture.configuration(), data: Fixture.data)
      #expect(throws: InputError.self) { try RunFolder.open(folder + "/r") }
      #expect(RunLibrary(directories: [folder]).runs().map(\.state) == [.training])
      withExtendedLifetime(held) {}
    }
  }

  @Test func newRunsGoWhereTheyCanBeWritten() throws {
    try Fixture.withFolder { folder in
      try Data().write(to: URL(fileURLWithPath: folder + "/file"))
      let (closed, open) = (folder + "/file/runs", folder + "/state/runs")
      let library = RunLibrary(directories: [closed, open])
      #expect(library.newPath(for: Fixture.configuration()) == open + "/halves-2d")
      #expect(library.notice?.contains(open) ?? false)
      #expect(RunLibrary(directories: [open, closed]).notice == nil)
      #expect(RunLibrary(directories: [closed]).newDirectory == closed)
    }
  }

  @Test func theLibraryIsThatOfTheEnvironment() {
    func directories(_ environment: [String: String]) -> [String] {
      RunLibrary(environment: environment).directories
    }
    #expect(directories(["HOME": "/home/me"]) == ["runs", "/home/me/.local/state/vae/runs"])
    #expect(directories(["HOME": "/home/me", "XDG_STATE_HOME": "/s"]) == ["runs", "/s/vae/runs"])
    let chosen = RunLibrary(environment: ["VAE_RUNS_DIR": "/dev/null/runs", "XDG_STATE_HOME": "relative"])
    #expect(chosen.directories == ["/dev/null/runs", "runs"] && chosen.newDirectory == "/dev/null/runs")
  }

  @Test func theLibraryBearsBrokenRuns() throws {
    try Fixture.withFolder { folder in
      do {
        var finished = try run(folder + "/finished")
        try advance(&finished)
        var begun = try run(folder + "/begun")
        try advance(&begun, 5)
        try begun.save()
      }
      try FileManager.default.createDirectory(atPath: folder + "/broken", withIntermediateDirectories: true)
      try Data("{".utf8).write(to: URL(fileURLWithPath: folder + "/broken/config.json"))
      try FileManager.default.createDirectory(atPath: folder + "/other", withIntermediateDirectories: true)
      let library = RunLibrary(directories: [folder, folder + "/missing"])
      let states = Dictionary(uniqueKeysWithValues: library.runs().map { ($0.name, $0.state) })
      #expect(states.count == 3 && states["finished"] == .finished && states["begun"] == .resumable)
      guard case .broken(let reason) = states["broken"] else { return #expect(Bool(false)) }
      #expect(reason.contains("config.json"))
      #expect(library.path(of: "begun") == folder + "/begun" && library.path(of: "../x") == nil)
      #expect(library.newPath(for: Fixture.configuration()) == folder + "/halves-2d")
      #expect(library.newestPath(dataset: "halves") != nil && library.newestPath(dataset: "mnist") == nil)
      _ = try library.trash(folder + "/begun", now: Date(timeIntervalSince1970: 0))
      #expect(library.path(of: "begun") == nil)
    }
  }

  @Test func aCutLineOfMetricsIsLeftOut() throws {
    try Fixture.withFolder { folder in
      let path = folder + "/metrics.jsonl"
      var metrics = EpochMetrics(
        epoch: 1, examplesSeen: 1, seconds: 1, train: .zero, test: .zero, klPerDimension: [], activeUnits: 0)
      try MetricsFile.append([metrics], to: path)
      metrics.epoch = 2
      try MetricsFile.append([metrics], to: path)
      let bytes = try WholeFile.read(path)
      try AtomicFile.write(Array(bytes.dropLast(20)), to: path)
      #expect(try MetricsFile.read(path, objective: Objective()).map(\.epoch) == [1])
    }
  }
}

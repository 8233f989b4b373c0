import Compute
import Formats
import Foundation
import Synchronization
import Testing

@testable import Training

/// Names of runs: of new ones, and where a shipped model has the same.
struct RunNameTests {
  @Test func twentyStartsAtOnceHaveTwentyNames() throws {
    try Fixture.withFolder { folder in
      var library = RunLibrary(directories: [folder + "/runs"])
      library.reservedNames = ["halves-2d", "halves-2d-3"]
      let names = Mutex<[String]>([])
      DispatchQueue.concurrentPerform(iterations: 20) { [library] _ in
        guard let run = try? library.newRun(Fixture.configuration(), data: Fixture.data) else { return }
        names.withLock { $0.append(run.name) }
      }
      let expected = [2] + Array(4...22)
      #expect(names.withLock { Set($0) } == Set(expected.map { "halves-2d-\($0)" }))
      #expect(library.newPath(for: Fixture.configuration()) == folder + "/runs/halves-2d-23")
      #expect(library.runs().allSatisfy { $0.state == .resumable })
    }
  }

  @Test func aFailedStartLeavesNoFolder() throws {
    try Fixture.withFolder { folder in
      try Data().write(to: URL(fileURLWithPath: folder + "/file"))
      let library = RunLibrary(directories: [folder + "/file/runs"])
      let error = #expect(throws: InputError.self) {
        try library.newRun(Fixture.configuration(), data: Fixture.data)
      }
      #expect(error?.kind == .cannotWrite)
    }
  }

  @Test func aRunComesBeforeAShippedModelOfItsName() throws {
    try Fixture.withFolder { folder in
      let configuration = Fixture.configuration(epochs: 1)
      let run = try RunFolder.create(
        folder + "/runs/halves-2d", configuration: configuration, data: Fixture.data)
      var training = TrainingRun(
        configuration, data: Fixture.data, folder: run, team: ThreadTeam(threadCount: 1))
      while !training.isFinished { _ = try training.advance() }
      let shipped = folder + "/models/halves-2d.safetensors"
      let exporter = ModelExporter(version: "1") { _ in "" }
      _ = try exporter.export(run, to: shipped) { Fixture.data }
      let catalogue = ModelCatalogue(directory: folder + "/models")
      let finder = ModelFinder(library: RunLibrary(directories: [folder + "/runs"]), catalogue: catalogue)
      #expect(try finder.checkpointPath("halves-2d") == run.bestCheckpointPath)
      #expect(try finder.checkpointPath("shipped:halves-2d") == shipped)
      #expect(
        finder.ambiguity(of: "halves-2d")
          == "halves-2d: \(run.path) is taken; the shipped model is shipped:halves-2d")
      #expect(finder.ambiguity(of: "shipped:halves-2d") == nil && finder.ambiguity(of: "other") == nil)
      let alone = ModelFinder(library: RunLibrary(directories: []), catalogue: catalogue)
      #expect(try alone.checkpointPath("halves-2d") == shipped && alone.ambiguity(of: "halves-2d") == nil)
      #expect(try catalogue.planePoints(of: "shipped:halves-2d") != nil)
    }
  }

  /// Six exports at once, as from a script with a job for each model.
  @Test func exportsAtOnceLoseNothing() throws {
    try Fixture.withFolder { folder in
      let configuration = Fixture.configuration(epochs: 1)
      let run = try RunFolder.create(folder + "/r", configuration: configuration, data: Fixture.data)
      var training = TrainingRun(
        configuration, data: Fixture.data, folder: run, team: ThreadTeam(threadCount: 1))
      while !training.isFinished { _ = try training.advance() }
      let failures = Mutex<[String]>([])
      DispatchQueue.concurrentPerform(iterations: 6) { index in
        do {
          _ = try ModelExporter(version: "1") { _ in "" }
            .export(run, to: folder + "/models/m\(index).safetensors") { Fixture.data }
        } catch {
          failures.withLock { $0.append("\(error)") }
        }
      }
      #expect(failures.withLock { $0 } == [])
      let catalogue = ModelCatalogue(directory: folder + "/models")
      #expect(Set(catalogue.entries.map(\.name)) == Set((0..<6).map { "m\($0)" }))
      let names = try FileManager.default.contentsOfDirectory(atPath: folder + "/models")
      #expect(names.count == 19, "\(names)")
    }
  }

  @Test func aListThatCannotBeReadIsNotReplaced() throws {
    try Fixture.withFolder { folder in
      let configuration = Fixture.configuration(epochs: 1)
      let run = try RunFolder.create(folder + "/r", configuration: configuration, data: Fixture.data)
      var training = TrainingRun(
        configuration, data: Fixture.data, folder: run, team: ThreadTeam(threadCount: 1))
      while !training.isFinished { _ = try training.advance() }
      let list = Array("[{\"name\": \"of a later version\"}]".utf8)
      try AtomicFile.write(list, to: folder + "/models.json")
      let error = #expect(throws: InputError.self) {
        try ModelExporter(version: "1") { _ in "" }.export(run, to: folder + "/m.safetensors") {
          Fixture.data
        }
      }
      #expect(error?.kind == .badFile && error?.description.contains("models.json") == true)
      #expect(try WholeFile.read(folder + "/models.json") == list)
      #expect(!FileManager.default.fileExists(atPath: folder + "/m.safetensors"))
    }
  }
}

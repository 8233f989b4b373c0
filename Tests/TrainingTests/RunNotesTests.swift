import Autoencoder
import Foundation
import TestFiles
import Testing

@testable import Training

/// Notes, filters and orders of runs.
@Suite struct RunNotesTests {
  private let folder = TemporaryFolder()
  private var library: RunLibrary { RunLibrary(directories: [folder.path]) }

  private func summary(_ name: String, latentSize: Int = 2, notes: String = "") -> RunSummary {
    let configuration = TrainingConfiguration(
      dataset: "mnist", architecture: Architecture(imageShape: Fixture.imageShape, latentSize: latentSize))
    return RunSummary(
      name: name, path: "runs/" + name, state: .finished, configuration: configuration,
      modified: Date(timeIntervalSince1970: Double(latentSize)), notes: RunNotes(line: notes))
  }

  @Test func aLineIsANoteAndItsTags() {
    let notes = RunNotes(line: " wider  decoder #baseline #thesis #baseline # ")
    #expect(notes.text == "wider decoder" && notes.tags == ["baseline", "thesis"])
    #expect(RunNotes(line: notes.line) == notes)
    #expect(RunNotes(line: " ").isEmpty)
  }

  @Test func notesAreKeptInTheFolderAndListed() throws {
    let run = try RunFolder.create(
      folder.path + "/a", configuration: Fixture.configuration(), data: Fixture.data)
    #expect(library.runs().first?.notes.isEmpty == true)
    let notes = RunNotes(line: "the best so far #thesis")
    try run.write(notes)
    #expect(library.runs().first?.notes == notes)
    try Data(#"{"text": "from a later version", "colour": "red"}"#.utf8).write(
      to: URL(fileURLWithPath: run.notesPath))
    #expect(library.runs().first?.notes == RunNotes(line: "from a later version"))
    try Data("{".utf8).write(to: URL(fileURLWithPath: run.notesPath))
    #expect(library.runs().first?.notes.isEmpty == true)
    try run.write(RunNotes())
    #expect(!FileManager.default.fileExists(atPath: run.notesPath))
  }

  @Test func aNewRunInTheSameFolderHasNoNotesOfTheOldOne() throws {
    let path = folder.path + "/a"
    try RunFolder.create(path, configuration: Fixture.configuration(), data: Fixture.data)
      .write(RunNotes(line: "old"))
    _ = try RunFolder.create(
      path, configuration: Fixture.configuration(), data: Fixture.data, overwrites: true)
    #expect(library.runs().first?.notes.isEmpty == true)
  }

  @Test func aRunMustFitEveryWordOfAFilter() throws {
    let run = summary("mnist-20d", latentSize: 20, notes: "wider decoder #thesis")
    func accepts(_ line: String, state: String = "finished") throws -> Bool {
      try RunFilter.all(in: line).allSatisfy { $0.accepts(run, state: state) }
    }
    for line in ["", "20D", "latent=20", "wider", "thes", "tag=Thesis latent=20", "state=finished"] {
      #expect(try accepts(line), "\(line)")
    }
    for line in ["latent=2", "tag=thes", "narrow", "latent=20 state=training"] {
      #expect(try !accepts(line), "\(line)")
    }
    #expect(try accepts("state=paused", state: "paused"))
    #expect(
      inputError { try RunFilter.all(in: "latent=20 depth=3") }?.description.hasPrefix("depth=3") == true)
  }

  @Test func equalRunsStayInTheirOrder() {
    let runs = [summary("b", latentSize: 3), summary("c", latentSize: 2), summary("a", latentSize: 3)]
    func names(_ order: RunOrder) -> [String] { order.sorted(runs) { _ in "finished" }.map(\.name) }
    #expect(names(.modified) == ["b", "a", "c"])
    #expect(names(.name) == ["a", "b", "c"])
    #expect(names(.latent) == ["b", "a", "c"])
    #expect(names(.state) == ["b", "c", "a"] && names(.best) == ["b", "c", "a"])
  }

  @Test func settingsThatDifferAreNamedWithShortNumbers() {
    var other = Fixture.configuration()
    other.learningRate = 0.0005
    other.batchSize += 1
    let settings = [Fixture.configuration().settings, other.settings]
    #expect(
      TrainingConfiguration.differingSettings(settings) == ["batchSize", "learningRate"])
    #expect(other.settings["architecture.latentSize"] == "2")
    #expect(other.settings["learningRate"] == "0.0005")
  }
}

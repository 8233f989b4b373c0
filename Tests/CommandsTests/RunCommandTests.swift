import Autoencoder
import Foundation
import TestFiles
import Testing

@testable import Commands
@testable import Training

/// `vae runs`, `vae compare` and `vae rm`.
@Suite struct RunCommandTests {
  private let folder = TemporaryFolder()
  private var finder: ModelFinder {
    ModelFinder(
      library: RunLibrary(directories: [folder.path + "/runs"]), catalogue: ModelCatalogue(directory: nil))
  }

  /// Makes a run of two epochs, the second of which has this bound.
  private func makeRun(_ name: String, latentSize: Int = 2, dataset: String = "mnist", elbo: Double) throws {
    var configuration = Task.configuration(epochs: 2)
    configuration.architecture = Architecture(
      imageShape: Task.data.imageShape, hiddenSizes: [8, 4], latentSize: latentSize)
    configuration.dataset = dataset
    let run = try RunFolder.create(
      folder.path + "/runs/" + name, configuration: configuration, data: Task.data)
    let metrics = [-300, elbo].enumerated().map { index, elbo in
      EpochMetrics(
        epoch: index + 1, examplesSeen: 10, seconds: 65, train: .zero,
        test: ELBO(elbo: elbo, reconstruction: elbo + 7, klDivergence: 7), klPerDimension: [],
        activeUnits: 2)
    }
    try MetricsFile.append(metrics, to: run.metricsPath)
    try Data([0]).write(to: URL(fileURLWithPath: run.lastCheckpointPath))
  }

  private func names(_ order: RunOrder, _ filters: String...) throws -> [String] {
    let table = RunTable(
      finder.library.runs(), sortedBy: order, filters: try filters.map { try RunFilter($0) })
    let json = try JSONSerialization.jsonObject(with: Data(table.json().utf8)) as? [[String: Any]]
    return try #require(json).compactMap { $0["name"] as? String }
  }

  private func makeThree() throws {
    try makeRun("mnist-2d", elbo: -150)
    try makeRun("mnist-20d", latentSize: 20, elbo: -100)
    try makeRun("frey", latentSize: 20, dataset: "frey-face", elbo: -.infinity)
  }

  @Test func runsAreSortedAndFiltered() throws {
    try makeThree()
    #expect(try names(.best) == ["mnist-20d", "mnist-2d", "frey"])
    #expect(try names(.name) == ["frey", "mnist-20d", "mnist-2d"])
    #expect(try Set(names(.modified)) == ["frey", "mnist-20d", "mnist-2d"])
    #expect(try names(.name, "latent=20") == ["frey", "mnist-20d"])
    #expect(try names(.name, "latent=20", "data=MNIST") == ["mnist-20d"])
    #expect(try names(.name, "data=freyface") == ["frey"] && names(.name, "2D") == ["mnist-2d"])
    #expect(try names(.name, "hidden=8,4", "state=finished", "nist").count == 2)
    #expect(try names(.name, "hidden=8").isEmpty)
    let error = inputError { try RunFilter("depth=3") }
    #expect(error?.kind == .badSettings && error?.description.contains("latent=") == true)
  }

  @Test func theTableHasALineARun() throws {
    try makeThree()
    try Data("{".utf8).write(to: URL(fileURLWithPath: folder.path + "/runs/frey/config.json"))
    let lines = RunTable(finder.library.runs(), sortedBy: .name, filters: []).text.split(separator: "\n")
    #expect(lines.count == 4 && lines[0].hasPrefix("run        best test  epoch  state"))
    #expect(lines[1].hasPrefix("frey") && lines[1].contains("broken: ") && lines[1].contains("config.json"))
    #expect(lines[2] == "mnist-20d     −100.0    2/2  finished     1:05  mnist  20  8,4")
    #expect(RunTable([], sortedBy: .name, filters: []).text == "There are no such runs.")
    #expect(
      try JSONSerialization.jsonObject(with: Data(RunTable([], sortedBy: .name, filters: []).json().utf8))
        is [Any])
  }

  @Test func aComparisonShowsWhatDiffers() throws {
    try makeThree()
    let comparison = try RunComparison(["mnist-2d", folder.path + "/runs/mnist-20d"], finder: finder)
    let lines = comparison.text.split(separator: "\n").map { $0.split(separator: " ").map(String.init) }
    #expect(lines.contains(["architecture.latentSize", "2", "20"]))
    #expect(!comparison.text.contains("batchSize") && !comparison.text.contains("cannot be compared"))
    #expect(lines.contains(["test", "ELBO", "−150.00", "−100.00"]))
    let json = try #require(
      try JSONSerialization.jsonObject(with: Data(comparison.json().utf8)) as? [String: Any])
    #expect((json["settings"] as? [String: [String]]) == ["architecture.latentSize": ["2", "20"]])
    #expect((json["figures"] as? [String: [Any]])?["test ELBO"] as? [Double] == [-150, -100])
    let others = try RunComparison(["mnist-2d", "frey"], finder: finder)
    #expect(others.text.contains("The bounds cannot be compared"))
    let error = inputError { try RunComparison(["mnist-2d", "nosuch"], finder: finder) }
    #expect(error?.kind == .notFound && error?.description.contains("frey") == true)
  }

  @Test func runsGoToTheTrashAfterAQuestion() throws {
    try makeThree()
    let transcript = Transcript()
    func removal(_ answer: Bool?) -> RunRemoval {
      RunRemoval(
        finder: finder, console: transcript.console(), ask: answer.map { answer in { _ in answer } })
    }
    let now = Date(timeIntervalSince1970: 1_700_000_000)
    let unasked = inputError { try removal(nil).run(["frey"], isSure: false, now: now) }
    #expect(unasked?.kind == .badSettings && unasked?.description.contains("--yes") == true)
    try removal(false).run(["frey"], isSure: false, now: now)
    #expect(transcript.text == "Nothing was moved.\n")
    // One name that is wrong keeps all of them.
    #expect(
      inputError { try removal(true).run(["frey", "nosuch"], isSure: true, now: now) }?.kind == .notFound)
    #expect(finder.library.names().count == 3)
    try removal(true).run(["frey", "frey"], isSure: false, now: now)
    try removal(nil).run([folder.path + "/runs/mnist-2d"], isSure: true, now: now)
    #expect(finder.library.names() == ["mnist-20d"])
    #expect(transcript.text.contains("runs/.trash/frey@20231114T221320Z"))
    let trash = try FileManager.default.contentsOfDirectory(atPath: folder.path + "/runs/.trash")
    #expect(trash.count == 2)
  }
}

import Autoencoder
import Foundation
import Testing

@testable import Explorer
@testable import ExplorerRuntime
@testable import Training

/// What is said of a run on the normal screen.
struct LastWordsTests {
  private func epochs(_ elbos: Double...) -> [EpochMetrics] {
    elbos.enumerated().map { index, elbo in
      let bound = ELBO(elbo: elbo, reconstruction: elbo + 1, klDivergence: 1)
      return EpochMetrics(
        epoch: index + 1, examplesSeen: (index + 1) * 50, seconds: 1, train: bound, test: bound,
        klPerDimension: [1, 0], activeUnits: 1)
    }
  }

  @Test func ofARunUnderWay() {
    let words = LastWords(path: "runs/a", state: .stopped, savedEpochs: epochs(-9, -7.2, -8))
    #expect(
      words.lines == [
        "The run is in runs/a: best test ELBO −7.2 nats at epoch 2.", "Go on with: vae explore runs/a",
      ])
  }

  @Test func beforeTheFirstEpoch() {
    let words = LastWords(path: "runs/a", state: .stopped, savedEpochs: [])
    #expect(words.lines.first == "The run is in runs/a: no epoch is done yet.")
  }

  @Test func ofAFinishedRun() {
    let words = LastWords(path: "runs/a", state: .finished, savedEpochs: epochs(-9))
    #expect(words.lines.last == "Look again with: vae explore runs/a")
  }

  @Test func ofARunThatCouldNotGoOn() {
    let words = LastWords(path: "runs/a", state: .failed("no space left"), savedEpochs: epochs(-9))
    #expect(
      words.lines == [
        "The run stopped: no space left",
        "The last checkpoint is in runs/a: best test ELBO −9.0 nats at epoch 1.",
        "Go on with: vae explore runs/a",
      ])
    let unsaved = LastWords(path: "runs/a", state: .failed("no space left"), savedEpochs: nil)
    #expect(unsaved.lines == ["The run stopped: no space left", "No checkpoint of the run was saved."])
  }

  @Test func ofARunThatCouldNotBeSaved() {
    let words = LastWords(path: "runs/a", state: .stopped, isSaved: false, savedEpochs: epochs(-9))
    #expect(words.lines.first == "The last checkpoint is in runs/a: best test ELBO −9.0 nats at epoch 1.")
    let none = LastWords(path: "runs/a", state: .stopped, isSaved: false, savedEpochs: nil)
    #expect(none.lines == ["No checkpoint of the run was saved."])
  }

  @Test func aFailedSaveIsTheEndsFailure() throws {
    let place = Workplace()
    let probe = RunnerProbe(place.settings(epochs: 100_000))
    let model = try probe.open(.dataset(place.dataset))
    guard case .run(let path) = model.origin else { return #expect(Bool(false)) }
    try FileManager.default.createDirectory(
      atPath: path + "/last.safetensors.partial", withIntermediateDirectories: true)
    let end = probe.runner.finish()
    #expect(end.failure?.kind == .inputOutput)
    // That from before the first step is there.
    #expect(end.lastWords.first?.hasPrefix("The last checkpoint is in ") == true)
  }

  /// Epochs after the last save that succeeded are not spoken of.
  @Test func theLastSaveThatSucceededCounts() throws {
    let place = Workplace()
    let path = try place.writeRun("a", epochs: 1)
    try MetricsFile.append([epochs(-9, 100)[1]], to: RunFolder(reading: path).metricsPath)
    let words = LastWords(path: path, state: .failed("no space left"))
    #expect(words.savedEpochs?.count == 1)
    try FileManager.default.removeItem(atPath: RunFolder(reading: path).lastCheckpointPath)
    #expect(LastWords(path: path, state: .stopped).savedEpochs == nil)
  }

  @Test func ofTheRunThatWasTrained() throws {
    let place = Workplace()
    let probe = RunnerProbe(place.settings(epochs: 1))
    try probe.open(.dataset(place.dataset))
    #expect(try probe.expect { $0.state == .finished ? true : nil })
    let words = probe.runner.finish().lastWords
    #expect(words.count == 2 && words[0].contains("halves-2d: best test ELBO"))
    #expect(words[1].hasPrefix("Look again with: vae explore "))
  }

  @Test func aModelThatIsLookedAtHasNone() throws {
    let place = Workplace()
    let probe = RunnerProbe(place.settings())
    try probe.open(.model(place.writeModel("model")))
    #expect(probe.runner.finish().lastWords.isEmpty)
    let once = RunnerProbe(place.settings(keepsRuns: false, epochs: 1))
    try once.open(.dataset(place.dataset))
    #expect(once.runner.finish().lastWords.isEmpty)
  }
}

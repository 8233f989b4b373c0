import Compute
import Foundation
import TerminalGraphics
import TestFiles
import Testing
import Training

@testable import Commands
@testable import Datasets

@Suite struct PlainStartTests {
  private let folder = TemporaryFolder()

  private func start(runs: String, _ console: Console) -> PlainStart {
    folder.write(FileBuilder.npy([20, 4, 4], bytes: (0..<320).map { UInt8($0 % 256) }), to: "x.npy")
    return PlainStart(
      dataset: folder.path + "/x.npy",
      catalogue: DatasetCatalogue(locator: DatasetLocator(explicitDirectory: nil, environment: [:])),
      library: RunLibrary(directories: [runs]), loadOptions: LoadOptions(),
      configure: { _, data in
        TrainingConfiguration(
          dataset: "x", architecture: .init(imageShape: data.imageShape, hiddenSizes: [4], latentSize: 2),
          epochs: 2)
      },
      trainsAllEpochs: true, team: ThreadTeam(threadCount: 1),
      capabilities: Capabilities(colorDepth: .none), console: console)
  }

  @Test func itTrainsAndShowsWhatItHasLearnt() throws {
    let transcript = Transcript()
    #expect(try start(runs: folder.path + "/runs", transcript.console()).run { nil } == nil)
    #expect(transcript.text.contains("epoch 2/2"))
    #expect(transcript.text.contains("The manifold:") && transcript.text.contains("Test images,"))
    #expect(transcript.text.contains("The run is in \(folder.path)/runs/x-2d."))
    #expect(FileManager.default.fileExists(atPath: folder.path + "/runs/x-2d/last.safetensors"))
  }

  @Test func itTrainsWhereNoRunCanBeKept() throws {
    let transcript = Transcript()
    folder.write([1], to: "file")
    _ = try start(runs: folder.path + "/file/runs", transcript.console()).run { nil }
    #expect(transcript.lines[0].hasPrefix("The run is not kept; VAE_RUNS_DIR names another folder: "))
    #expect(transcript.text.contains("In a terminal 'vae' shows the explorer."))
  }

  @Test func anInterruptionPrintsNoPictures() throws {
    let transcript = Transcript()
    #expect(try start(runs: folder.path + "/runs", transcript.console()).run { 2 } == 2)
    #expect(!transcript.text.contains("The manifold:"))
  }
}

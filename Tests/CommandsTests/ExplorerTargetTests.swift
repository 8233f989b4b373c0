import Datasets
import Explorer
import Foundation
import TestFiles
import Testing
import Training

@testable import Commands

@Suite struct ExplorerTargetTests {
  private let folder = TemporaryFolder()

  private var targets: ExplorerTargets {
    ExplorerTargets(
      catalogue: DatasetCatalogue(
        locator: DatasetLocator(explicitDirectory: folder.path + "/data", environment: [:])),
      models: ModelCatalogue(directory: nil), library: RunLibrary(directories: [folder.path + "/runs"]))
  }

  @Test func digitsAreTheDefaultWithoutMNIST() {
    #expect(targets.defaultDataset == "digits")
  }

  @Test func namesMeanRunsDataSetsAndFiles() throws {
    let run = folder.path + "/runs/mine"
    _ = try RunFolder.create(run, configuration: Task.configuration(), data: Task.data)
    #expect(try targets.target("mine") == .run(run))
    #expect(try targets.target(run) == .run(run))
    // However its folder is written, it is the run of the list.
    #expect(try targets.target(run + "/") == .run(run))
    #expect(try targets.target(folder.path + "/runs/../runs/mine") == .run(run))
    #expect(try targets.target("digits") == .dataset("digits"))
    #expect(try targets.target("somewhere/model.safetensors") == .model("somewhere/model.safetensors"))
    let images = folder.write([1], to: "images.npy")
    #expect(try targets.target(images) == .dataset(images))
  }

  @Test func whatIsMissingSaysHowToGetIt() {
    #expect(inputError { try targets.target("nonsense") }?.kind == .notFound)
    let mnist = inputError { try targets.dataset("mnist") }
    #expect(mnist?.description.contains("vae data fetch mnist") == true)
    #expect(inputError { try targets.dataset("no/such.npy") }?.kind == .notFound)
  }

  @Test func aComparedRunIsOneOfTheLibrary() throws {
    let run = folder.path + "/runs/mine"
    _ = try RunFolder.create(run, configuration: Task.configuration(), data: Task.data)
    #expect(try targets.comparedRun("mine") == run)
    #expect(try targets.comparedRun(run) == run)
    #expect(inputError { try targets.comparedRun("other") }?.kind == .notFound)
  }
}

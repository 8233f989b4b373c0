import Autoencoder
import Compute
import Formats
import Foundation
import Testing

@testable import Training

struct ModelCatalogueTests {
  /// A run of some epochs, exported to `assets/models/halves-2d`.
  private func withExported(_ body: (_ root: String, _ entry: ModelCatalogue.Entry) throws -> Void) throws {
    try Fixture.withFolder { root in
      let configuration = Fixture.configuration()
      let folder = try RunFolder.create(
        root + "/runs/halves-2d", configuration: configuration, data: Fixture.data)
      var run = TrainingRun(
        configuration, data: Fixture.data, folder: folder, team: ThreadTeam(threadCount: 1))
      while !run.isFinished { _ = try run.advance() }
      let path = root + "/assets/models/shipped-2d.safetensors"
      let exporter = ModelExporter(version: "9.9") { "train \($0.dataset)" }
      let entry = try exporter.export(folder, to: path) { Fixture.data }
      try body(root, entry)
    }
  }

  @Test func anExportedModelIsFoundByName() throws {
    try withExported { root, entry in
      for program in ["/.build/release/vae", "/.build/x86_64-unknown-linux-gnu/debug/vae"] {
        let catalogue = ModelCatalogue(executable: root + program, environment: [:])
        #expect(catalogue.entries == [entry])
      }
      let catalogue = ModelCatalogue(executable: nil, environment: ["VAE_ASSETS_DIR": root + "/assets"])
      let finder = ModelFinder(library: RunLibrary(directories: [root + "/runs"]), catalogue: catalogue)
      let checkpoint = try Checkpoint(contentsOf: finder.checkpointPath("shipped-2d"))
      #expect(
        checkpoint.metrics == entry.metrics && entry.version == "9.9" && entry.command == "train halves")
      #expect(try finder.checkpointPath("halves-2d") == root + "/runs/halves-2d/best.safetensors")
      #expect(try finder.checkpointPath(root + "/runs/halves-2d").hasSuffix("best.safetensors"))
      let error = #expect(throws: InputError.self) { try finder.checkpointPath("nothing") }
      #expect(error?.description.contains("shipped-2d, halves-2d") == true)
      #expect(ModelCatalogue(executable: "/nowhere/vae", environment: [:]).entries.isEmpty)
    }
  }

  @Test func thePlaneHoldsTestImages() throws {
    try withExported { root, entry in
      let catalogue = ModelCatalogue(directory: root + "/assets/models")
      let points = try #require(try catalogue.planePoints(of: "shipped-2d"))
      #expect(points.positions.rows == 20 && points.labels == Fixture.data.test.labels)
      let path = try #require(catalogue.path(of: "shipped-2d"))
      let model = try Checkpoint(contentsOf: path).model
      let means = model.encode(pixels: Fixture.data.test.pixels, count: 20).mean
      #expect(zip(means.elements, points.positions.elements).allSatisfy { abs($0 - $1) < 0.01 })
      #expect(try catalogue.planePoints(of: "other") == nil)
    }
  }

  @Test func anInstalledCopyFindsItsModels() throws {
    try withExported { root, entry in
      try FileManager.default.createDirectory(
        atPath: root + "/usr/share/vae", withIntermediateDirectories: true)
      try FileManager.default.moveItem(
        atPath: root + "/assets/models", toPath: root + "/usr/share/vae/models")
      #expect(ModelCatalogue(executable: root + "/usr/bin/vae", environment: [:]).entries == [entry])
    }
  }

  @Test func drawnInputsServeWhereDataIsMissing() throws {
    var configuration = Fixture.configuration()
    #expect(ModelCatalogue.exampleInputs(for: configuration) == nil)
    configuration.architecture = Architecture(imageShape: ImageShape(height: 28, width: 28))
    #expect(ModelCatalogue.exampleInputs(for: configuration)?.labels == Array(0...9))
    configuration.architecture = Architecture(imageShape: ImageShape(height: 28, width: 20))
    #expect(ModelCatalogue.exampleInputs(for: configuration)?.count == 10)
  }

  @Test func figuresComeWithTheirErrors() throws {
    var trainer = Fixture.trainer()
    try trainer.advance(12)
    let evaluation = try ModelEvaluation(
      trainer.model, on: Fixture.data.test, pixelMode: .grey, importanceSamples: 50,
      team: ThreadTeam(threadCount: 1))
    let sum = evaluation.klPerDimension.reduce(0) { $0 + $1.mean }
    #expect(abs(sum - evaluation.klDivergence.mean) < 1e-3)
    #expect(evaluation.images == 20 && evaluation.elbo.standardError > 0)
    #expect(
      try #require(evaluation.logLikelihood).mean > evaluation.elbo.mean - 3 * evaluation.elbo.standardError)
  }
}

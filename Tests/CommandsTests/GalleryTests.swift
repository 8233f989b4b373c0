import Compute
import Datasets
import Experiments
import Formats
import Foundation
import TestFiles
import Testing
import Training

@testable import Commands

@Suite struct GalleryTests {
  private let folder = TemporaryFolder()

  private var runner: JobRunner {
    let catalogue = DatasetCatalogue(locator: DatasetLocator(explicitDirectory: nil, environment: [:]))
    return JobRunner(
      context: ExperimentContext(
        catalogue: catalogue, team: ThreadTeam(threadCount: 1), version: "1.2.3"),
      console: Transcript().console())
  }

  private func gallery(in name: String, seeds: [UInt64] = [0]) throws -> Gallery {
    let file = folder.write(
      FileBuilder.npy([300, 6, 5], bytes: (0..<9000).map { UInt8($0 * 11 % 256) }), to: "x.npy")
    let data = try runner.context.catalogue.load(file)
    return Gallery(
      ExperimentData(dataset: file, name: "x", data: data), latentSizes: [2, 3], seeds: seeds, epochs: 3,
      root: folder.path + "/" + name)
  }

  private func bytes(_ gallery: Gallery, _ name: String) throws -> [UInt8] {
    try WholeFile.read(gallery.output + "/" + name)
  }

  @Test func everyFileIsThereWhoeverRanTheJobs() throws {
    let (first, second) = (try gallery(in: "first"), try gallery(in: "second"))
    #expect(first.jobs.allSatisfy { $0.configuration.reading != nil }, "a file is read anew by the same rule")
    #expect(try runner.run(first.jobs) { nil } == nil)
    // The filmed job is interrupted twice.
    for limit in [3, 7, Int.max] {
      var asked = 0
      _ = try runner.run(1, of: second.jobs) {
        asked += 1
        return asked > limit ? 15 : nil
      }
    }
    #expect(try runner.run(0, of: second.jobs) { nil } == nil)
    let files = try first.collect(runner.context)
    let names = files.files.map { ($0 as NSString).lastPathComponent }
    #expect(
      names == [
        "gene_imgs-2D.png", "gene_imgs-3D.png", "origin_imgs.png", "reconst_imgs-2D.png",
        "reconst_imgs-3D.png",
        "elbocurve-2D.svg", "elbocurve-3D.svg", "elbocurve.svg", "x-manifold1.png", "x-manifold2.png",
        "latent_distribution.svg", "traversals-3D.png", "samples-gif.gif", "samples-1.png", "samples-2.png",
        "samples-3.png", "values.csv", "summary.md", "timings.csv",
      ])
    #expect(files.missing.isEmpty)
    _ = try second.collect(runner.context)
    for name in names where name != "timings.csv" {
      #expect(try bytes(first, name) == bytes(second, name), "\(name)")
    }
  }

  @Test func aTableIsOfAllSeedsAndWhatIsMissingIsSaid() throws {
    let gallery = try gallery(in: "seeds", seeds: [0, 1])
    #expect(gallery.jobs.count == 4)
    #expect(gallery.jobs.map { $0.film != nil } == [false, false, true, false])
    for index in [0, 1] { #expect(try runner.run(index, of: gallery.jobs) { nil } == nil) }
    let collected = try gallery.collect(runner.context)
    #expect(collected.missing == ["latent-size-3-seed-0", "latent-size-3-seed-1"])
    let summary = String(decoding: try bytes(gallery, "summary.md"), as: UTF8.self)
    #expect(summary.contains("| 2 | 0 | ") && summary.contains("| 2 | 1 | "))
    #expect(summary.contains("Missing: latent-size-3-seed-0, latent-size-3-seed-1."))
    #expect(!collected.files.contains { $0.hasSuffix(".gif") })
  }

  @Test func shippedModelsNeedNoJob() throws {
    let empty = ModelCatalogue(directory: nil)
    let gallery = Gallery(ExperimentData.known[2], latentSizes: [2], shipped: empty, root: folder.path)
    #expect(gallery.jobs.isEmpty)
    #expect(try gallery.collect(runner.context).missing == ["the shipped model digits-2d"])
  }
}

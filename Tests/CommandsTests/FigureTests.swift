import Compute
import Datasets
import Experiments
import Formats
import Foundation
import TestFiles
import Testing
import Training

@testable import Commands

/// The paper's figures at small budgets.
@Suite struct FigureTests {
  private let folder = TemporaryFolder()

  private var runner: JobRunner {
    let catalogue = DatasetCatalogue(locator: DatasetLocator(explicitDirectory: nil, environment: [:]))
    return JobRunner(
      context: ExperimentContext(
        catalogue: catalogue, team: ThreadTeam(threadCount: 2), version: "1.2.3"),
      console: Transcript().console())
  }

  private func data() throws -> ExperimentData {
    let file = folder.write(
      FileBuilder.npy([300, 6, 5], bytes: (0..<9000).map { UInt8($0 * 11 % 256) }), to: "x.npy")
    return ExperimentData(dataset: file, name: "x", data: try runner.context.catalogue.load(file))
  }

  private func text(_ output: String, _ name: String) throws -> String {
    String(decoding: try WholeFile.read(output + "/" + name), as: UTF8.self)
  }

  /// Runs a job, interrupted after so many steps at each go.
  private func run(_ index: Int, of jobs: [Job], interruptedAfter limits: [Int]) throws {
    for limit in limits + [Int.max] {
      var asked = 0
      _ = try runner.run(index, of: jobs) {
        asked += 1
        return asked > limit ? 15 : nil
      }
    }
  }

  @Test func figure2IsTheSameWhoeverRanTheJobs() throws {
    var options = Figure2.Options(datasets: [try data()])
    options.latentSizes = [2]
    options.deviations = [0.1]
    options.examples = 20_000
    let first = Figure2(options, output: folder.path + "/first")
    let second = Figure2(options, output: folder.path + "/second")
    #expect(first.jobs.map(\.name) == ["x-2d-sd-0.1-aevb-seed-0", "x-2d-sd-0.1-wake-sleep-seed-0"])
    #expect(try first.collect(runner.context) == Collected(files: [], missing: first.jobs.map(\.name)))
    #expect(try runner.run(first.jobs) { nil } == nil)
    try run(1, of: second.jobs, interruptedAfter: [30, 110])
    try run(0, of: second.jobs, interruptedAfter: [101])
    let files = try first.collect(runner.context)
    #expect(files.missing.isEmpty)
    #expect(
      files.files.map { ($0 as NSString).lastPathComponent } == [
        "figure-2.svg", "values.csv", "summary.md", "timings.csv",
      ])
    _ = try second.collect(runner.context)
    for name in ["figure-2.svg", "values.csv", "summary.md"] {
      #expect(try text(first.output, name) == text(second.output, name), "\(name)")
    }
    let values = try text(first.output, "values.csv").split(separator: "\n")
    // Two methods, three moments, two parts.
    #expect(values.count == 1 + 2 * 3 * 2)
    #expect(values[1].contains(",10000,10000,"))
  }

  @Test func figure3CountsTheWorkOfEachMethod() throws {
    var options = Figure3.Options(data: try data())
    options.trainImages = [100]
    options.latentSize = 2
    options.hiddenSizes = [8]
    options.examples = 20_000
    let figure = Figure3(options, output: folder.path + "/figure-3")
    #expect(try runner.run(figure.jobs) { nil } == nil)
    #expect(try figure.collect(runner.context).missing.isEmpty)
    let summary = try text(figure.output, "summary.md")
    for count in ["images visited", "weight updates × B", "network evaluations"] {
      #expect(summary.contains("by \(count): AEVB is above the others: **"), "\(count)")
    }
    let rows = try text(figure.output, "values.csv").split(separator: "\n").map {
      $0.split(separator: ",", omittingEmptySubsequences: false)
    }
    #expect(rows.count == 1 + 3 * 2 * 2)
    for row in rows.dropFirst() {
      #expect(Double(row[14]).map { $0.isFinite && $0 < 0 } == true, "log p(x) in \(row)")
    }
    // Five updates for each visit.
    let mcem = try #require(rows.first { $0[4] == "mcem" && $0[7] == "20000" })
    #expect(mcem[8] == "100000")
  }

  @Test func aPosteriorOverTheWeightsStandsBesidePlainAEVB() throws {
    var options = FullBayesFigure.Options(data: try data())
    options.trainImages = [100]
    options.examples = 20_000
    let figure = FullBayesFigure(options, output: folder.path + "/full-vb")
    #expect(
      figure.jobs.map(\.name) == [
        "x-2d-n-100-sd-0.01-aevb-seed-0", "x-2d-n-100-sd-0.01-full-vb-seed-0",
        "x-2d-n-100-sd-0.01-full-vb-all-weights-seed-0",
      ])
    #expect(try runner.run(figure.jobs) { nil } == nil)
    #expect(try figure.collect(runner.context).missing.isEmpty)
    let summary = try text(figure.output, "summary.md")
    #expect(summary.contains("| 100 | AEVB | ") && summary.contains("| 100 | full VB | "))
    #expect(summary.contains("| 100 | full VB, all weights | "))
    for weights in ["the decoder's weights", "all weights"] {
      #expect(summary.contains("- N = 100: a posterior over \(weights) overfits less: **"), "\(weights)")
    }
  }

  @Test func theTableOfBurdaHasARowAJob() throws {
    let table = IWAETable(data: try data(), samples: [1, 5], passes: 1, output: folder.path + "/table")
    #expect(table.jobs.map(\.name) == ["vae-k-1", "vae-k-5", "iwae-k-5"])
    #expect(table.jobs.allSatisfy { $0.configuration.optimizer.epsilon == 1e-4 })
    #expect(try runner.run(0, of: table.jobs) { nil } == nil)
    let collected = try table.collect(runner.context)
    #expect(collected.missing == ["vae-k-5", "iwae-k-5"])
    let summary = try text(table.output, "summary.md")
    #expect(summary.contains("| VAE | 1 | -") && summary.contains("| -86.76 | 19 |"))
  }

  @Test func sheetsAreDrawnOfFinishedModels() throws {
    let figure = SheetFigure(
      .manifolds, datasets: [try data()], examples: 20_000, output: folder.path + "/figure-4")
    #expect(try runner.run(figure.jobs) { nil } == nil)
    let files = try figure.collect(runner.context).files
    #expect(files.map { ($0 as NSString).lastPathComponent }.first == "x-manifold.png")
    #expect(try text(figure.output, "summary.md").contains("![20×20 means"))
  }
}

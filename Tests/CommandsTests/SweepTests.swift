import Autoencoder
import Compute
import Datasets
import Experiments
import Formats
import Foundation
import TestFiles
import Testing
import Training

@testable import Commands

@Suite struct SweepTests {
  private let folder = TemporaryFolder()
  private let transcript = Transcript()

  private var runner: JobRunner {
    let catalogue = DatasetCatalogue(locator: DatasetLocator(explicitDirectory: nil, environment: [:]))
    return JobRunner(
      context: ExperimentContext(
        catalogue: catalogue, team: ThreadTeam(threadCount: 1), version: "1.2.3"),
      console: transcript.console())
  }

  private func sweep(in name: String, epochs: Int = 3) throws -> Sweep {
    let file = folder.write(
      FileBuilder.npy([50, 4, 4], bytes: (0..<800).map { UInt8($0 * 7 % 256) }), to: "x.npy")
    let grid = try SettingGrid(axes: [
      .init(name: "latent-size", values: ["2", "3"]), .init(name: "seed", values: ["0", "1"]),
    ])
    return Sweep(dataset: "x", grid: grid, output: folder.path + "/" + name) { point in
      var configuration = TrainingConfiguration(
        dataset: file,
        architecture: Architecture(
          imageShape: ImageShape(height: 4, width: 4), hiddenSizes: [4],
          latentSize: Int(point.settings[0].value)!),
        epochs: epochs, seed: UInt64(point.settings[1].value)!)
      configuration.batchSize = 10
      return configuration
    }
  }

  private func text(_ path: String) -> String { (try? String(contentsOfFile: path, encoding: .utf8)) ?? "" }

  @Test func whoRanTheJobsInWhichOrderDoesNotShow() throws {
    let (first, second) = (try sweep(in: "first"), try sweep(in: "second"))
    #expect(try runner.run(first.jobs) { nil } == nil)
    for index in [3, 0, 2, 1] { #expect(try runner.run(index, of: second.jobs) { nil } == nil) }
    for sweep in [first, second] { #expect(try sweep.collect(runner.context).missing.isEmpty) }
    for name in ["summary.csv", "summary.md"] {
      #expect(!text(first.output + "/" + name).isEmpty)
      #expect(text(first.output + "/" + name) == text(second.output + "/" + name))
    }
    let lines = text(first.output + "/summary.csv").split(separator: "\n")
    #expect(lines.count == 5)
    #expect(
      lines[0]
        == "latent_size,seed,epochs,best_epoch,elbo,elbo_error,reconstruction,kl_divergence,active_units"
    )
    #expect(lines[1].hasPrefix("2,0,3,"))
    #expect(text(first.output + "/summary.md").contains("Made by vae 1.2.3."))
    #expect(text(first.output + "/timings.csv").hasPrefix("job,seconds\nlatent-size-2-seed-0,"))
  }

  @Test func whatIsMissingIsSaid() throws {
    let sweep = try sweep(in: "some")
    #expect(try runner.run(1, of: sweep.jobs) { nil } == nil)
    #expect(
      try sweep.collect(runner.context).missing
        == ["latent-size-2-seed-0", "latent-size-3-seed-0", "latent-size-3-seed-1"])
    #expect(text(sweep.output + "/summary.md").contains("1 of 4 runs"))
    #expect(text(sweep.output + "/summary.md").contains("Not finished: latent-size-2-seed-0, "))
  }

  @Test func aFinishedJobIsLeftAlone() throws {
    let sweep = try sweep(in: "done")
    #expect(try runner.run(0, of: sweep.jobs) { nil } == nil)
    let before = try Data(contentsOf: URL(filePath: sweep.jobs[0].folder.lastCheckpointPath))
    #expect(try runner.run(0, of: sweep.jobs) { nil } == nil)
    #expect(transcript.text.hasSuffix("job 0 (latent-size-2-seed-0) is finished.\n"))
    #expect(try Data(contentsOf: URL(filePath: sweep.jobs[0].folder.lastCheckpointPath)) == before)
  }

  @Test func anInterruptedJobGoesOnBitForBit() throws {
    let (whole, parts) = (try sweep(in: "whole"), try sweep(in: "parts"))
    #expect(try runner.run(0, of: whole.jobs) { nil } == nil)
    var asked = 0
    let signal = try runner.run(0, of: parts.jobs) {
      asked += 1
      return asked > 8 ? 15 : nil
    }
    #expect(signal == 15)
    #expect(transcript.text.contains("and saved; the same command goes on."))
    guard case .begun(epochs: 1) = try parts.jobs[0].state() else {
      Issue.record("expected a job that has begun")
      return
    }
    #expect(try runner.run(0, of: parts.jobs) { nil } == nil)
    let states = try [whole, parts].map { try Checkpoint(contentsOf: $0.jobs[0].folder.lastCheckpointPath) }
    #expect(states[0].model.parameters == states[1].model.parameters)
    #expect(states[0].state == states[1].state && states[0].state != nil)
  }

  @Test func moreEpochsGoOnAndFewerAreRefused() throws {
    let short = try sweep(in: "longer")
    #expect(try runner.run(0, of: short.jobs) { nil } == nil)
    let long = try sweep(in: "longer", epochs: 5)
    #expect(try runner.run(0, of: long.jobs) { nil } == nil)
    #expect(long.jobs[0].result?.epochs == 5)
    #expect(inputError { _ = try short.jobs[0].state() }?.kind == .occupied)
  }

  @Test func aScheduleFixesTheEpochs() throws {
    func job(epochs: Int) throws -> Job {
      let plain = try sweep(in: "schedule", epochs: epochs).jobs[0]
      var configuration = plain.configuration
      configuration.schedule = .iwae
      return Job(name: plain.name, configuration: configuration, path: plain.path)
    }
    #expect(try runner.run(0, of: [job(epochs: 3)]) { nil } == nil)
    let error = inputError { _ = try job(epochs: 5).state() }
    #expect(error?.kind == .occupied)
    #expect(error?.description.contains("found one of 3 epochs, as its schedule iwae divides them; ") == true)
  }

  @Test func aJobOfAnotherProcessIsPassedOver() throws {
    let sweep = try sweep(in: "shared")
    let held = try RunFolder.create(sweep.jobs[1].path, configuration: sweep.jobs[1].configuration)
    #expect(inputError { _ = try runner.run(1, of: sweep.jobs) { nil } }?.kind == .occupied)
    #expect(try runner.run(sweep.jobs) { nil } == nil)
    #expect(transcript.text.contains("job 1 (latent-size-2-seed-1) is passed over: "))
    #expect(try sweep.collect(runner.context).missing == ["latent-size-2-seed-1"])
    withExtendedLifetime(held) {}
  }

  @Test func aListIsTheCommandForEachJob() throws {
    let command = ExperimentCommand(
      experiment: try sweep(in: "list"), runner: runner,
      arguments: ["bin/vae", "sweep", "my digits.npy", "--seed", "0-1", "--list"])
    #expect(try command.carryOut(.list) { nil } == nil)
    #expect(transcript.lines[1] == "bin/vae sweep 'my digits.npy' --seed 0-1 --job 1")
    #expect(transcript.lines.count == 5)
    #expect(
      inputError { _ = try command.carryOut(.job(4)) { nil } }?.description
        == "--job: expected 0 to 3, found 4")
  }
}

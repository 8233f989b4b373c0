import Autoencoder
import Compute
import Datasets
import Formats
import Foundation
import TerminalGraphics
import TestFiles
import Testing
import Training

@testable import Commands

@Suite struct ReportTests {
  private let folder = TemporaryFolder()
  private var catalogue: DatasetCatalogue {
    DatasetCatalogue(locator: DatasetLocator(explicitDirectory: folder.path, environment: [:]))
  }

  @Test func aProgressLineShowsWhatFits() {
    let transcript = Transcript()
    let line = ProgressLine(console: transcript.console(isTerminal: true, width: 20), clock: { 0 })
    line.show(["epoch 1/3", "ELBO -100", "images/s"])
    #expect(transcript.text == "\repoch 1/3\u{1b}[K")
    line.keep("a line that stays", inTerminalToo: true)
    #expect(transcript.text.hasSuffix("\na line that stays\n"))
  }

  @Test func imagesAreShownByClassAndNumber() throws {
    folder.write(FileBuilder.npy([4, 8, 8], bytes: (0..<256).map { UInt8($0) }), to: "x.npy")
    folder.write(FileBuilder.npy([4], bytes: [0, 1, 0, 1]), to: "y.npy")
    func text(label: UInt8?, first: Int = 0) throws -> String {
      try DatasetView(
        dataset: folder.path + "/x.npy", count: 2, first: first, label: label, isTest: false,
        pixelMode: .grey,
        seed: 0, imageShape: nil
      ).text(from: catalogue, capabilities: Capabilities(colorDepth: .none), columns: 40)
    }
    let captions = try text(label: 1).split(separator: "\n").last.map(String.init) ?? ""
    #expect(captions.contains(": 1") && !captions.contains(": 0"))
    #expect(inputError { try text(label: nil, first: 50) }?.description.contains("--first") == true)
  }

  @Test func whatIsNotOnTheMachineSaysHowToGetIt() {
    let lines = DatasetPlaces(catalogue: catalogue).list.split(separator: "\n")
    #expect(lines.count == 2 * KnownDataset.allCases.count)
    #expect(lines.contains { $0.contains("'vae data fetch mnist' downloads") })
    #expect(lines.contains { $0.hasSuffix("built in") })
  }

  @Test func fetchingANonsenseIsRefusedByName() {
    let fetch = DatasetFetch(catalogue: catalogue, console: Transcript().console())
    let error = inputError { try fetch.run("nonsense") { false } }
    #expect(error?.kind == .badSettings && error?.description.contains("'nonsense'") == true)
  }

  @Test func whatIsBuiltInIsNotFetched() throws {
    let transcript = Transcript()
    try DatasetFetch(catalogue: catalogue, console: transcript.console()).run("digits") { false }
    #expect(transcript.text == "digits is built in: there is nothing to fetch.\n")
  }

  @Test func aModelReportNamesEachFigure() throws {
    let run = Task.run()
    let evaluation = try ModelEvaluation(
      run.trainer.model, on: Task.data.test, pixelMode: .grey, samples: 2, importanceSamples: 3,
      team: ThreadTeam(threadCount: 1))
    let report = ModelReport(
      model: "m", dataset: "halves", pixelMode: .threshold, latentSize: 2, epoch: 7, evaluation: evaluation)
    let text = report.text(trainedOn: Task.configuration())
    for name in ["m, epoch 7", "ELBO", "reconstruction", "KL divergence", "log p(x), S = 3", "KL of z2"] {
      #expect(text.contains(name), "\(name)")
    }
    #expect(text.contains("not comparable"), "other pixels than those of training")
    let decoded = try JSONSerialization.jsonObject(with: Data(report.json().utf8)) as? [String: Any]
    #expect(decoded?["epoch"] as? Int == 7 && decoded?["pixelMode"] as? String == "threshold")
  }

  /// Two images, each through 4–3–(1+1) and three samples through 1–3–4, twice a multiply-add.
  @Test func theArithmeticOfAnEvaluationIsCounted() throws {
    let architecture = Architecture(
      imageShape: ImageShape(height: 2, width: 2), hiddenSizes: [3], latentSize: 1)
    let work = EvaluationWork(
      architecture, images: 2, samples: 3, seconds: 1e-9, peakGigaflopsPerSecond: 1_000)
    let (encoder, decoder) = (2 * (4 * 3 + 3 * 2), 2 * (3 + 3 * 4))
    #expect(work.operations == Double(2 * (encoder + 3 * decoder)))
    #expect(abs(work.gigaflopsPerSecond - work.operations) < 1e-9)
  }

  @Test func anEstimateIsReportedWithHowFarToTrustIt() throws {
    let model = Task.run().trainer.model
    let team = ThreadTeam(threadCount: 1)
    let evaluation = try ModelEvaluation(model, on: Task.data.test, pixelMode: .grey, team: team)
    func report(_ name: String, _ estimator: some LogLikelihoodEstimator) throws -> ModelReport {
      let estimate = try estimator.estimate(model, on: Task.data.test, pixelMode: .grey, team: team)
      return ModelReport(
        model: "m", dataset: "halves", pixelMode: .grey, latentSize: 2, epoch: nil, evaluation: evaluation,
        estimate: LikelihoodReport(estimator: name, estimate, seconds: 1.5))
    }
    let chains = HMCDensityEstimator(
      priorDraws: 50, chains: 2, burnIn: 2, thinning: 1, samples: 4, importanceSamples: 4)
    let text = try report("hmc-density", chains).text(trainedOn: Task.configuration())
    for part in [
      "log p(x), hmc-density", "spread", "effective", "below 10", "importance, 1.2 × q", "1.5  seconds",
    ] {
      #expect(text.contains(part), "\(part)")
    }
    let json = try report("grid", GridEstimator(spacing: 1)).json()
    let decoded = try JSONSerialization.jsonObject(with: Data(json.utf8)) as? [String: Any]
    let estimate = try #require(decoded?["estimate"] as? [String: Any])
    #expect(estimate["estimator"] as? String == "grid" && estimate["effectiveSampleSize"] == nil)
    #expect((estimate["mean"] as? [String: Any])?["standardError"] is Double && estimate["spread"] is Double)
  }

  @Test func anEstimatorThatCannotServeTheModelSaysWhy() throws {
    let model = VariationalAutoencoder(Architecture(imageShape: Task.data.test.imageShape, latentSize: 3))
    let error = inputError {
      try GridEstimator().estimate(
        model, on: Task.data.test, pixelMode: .grey, team: ThreadTeam(threadCount: 1))
    }
    #expect(error?.kind == .badSettings && error?.description.contains("the model has 3") == true)
  }

  @Test func theMachineIsDescribedALineAFact() {
    let transcript = Transcript()
    MachineReport(
      version: "9.9", catalogue: catalogue, models: .standard,
      library: RunLibrary(directories: [folder.path]),
      environment: ["TERM": "xterm"], capabilities: Capabilities(colorDepth: .ansi8, isUnicode: false),
      console: transcript.console()
    ).print()
    #expect(transcript.lines.contains { $0.hasPrefix("vae") && $0.contains("9.9") })
    let terminal = transcript.lines.first { $0.hasPrefix("terminal") }
    #expect(terminal?.hasSuffix("colours: 8, ASCII only") == true)
    #expect(transcript.lines.contains("runs".padded(to: 17) + "0 in \(folder.path)"))
  }
}

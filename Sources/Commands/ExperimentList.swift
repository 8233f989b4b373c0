import Compute
import Datasets
import Experiments
import Foundation
import Plotting
import Training

/// The experiments that there are: what each shows, its jobs, how long they take on this machine, and what is done.
public struct ExperimentList {
  /// A command that runs jobs.
  private struct Entry {
    /// After `vae reproduce`.
    let name: String
    let experiment: any Experiment
    /// Of its jobs, in their order.
    let data: [ExperimentData]
  }

  public let catalogue: DatasetCatalogue
  public let team: ThreadTeam

  /// Seconds of each benchmark.
  private static let benchmarkTime = 0.5

  public init(catalogue: DatasetCatalogue, team: ThreadTeam) {
    self.catalogue = catalogue
    self.team = team
  }

  /// - Throws: as a training step does.
  public func text() throws -> String {
    let rates = [false: try rate(of: .digits), true: try rate(of: .faces)]
    func lines(_ entries: [Entry]) -> String {
      entries.map { line($0, operationsPerSecond: rates) }.joined(separator: "\n")
    }
    return """
      gallery: the figures of the reference repository (NoviceStone/VAE): samples from the prior, reconstructions, the
      bound against epochs, manifolds, the latent distribution, traversals and a film of the training,
      L = 2, 5, 10, 20.

      \(lines(galleries))

      The figures of Kingma & Welling 2014: the lower bound of AEVB and wake–sleep (2), the marginal likelihood with
      Monte Carlo EM beside them (3), manifolds (4), samples (5), a posterior over the weights (full-vb); and the table
      of Burda et al. 2016.

      \(lines(figures))

      Times are estimated from a short benchmark of drawn images on \(team.threadCount) threads of this machine.
      Results go to results/NAME.
      """
  }

  private var galleries: [Entry] {
    ExperimentData.known.map {
      let gallery = Gallery($0)
      return Entry(
        name: "gallery \($0.dataset)", experiment: gallery, data: gallery.jobs.map { _ in gallery.data })
    }
  }

  private var figures: [Entry] {
    let known = Dictionary(uniqueKeysWithValues: ExperimentData.known.map { ($0.dataset, $0) })
    let (mnist, faces) = (known["mnist"]!, known["frey-face"]!)
    let experiments: [(String, any Experiment)] = [
      ("figure-2", Figure2(Figure2.Options(datasets: [mnist, faces]))),
      ("figure-3", Figure3(Figure3.Options(data: mnist))),
      (
        "figure-4", SheetFigure(.manifolds, datasets: [mnist, faces], examples: SheetFigure.standardExamples)
      ),
      ("figure-5", SheetFigure(.samples, datasets: [mnist], examples: SheetFigure.standardExamples)),
      ("full-vb", FullBayesFigure(FullBayesFigure.Options(data: mnist))),
      ("iwae-table", IWAETable(data: mnist)),
    ]
    return experiments.map { name, experiment in
      Entry(
        name: name, experiment: experiment, data: experiment.jobs.map { known[$0.configuration.dataset]! })
    }
  }

  private func line(_ entry: Entry, operationsPerSecond: [Bool: Double]) -> String {
    let jobs = entry.experiment.jobs
    let left = zip(jobs, entry.data).filter { $0.0.result == nil }.map { job, data in
      job.operations(trainCount: data.trainCount, testCount: data.testCount)
        / operationsPerSecond[data.isContinuous]!
    }
    let seconds = left.reduce(0, +)
    let time = seconds > 0 ? ", about \(NumberFormat.duration(seconds: max(60, seconds))) left" : ""
    let isHere = Set(entry.data.map(\.dataset)).allSatisfy { name in
      KnownDataset(name: name).flatMap { catalogue.files(of: $0) } != nil
    }
    return "  " + "vae reproduce \(entry.name)".padded(to: 34)
      + "\(jobs.count - left.count) of \(jobs.count) jobs done" + time
      + (isHere ? "" : "; the data set is not here")
  }

  /// Floating-point operations a second of a gallery's training step.
  private func rate(of dataset: KnownDataset) throws -> Double {
    let data = try catalogue.load(dataset, options: LoadOptions(trainCount: 2000, testCount: 1))
    let gallery = Gallery(ExperimentData.known.first { $0.dataset == dataset.name }!, latentSizes: [10])
    let benchmark = StepBenchmark(configuration: gallery.jobs[0].configuration, data: data, team: team)
    return try benchmark.measure(seconds: Self.benchmarkTime).gigaflopsPerSecond * 1e9
  }
}

import Compute
import Datasets
import Experiments
import Foundation
import Training

/// The experiments that there are: what each shows, its jobs, how long they take on this machine, and what is done.
public struct ExperimentList {
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
    let galleries = GalleryData.known.map { Gallery($0) }
    let rates = [false: try rate(of: .digits), true: try rate(of: .faces)]
    let lines = try galleries.map { try line($0, operationsPerSecond: rates[$0.data.isContinuous]!) }
    return """
      gallery: the figures of the reference repository (NoviceStone/VAE): samples from the prior, reconstructions, the
      bound against epochs, manifolds, the latent distribution, traversals and a film of the training,
      L = 2, 5, 10, 20.

      \(lines.joined(separator: "\n"))

      Times are estimated from a short benchmark of drawn images on \(team.threadCount) threads of this machine.
      Results go to \(Gallery.standardOutput).
      """
  }

  private func line(_ gallery: Gallery, operationsPerSecond: Double) throws -> String {
    let data = gallery.data
    let done = gallery.jobs.count { $0.result != nil }
    let left = gallery.jobs.filter { $0.result == nil }.reduce(0) {
      $0 + $1.operations(trainCount: data.trainCount, testCount: data.testCount)
    }
    let minutes = Int((left / operationsPerSecond / 60).rounded(.up))
    return "  " + "vae reproduce gallery \(data.dataset)".padded(to: 34)
      + "\(done) of \(gallery.jobs.count) jobs done"
      + (left > 0 ? ", about \(minutes) min left" : "") + (isHere(data) ? "" : "; the data set is not here")
  }

  private func isHere(_ data: GalleryData) -> Bool {
    KnownDataset(name: data.dataset).flatMap { catalogue.files(of: $0) } != nil
  }

  /// Floating-point operations a second of a gallery's training step.
  private func rate(of dataset: KnownDataset) throws -> Double {
    let data = try catalogue.load(dataset, options: LoadOptions(trainCount: 2000, testCount: 1))
    let gallery = Gallery(GalleryData.known.first { $0.dataset == dataset.name }!, latentSizes: [10])
    let benchmark = StepBenchmark(configuration: gallery.jobs[0].configuration, data: data, team: team)
    return try benchmark.measure(seconds: Self.benchmarkTime).gigaflopsPerSecond * 1e9
  }
}

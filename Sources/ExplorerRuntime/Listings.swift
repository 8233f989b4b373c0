import Autoencoder
import Datasets
import Explorer
import Training

extension Listing {
  /// Seconds between listings while runs are being read.
  private static let interval = 0.25

  /// Lists the data sets, models and runs that can be opened: at once, with the names of runs that have not been read, then
  /// again several times a second until all are.
  static func list(
    _ settings: ExplorerSettings, clock: () -> Double = TrainingRun.systemClock, cancellation: Cancellation,
    report: (Listing) -> Void
  ) {
    var listing = Listing(settings)
    var last = -Double.infinity
    settings.library.list { runs, isComplete in
      guard !cancellation.isCancelled else { return false }
      guard isComplete || clock() - last >= interval else { return true }
      last = clock()
      (listing.runs, listing.isComplete) = (runs, isComplete)
      report(listing)
      return true
    }
  }

  /// Lists the data sets and models, without runs.
  private init(_ settings: ExplorerSettings) {
    let datasets = KnownDataset.allCases.map { dataset in
      let isPresent = dataset.isBuiltIn || settings.catalogue.files(of: dataset) != nil
      let megabytes = (Double(dataset.downloadSize) / 1e5).rounded() / 10
      return Listing.Dataset(
        name: dataset.name,
        detail: isPresent ? dataset.brief : "\(megabytes) MB to fetch: \(dataset.brief)",
        isPresent: isPresent, defaults: settings.defaults(dataset))
    }
    let models = settings.models.entries.map { entry in
      Listing.Model(
        name: entry.name, dataset: entry.configuration.dataset,
        latentSize: entry.configuration.architecture.latentSize, testELBO: entry.metrics.test.elbo,
        imageShape: entry.configuration.architecture.imageShape)
    }
    self.init(datasets: datasets, models: models)
  }
}

import Datasets
import Explorer
import Training

extension Listing {
  /// Lists the data sets, models and runs that can be opened; reads every run.
  init(_ settings: ExplorerSettings) {
    let datasets = KnownDataset.allCases.map { dataset in
      let isPresent = dataset.isBuiltIn || settings.catalogue.files(of: dataset) != nil
      let megabytes = (Double(dataset.downloadSize) / 1e5).rounded() / 10
      return Listing.Dataset(
        name: dataset.name,
        detail: isPresent ? dataset.brief : "\(megabytes) MB to fetch: \(dataset.brief)",
        isPresent: isPresent)
    }
    let models = settings.models.entries.map { entry in
      Listing.Model(
        name: entry.name, dataset: entry.configuration.dataset,
        latentSize: entry.configuration.architecture.latentSize, testELBO: entry.metrics.test.elbo,
        imageShape: entry.configuration.architecture.imageShape)
    }
    self.init(datasets: datasets, models: models, runs: settings.library.runs())
  }
}

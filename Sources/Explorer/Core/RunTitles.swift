import Plotting
import Training

extension RunSummary {
  /// What it was trained on, and how far.
  var summaryLine: String {
    guard let configuration else { return stateTitle }
    let best = best.map { ", best test ELBO \(NumberFormat.fixed($0.test.elbo, decimals: 1))" } ?? ""
    return
      "\(configuration.datasetName), L = \(configuration.architecture.latentSize), epoch \(metrics.last?.epoch ?? 0)/\(configuration.epochs)\(best), \(stateTitle)"
  }

  /// Its state in a word.
  var stateTitle: String {
    switch state {
    case .training: "training"
    case .resumable: "resumable"
    case .finished: "finished"
    case .broken(let reason): "broken: \(reason)"
    }
  }
}

extension TrainingConfiguration {
  /// The name of the data set; for a file, its name without folders.
  var datasetName: String { dataset.split(separator: "/").last.map(String.init) ?? dataset }

  /// The data set with its pixel mode, unless that is grey.
  var dataTitle: String { pixelMode == .grey ? datasetName : "\(datasetName), \(pixelMode) pixels" }
}

import Plotting
import Training

extension ExplorerModel {
  /// What a run was trained on, and how far.
  func summaryLine(of run: RunSummary) -> String {
    guard let configuration = run.configuration else { return run.stateTitle }
    let best = run.best.map { ", best test ELBO \(NumberFormat.fixed($0.test.elbo, decimals: 1))" } ?? ""
    return
      "\(configuration.datasetName), L = \(configuration.architecture.latentSize), epoch \(run.figures.epoch)/\(configuration.epochs)\(best), \(stateTitle(of: run))"
  }

  /// The state of a run in a word. The listing takes the run that is open here for one that is being trained.
  func stateTitle(of run: RunSummary) -> String {
    guard openModel?.origin == .run(path: run.path) else { return run.stateTitle }
    return switch progress?.state {
    case .running, .preparing: "training"
    case .paused: "paused"
    case .finished: "finished"
    default: "open"
    }
  }
}

extension RunSummary {
  /// Its state in a word.
  var stateTitle: String {
    switch state {
    case .unread: "reading"
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

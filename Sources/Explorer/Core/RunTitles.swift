import Plotting
import Training

extension ExplorerModel {
  /// What a run was trained on, and how far.
  func summaryLine(of run: RunSummary) -> String {
    guard let configuration = run.configuration else { return run.stateTitle }
    let best = best(of: run).map { ", best test ELBO \(NumberFormat.fixed($0.test.elbo, decimals: 1))" } ?? ""
    return
      "\(configuration.datasetName), L = \(configuration.architecture.latentSize), epoch \(epoch(of: run))/\(configuration.epochs)\(best), \(stateTitle(of: run))"
  }

  /// The state of a run in a word; of the one that is open, that of the status row.
  func stateTitle(of run: RunSummary) -> String {
    isOpen(run) ? openStateTitle : run.stateTitle
  }

  /// The state of what is open in a word.
  var openStateTitle: String {
    switch progress?.state {
    case .preparing: "preparing"
    case .running: "training"
    case .paused: progress?.saveFailure == nil ? "paused" : "not saved"
    case .finished: progress?.saveFailure == nil ? "finished" : "not saved"
    case .followed: "followed"
    case .stopped: "stopped"
    case .failed: "failed"
    case nil: restingTitle
    }
  }

  /// Of what has no training to tell of.
  private var restingTitle: String {
    switch openModel?.origin {
    case .shipped: "shipped model"
    case .foreign: "another program's model"
    case .run, nil: "preparing"
    }
  }

  private func isOpen(_ run: RunSummary) -> Bool { openModel?.origin == .run(path: run.path) }

  /// The best epoch of a run; of the one that is open, as the status row knows it.
  func best(of run: RunSummary) -> EpochMetrics? {
    isOpen(run) ? progress?.best ?? run.best : run.best
  }

  /// The epochs that a run has done.
  func epoch(of run: RunSummary) -> Int {
    isOpen(run) ? progress?.history.last?.epoch ?? run.figures.epoch : run.figures.epoch
  }
}

/// What models and runs are called where several are shown: those of one name are told apart by their folders.
struct RunTitles: Sendable {
  /// The titles of the runs whose names are not enough, by their paths.
  private var titles: [String: String] = [:]
  /// The names of all runs.
  private var names: Set<String> = []

  init() {}

  init(_ listing: Listing) {
    let shipped = Set(listing.models.map(\.name))
    for (name, runs) in Dictionary(grouping: listing.runs, by: \.name) {
      names.insert(name)
      guard runs.count > 1 || shipped.contains(name) else { continue }
      let paths = runs.map(\.path)
      for path in paths {
        titles[path] = path.shortestEnding(
          unlike: paths.filter { $0 != path }, parts: shipped.contains(name) ? 2 : 1)
      }
    }
  }

  func title(of run: RunSummary) -> String { titles[run.path] ?? run.name }

  func title(ofShipped name: String) -> String { names.contains(name) ? "shipped:\(name)" : name }

  /// The open model, which the listing may not know.
  func title(of openModel: OpenModel) -> String {
    switch openModel.origin {
    case .run(let path): titles[path] ?? openModel.name
    case .shipped: title(ofShipped: openModel.name)
    case .foreign: openModel.name
    }
  }
}

extension ExplorerModel {
  func title(of run: RunSummary) -> String { runTitles.title(of: run) }
}

extension String {
  /// The last parts of a path, at least so many, as many as others do not have.
  fileprivate func shortestEnding(unlike others: [String], parts least: Int) -> String {
    let components = split(separator: "/")
    func ending(_ path: String, _ count: Int) -> String {
      path.split(separator: "/").suffix(count).joined(separator: "/")
    }
    let count = (least...max(least, components.count)).first { count in
      others.allSatisfy { ending($0, count) != ending(self, count) }
    }
    return ending(self, count ?? components.count)
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
  /// The data set with its pixel mode, unless that is grey.
  var dataTitle: String { pixelMode == .grey ? datasetName : "\(datasetName), \(pixelMode) pixels" }
}

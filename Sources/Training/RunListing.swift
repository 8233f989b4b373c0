import Formats
import Foundation

/// Lists runs: thousands of them within a second where there are summaries of their metrics.
extension RunLibrary {
  /// A run's folder, and when its files last changed.
  struct Place {
    let folder: RunFolder
    let modified: Date

    /// `nil` where the folder is not one of a run.
    init?(path: String) {
      folder = RunFolder(reading: path)
      let files = [folder.metricsPath, folder.configurationPath, folder.lastCheckpointPath]
      guard let seconds = files.compactMap(Self.modification).max() else { return nil }
      modified = Date(timeIntervalSince1970: seconds)
    }

    private static func modification(_ path: String) -> Double? {
      var status = stat()
      guard stat(path, &status) == 0 else { return nil }
      #if canImport(Darwin)
        let time = status.st_mtimespec
      #else
        let time = status.st_mtim
      #endif
      return Double(time.tv_sec) + Double(time.tv_nsec) / 1e9
    }
  }

  /// The runs' folders, newest first.
  func places() -> [Place] {
    directories.flatMap { directory in
      let names = (try? FileManager.default.contentsOfDirectory(atPath: directory)) ?? []
      return names.filter { !$0.hasPrefix(".") }.compactMap { Place(path: directory + "/" + $0) }
    }
    .sorted { ($0.modified, $0.folder.name) > ($1.modified, $1.folder.name) }
  }

  /// The names of all runs, newest first.
  public func names() -> [String] { places().map(\.folder.name) }

  /// Every run, newest first; broken ones say so.
  public func runs() -> [RunSummary] {
    var all: [RunSummary] = []
    list { runs, _ in
      all = runs
      return true
    }
    return all
  }

  /// Lists every run, newest first: first all of them, some perhaps unread, then again after each that was read.
  /// - Parameter report: takes the runs, and whether all of them are read; returns whether to go on.
  public func list(_ report: (_ runs: [RunSummary], _ isComplete: Bool) -> Bool) {
    let places = places()
    var runs = places.map { summary(of: $0, isQuick: true) }
    let unread = runs.indices.filter { runs[$0].state == .unread }
    guard report(runs, unread.isEmpty) else { return }
    for (count, index) in unread.enumerated() {
      runs[index] = summary(of: places[index], isQuick: false)
      guard report(runs, count == unread.count - 1) else { return }
    }
  }

  /// The summary of the run in a folder; `nil` where the folder is not one of a run.
  public func summary(path: String) -> RunSummary? {
    Place(path: path).map { summary(of: $0, isQuick: false) }
  }

  /// - Parameter isQuick: whether a run without a summary is left unread.
  private func summary(of place: Place, isQuick: Bool) -> RunSummary {
    let folder = place.folder
    do {
      let configuration = try folder.configuration()
      let reader = MetricsReader(folder: folder, objective: configuration.objective, cache: cache)
      let figures = try reader.figures(isQuick: isQuick)
      return RunSummary(
        name: folder.name, path: folder.path,
        state: figures.map { state(of: folder, configuration, $0) } ?? .unread,
        configuration: configuration, figures: figures ?? RunFigures(), modified: place.modified,
        notes: folder.notes)
    } catch {
      return RunSummary(
        name: folder.name, path: folder.path, state: .broken("\(error)"), configuration: nil,
        modified: place.modified, notes: folder.notes)
    }
  }

  private func state(
    of folder: RunFolder, _ configuration: TrainingConfiguration, _ figures: RunFigures
  ) -> RunSummary.State {
    if folder.isBeingTrained { return .training }
    guard access(folder.lastCheckpointPath, F_OK) == 0 else {
      return .broken("it ended before its first checkpoint")
    }
    let isFinished = configuration.isFinished(epoch: figures.epoch, bestEpoch: figures.best?.epoch)
    return isFinished ? .finished : .resumable
  }
}

import Plotting
import TerminalGraphics
import Training

/// What the normal screen says about a run that was trained here: where it is, what it reached and how to resume it.
struct LastWords {
  let path: String
  let state: TrainingProgress.State
  /// Whether the last save succeeded.
  var isSaved = true
  /// The epochs up to the last checkpoint that was saved; `nil` if none was.
  let savedEpochs: [EpochMetrics]?

  var lines: [String] {
    guard let savedEpochs else {
      return [failure, "No checkpoint of the run was saved."].compactMap { $0 }
    }
    let best = savedEpochs.best
    let reached =
      best.map {
        "best test ELBO \(NumberFormat.fixed($0.test.elbo, decimals: 1)) nats at epoch \($0.epoch)"
      } ?? "no epoch is done yet"
    let place = failure == nil && isSaved ? "The run is in \(path)" : "The last checkpoint is in \(path)"
    return [
      failure, "\(place): \(reached).",
      (state == .finished ? "Look again with" : "Go on with") + ": vae explore \(path)",
    ].compactMap { $0 }
  }

  private var failure: String? {
    guard case .failed(let reason) = state else { return nil }
    return "The run stopped: \(reason)"
  }
}

extension LastWords {
  /// Reads what was saved from the folder of the run.
  init(path: String, state: TrainingProgress.State, isSaved: Bool = true) {
    let folder = RunFolder(reading: path)
    let checkpoint = try? Checkpoint(contentsOf: folder.lastCheckpointPath)
    let metrics = (try? folder.metrics()) ?? []
    self.init(
      path: path, state: state, isSaved: isSaved,
      savedEpochs: checkpoint.map { checkpoint in
        metrics.filter { $0.epoch <= checkpoint.position?.epoch ?? 0 }
      })
  }
}

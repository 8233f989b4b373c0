import Plotting
import Training

extension ExplorerModel {
  /// What is wrong with the training, in plain words; `nil` if nothing is.
  var trainingAlarm: String? {
    guard let progress else { return nil }
    if case .failed(let reason) = progress.state { return failureAlarm(reason) }
    if let failure = progress.saveFailure { return "Not saved: \(failure)" }
    if let latest = progress.latest, !latest.elbo.isFinite {
      return "The ELBO is not a number: training has diverged. A smaller learning rate ([) may help."
    }
    guard let last = progress.history.last else { return nil }
    if last.epoch >= 3, last.activeUnits == 0, last.test.klDivergence < 1 {
      return "Posterior collapse: no latent dimension is used."
    }
    if let fall = overfittingFall(progress) {
      return
        "Overfitting: the test ELBO has fallen by \(NumberFormat.fixed(fall.nats, decimals: 1)) nats since epoch \(fall.epoch), whose model is kept."
    }
    let inactive = last.klPerDimension.count - last.activeUnits
    if last.epoch >= 5, inactive > 0 {
      return "\(inactive) of \(last.klPerDimension.count) latent dimensions are unused: their KL is near 0."
    }
    return nil
  }

  /// Why training ended, and how it may go on from a state before that.
  private func failureAlarm(_ reason: String) -> String {
    let sentence = reason.prefix(1).uppercased() + reason.dropFirst() + "."
    guard let fork = forkOffered,
      let state = timeline.past.first(where: { $0.examplesSeen == fork.examplesSeen })
    else { return sentence }
    return
      "\(sentence) Enter rewinds to \(state.title), before the fall, and trains on from there as a new run at the rate \(Numbers.rate(fork.learningRate))."
  }

  /// How far the test ELBO has fallen from its best; `nil` if no further than it varies between epochs.
  private func overfittingFall(_ progress: TrainingProgress) -> (nats: Double, epoch: Int)? {
    let recent = progress.history.suffix(5).map(\.test.elbo)
    guard let best = progress.best, let last = progress.history.last, last.epoch >= best.epoch + 10,
      let least = recent.min(), let greatest = recent.max()
    else { return nil }
    let fall = best.test.elbo - recent.reduce(0, +) / Double(recent.count)
    return fall > max(0.5, 2 * (greatest - least)) ? (fall, best.epoch) : nil
  }
}

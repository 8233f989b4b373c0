import Explorer
import Training

extension Snapshot {
  /// The model of a checkpoint.
  init(_ checkpoint: Checkpoint) {
    self.init(
      model: checkpoint.model, epoch: checkpoint.position?.epoch ?? checkpoint.metrics?.epoch ?? 0,
      examplesSeen: checkpoint.position?.examplesSeen ?? checkpoint.metrics?.examplesSeen ?? 0,
      metrics: checkpoint.metrics)
  }
}

extension TrainingProgress {
  /// The progress of a run that is not being trained, from its epochs.
  init(_ history: [EpochMetrics], _ configuration: TrainingConfiguration) {
    let last = history.last
    self.init(
      state: last?.epoch ?? 0 >= configuration.epochs ? .finished : .stopped, epoch: last?.epoch ?? 0,
      epochs: configuration.epochs, examplesSeen: last?.examplesSeen ?? 0,
      examplesPerEpoch: (last?.examplesSeen ?? 0) / max(1, last?.epoch ?? 1), elapsed: last?.seconds ?? 0,
      learningRate: configuration.learningRate ?? 0, recent: last?.train, history: history)
  }
}

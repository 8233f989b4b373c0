extension Snapshot {
  /// The model of a checkpoint.
  public init(_ checkpoint: Checkpoint) {
    self.init(
      model: checkpoint.model, epoch: checkpoint.position?.epoch ?? checkpoint.metrics?.epoch ?? 0,
      examplesSeen: checkpoint.position?.examplesSeen ?? checkpoint.metrics?.examplesSeen ?? 0,
      metrics: checkpoint.metrics)
  }
}

extension TrainingProgress {
  /// The progress of a run that is not trained in this process, from its course so far.
  /// - Parameter state: `nil` for that of a run that nobody trains.
  public init(
    _ record: TrainingRecord, _ configuration: TrainingConfiguration, state: State? = nil
  ) {
    let last = record.epochs.last
    let resting = last?.epoch ?? 0 >= configuration.epochs ? State.finished : .stopped
    self.init(
      state: state ?? resting, epoch: last?.epoch ?? 0,
      epochs: configuration.epochs, examplesSeen: last?.examplesSeen ?? 0,
      examplesPerEpoch: (last?.examplesSeen ?? 0) / max(1, last?.epoch ?? 1), elapsed: last?.seconds ?? 0,
      learningRate: last?.learningRate ?? configuration.learningRate ?? 0, recent: last?.train, record: record
    )
  }
}

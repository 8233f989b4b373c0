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
    let seen = last?.examplesSeen ?? 0
    let perEpoch = seen / max(1, last?.epoch ?? 1)
    let speed = state == nil ? nil : Self.imagesPerSecond(record.epochs)
    self.init(
      state: state ?? resting, epoch: last?.epoch ?? 0, epochs: configuration.epochs, examplesSeen: seen,
      examplesPerEpoch: perEpoch, imagesPerSecond: speed ?? 0, elapsed: last?.seconds ?? 0,
      remaining: speed.map { Double(max(0, configuration.epochs * perEpoch - seen)) / $0 },
      learningRate: last?.learningRate ?? configuration.learningRate ?? 0, recent: last?.train, record: record
    )
  }

  /// The speed of the last epoch, its evaluation included; `nil` before the first.
  private static func imagesPerSecond(_ history: [EpochMetrics]) -> Double? {
    guard let last = history.last else { return nil }
    let before = history.dropLast().last
    let seconds = last.seconds - (before?.seconds ?? 0)
    return seconds > 0 ? Double(last.examplesSeen - (before?.examplesSeen ?? 0)) / seconds : nil
  }
}

import Autoencoder
import Compute
import Explorer
import Formats
import Training

/// Opens a new run that trains on from a state of another one.
extension Opening {
  /// The other run stays as it is. The state is that of a checkpoint if one of the same step is on the disk, else that of
  /// the time machine.
  func openFork(_ fork: ForkTarget) throws -> Opened {
    let parent = RunFolder(reading: fork.path)
    let last = try Checkpoint(contentsOf: parent.lastCheckpointPath)
    let (state, precision) = try state(of: fork, parent, last)
    let data = try settings.catalogue.load(
      last.configuration.dataset, options: last.configuration.loadOptions)
    let record = try parent.record()
    let start = try Checkpoint(
      forking: last, of: parent, at: state, precision: precision,
      seconds: record.seconds(at: state.examplesSeen), learningRate: fork.learningRate, data: data)
    // A cancelled opening must not leave a folder behind.
    try cancellation.check()
    let folder = try settings.library.newFork(start, of: record)
    let threads = settings.threadCount
    var opened = Opened(
      OpenModel(
        name: folder.name, origin: .run(path: folder.path), configuration: start.configuration,
        klPerDimension: state.metrics?.klPerDimension ?? []), TestImages(data, of: start.configuration)
    ) {
      try TrainingRun(
        resuming: folder, from: start, data: data, team: ThreadTeam(threadCount: threads))
    }
    opened.discard = folder.discard
    opened.notice = "\(folder.name) trains on from \(parent.name): \(precision.sentence)"
    return opened
  }

  /// The state in the best precision that there is.
  private func state(
    of fork: ForkTarget, _ parent: RunFolder, _ last: Checkpoint
  ) throws -> (Snapshot, ForkOrigin.Precision) {
    if last.position?.examplesSeen == fork.examplesSeen { return (Snapshot(last), .checkpoint) }
    if let best = try? Checkpoint(contentsOf: parent.bestCheckpointPath),
      best.metrics?.examplesSeen == fork.examplesSeen
    {
      return (Snapshot(best), .weights)
    }
    guard let forkedState else {
      throw InputError(.notFound, "\(parent.path): this state of the model is no longer kept")
    }
    return (forkedState, .half)
  }
}

extension ForkOrigin.Precision {
  /// What is left of the state, for the footer.
  fileprivate var sentence: String {
    switch self {
    case .checkpoint: "the checkpoint to the bit, weights and moments."
    case .weights: "the weights of its best epoch to the bit; 100 minibatches settle the moments first."
    case .half: "the weights in 16 bits; 100 minibatches settle the moments first."
    }
  }
}

import Compute
import Datasets

extension Checkpoint {
  /// A run before its first step.
  /// - Parameter data: that it will be trained on.
  public init(startOf configuration: TrainingConfiguration, data: DataSplit) {
    self = Trainer(configuration, data: data, team: ThreadTeam(threadCount: 1)).checkpoint(seconds: 0)
  }
}

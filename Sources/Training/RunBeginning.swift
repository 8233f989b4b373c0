import Compute
import Datasets
import Formats

extension Checkpoint {
  /// A run before its first step.
  /// - Parameter data: that it will be trained on.
  public init(startOf configuration: TrainingConfiguration, data: DataSplit) {
    self = Trainer(configuration, data: data, team: ThreadTeam(threadCount: 1)).checkpoint(seconds: 0)
  }
}

extension RunFolder {
  /// Makes the folder of a new run whose trainer is made elsewhere.
  /// - Parameter data: that it will be trained on.
  public static func create(
    _ path: String, configuration: TrainingConfiguration, data: DataSplit, overwrites: Bool = false
  ) throws(InputError) -> RunFolder {
    try create(path, start: Checkpoint(startOf: configuration, data: data), overwrites: overwrites)
  }
}

extension RunLibrary {
  /// Makes the folder of a new run whose trainer is made elsewhere.
  /// - Parameter data: that it will be trained on.
  public func newRun(
    _ configuration: TrainingConfiguration, data: DataSplit
  ) throws(InputError) -> RunFolder {
    try newRun(start: Checkpoint(startOf: configuration, data: data))
  }
}

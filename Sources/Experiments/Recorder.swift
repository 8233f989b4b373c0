import Compute
import Datasets
import Formats
import Training

/// Takes something down while a job trains. What is taken is a function of the trainer, so that it is the same when it is
/// taken again after an interruption.
public protocol Recorder: Sendable {
  /// Takes what is due, if something is; called before the first step and after each.
  ///
  /// - Parameter data: what the trainer trains on.
  /// - Throws: `inputOutput`, `diverged`.
  func record(_ trainer: Trainer, data: DataSplit, team: ThreadTeam) throws(InputError)
}
